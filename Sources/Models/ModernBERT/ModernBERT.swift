import JSON
import Platform
import Transformer

/// ModernBERT (Warner et al. 2024, https://arxiv.org/abs/2412.13663): norms before each half, gated networks, queries and keys
/// turned; in most layers a word sees only its neighbours.
struct ModernBERT: Architecture {
  static let modelType = "modernbert"
  static let className = "ModernBertModel"
  static let wordRows = "embeddings.tok_embeddings.weight"
  static let beside = BERTNames.beside + ["head.", "decoder."]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(
      keys, named: .init(epsilon: "norm_eps", activation: "hidden_activation"), epsilon: 1e-5,
      positions: 8192)
    let (channels, heads, layers, inner) = (
      sizes.channels, sizes.heads, sizes.layers, sizes.inner
    )
    let normBias = try keys.flag("norm_bias", usual: false)
    let attentionBias = try keys.flag("attention_bias", usual: false)
    let networkBias = try keys.flag("mlp_bias", usual: false)
    let reach = try keys.natural("local_attention", 0...(1 << 20), usual: 128) / 2
    let width = try keys.pairs(channels / heads)
    let global = RelativePositionsPlan.rotary(
      base: try keys.rotaryBase(of: "full_attention", older: "global_rope_theta", usual: 160_000),
      width: width, pairs: .halves)
    let local = RelativePositionsPlan.rotary(
      base: try keys.rotaryBase(of: "sliding_attention", older: "local_rope_theta", usual: 10_000),
      width: width, pairs: .halves)
    let isGlobal = try Self.globalLayers(keys, layers)
    func norm(_ name: String) -> NormPlan {
      NormPlan(name, channels, epsilon: sizes.epsilon, bias: normBias)
    }
    plan = EncoderPlan(
      configuration: sizes.configuration(),
      embeddings: EmbeddingPlan(
        words: TensorShape(Self.wordRows, [sizes.words, channels]), norm: norm("embeddings.norm")),
      blocks: (0..<layers).map { number in
        let block = "layers.\(number)"
        func half(_ first: Bool) -> LinearPlan {
          LinearPlan(
            "\(block).mlp.Wi", rows: 2 * inner, channels,
            own: first ? 0..<inner : inner..<2 * inner, bias: networkBias)
        }
        return BlockPlan(
          order: .before,
          attention: .fused(
            "\(block).attn.Wqkv", output: "\(block).attn.Wo", channels: channels, heads: heads,
            bias: attentionBias, positions: isGlobal[number] ? global : local,
            reach: isGlobal[number] ? nil : reach),
          attentionNorm: number == 0 ? nil : norm("\(block).attn_norm"), gate: half(true),
          expansion: half(false), activation: sizes.activation,
          contraction: LinearPlan("\(block).mlp.Wo", channels, inner, bias: networkBias),
          feedForwardNorm: norm("\(block).mlp_norm"),
          closingNorm: number == layers - 1 ? norm("final_norm") : nil)
      })
  }

  /// Which layers let a word see all others.
  private static func globalLayers(
    _ keys: ConfigurationKeys, _ layers: Int
  ) throws(ConfigurationError) -> [Bool] {
    guard let value = keys["layer_types"], !value.isNull else {
      let every = try keys.natural("global_attn_every_n_layers", 1...1024, usual: 3)
      return (0..<layers).map { $0 % every == 0 }
    }
    let kinds = try keys.texts("layer_types")
    guard kinds.count == layers else {
      throw .wrong(key: "layer_types", expected: "\(layers) names", found: "\(kinds.count)")
    }
    return try kinds.map { kind throws(ConfigurationError) in
      switch kind {
      case "full_attention": return true
      case "sliding_attention": return false
      default:
        throw .unsupported(
          key: "layer_types", expected: "'full_attention' or 'sliding_attention'",
          found: quoted(kind))
      }
    }
  }
}
