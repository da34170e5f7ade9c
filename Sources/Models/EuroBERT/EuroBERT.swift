import Transformer

/// EuroBERT (Boizard et al. 2025, https://arxiv.org/abs/2503.05500): Llama's blocks, in which a word sees those after it too.
struct EuroBERT: Architecture {
  static let modelType = "eurobert"
  static let className = "EuroBertModel"
  static let replacesCode = true
  static let wordRows = "embed_tokens.weight"
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(
      keys, named: .init(epsilon: "rms_norm_eps"), epsilon: 1e-5, activation: .silu,
      positions: 8192)
    let (channels, heads, layers, inner) = (
      sizes.channels, sizes.heads, sizes.layers, sizes.inner
    )
    let attentionBias = try keys.flag("attention_bias", usual: false)
    let networkBias = try keys.flag("mlp_bias", usual: false)
    let keyHeads = try keys.natural("num_key_value_heads", 1...heads, usual: heads)
    guard heads % keyHeads == 0 else {
      throw .wrong(
        key: "num_key_value_heads", expected: "a divisor of num_attention_heads, \(heads)",
        found: "\(keyHeads)")
    }
    let width = try keys.pairs(keys.natural("head_dim", 2...65_536, usual: channels / heads))
    let positions = RelativePositionsPlan.rotary(
      base: try keys.rotaryBase(older: "rope_theta", usual: 10_000), width: width, pairs: .halves)
    func norm(_ name: String) -> NormPlan {
      NormPlan(name, channels, epsilon: sizes.epsilon, kind: .rootMeanSquare, bias: false)
    }
    plan = EncoderPlan(
      configuration: sizes.configuration(headWidth: width),
      embeddings: EmbeddingPlan(words: TensorShape(Self.wordRows, [sizes.words, channels])),
      blocks: (0..<layers).map { number in
        let block = "layers.\(number)"
        func attention(_ name: String, _ outputs: Int, _ inputs: Int) -> LinearPlan {
          LinearPlan("\(block).self_attn.\(name)", outputs, inputs, bias: attentionBias)
        }
        func network(_ name: String, _ outputs: Int, _ inputs: Int) -> LinearPlan {
          LinearPlan("\(block).mlp.\(name)", outputs, inputs, bias: networkBias)
        }
        return BlockPlan(
          order: .before,
          attention: AttentionPlan(
            headCount: heads, keyHeadCount: keyHeads,
            query: attention("q_proj", heads * width, channels),
            key: attention("k_proj", keyHeads * width, channels),
            value: attention("v_proj", keyHeads * width, channels),
            output: attention("o_proj", channels, heads * width), positions: positions),
          attentionNorm: norm("\(block).input_layernorm"),
          gate: network("gate_proj", inner, channels),
          expansion: network("up_proj", inner, channels), activation: sizes.activation,
          contraction: network("down_proj", channels, inner),
          feedForwardNorm: norm("\(block).post_attention_layernorm"),
          closingNorm: number == layers - 1 ? norm("norm") : nil)
      })
  }
}
