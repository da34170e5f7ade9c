import Transformer

/// NomicBERT (Nussbaum et al. 2024, https://arxiv.org/abs/2402.01613): BERT without rows of places and without biases, whose
/// queries and keys are turned, with a gate in the feed-forward network.
///
/// Folders of before transformers 5 have the keys of GPT-2 (`n_embd`), which it does not read.
struct NomicBERT: Architecture {
  static let modelType = "nomic_bert"
  static let className = "NomicBertModel"
  static let replacesCode = true
  static let beside = BERTNames.beside + ["encoder.rotary_emb."]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    func key(_ new: String, _ old: String) -> String { keys[new] == nil ? old : new }
    for key in ["qkv_proj_bias", "mlp_fc1_bias", "mlp_fc2_bias", "prenorm", "use_rms_norm"] {
      if try keys.flag(key, usual: false) {
        throw .unsupported(key: key, expected: "false", found: "true")
      }
    }
    try keys.accept("activation_function", only: "swiglu")
    try keys.accept("rotary_emb_interleaved", only: false)
    try keys.accept("rotary_emb_fraction", only: 1)
    for key in ["rotary_scaling_factor", "rotary_emb_scale_base"] {
      if let found = keys[key], !found.isNull {
        throw .unsupported(key: key, expected: "null", found: found.kind)
      }
    }
    let sizes = try BERTSizes(
      keys,
      named: .init(
        channels: key("hidden_size", "n_embd"), layers: key("num_hidden_layers", "n_layer"),
        heads: key("num_attention_heads", "n_head"), inner: key("intermediate_size", "n_inner"),
        positions: key("max_position_embeddings", "n_positions"),
        epsilon: key("layer_norm_eps", "layer_norm_epsilon")), activation: .silu, positions: 2048)
    let (channels, heads, layers, inner) = (
      sizes.channels, sizes.heads, sizes.layers, sizes.inner
    )
    let types = try keys.types()
    let width = try keys.pairs(
      keys.natural("head_dim", channels / heads...channels / heads, usual: channels / heads))
    let base = try keys.rotaryBase(older: "rotary_emb_base", usual: 1000)
    plan = EncoderPlan(
      configuration: sizes.configuration(),
      embeddings: EmbeddingPlan(
        words: TensorShape(BERTNames.words, [sizes.words, channels]),
        shared: [(.segment, TensorShape(BERTNames.types, [types, channels]))],
        norm: sizes.norm("emb_ln")),
      blocks: (0..<layers).map { number in
        let block = "encoder.layers.\(number)"
        return BlockPlan(
          attention: .fused(
            "\(block).attn.Wqkv", output: "\(block).attn.out_proj", channels: channels,
            heads: heads, bias: false,
            positions: .rotary(base: base, width: width, pairs: .halves)),
          attentionNorm: sizes.norm("\(block).norm1"),
          gate: LinearPlan("\(block).mlp.fc12", inner, channels, bias: false),
          expansion: LinearPlan("\(block).mlp.fc11", inner, channels, bias: false),
          activation: sizes.activation,
          contraction: LinearPlan("\(block).mlp.fc2", channels, inner, bias: false),
          feedForwardNorm: sizes.norm("\(block).norm2"))
      })
  }
}

extension AttentionPlan {
  /// Queries, keys and values in one tensor.
  static func fused(
    _ name: String, output: String, channels: Int, heads: Int, bias: Bool,
    positions: RelativePositionsPlan, reach: Int? = nil
  ) -> AttentionPlan {
    func third(_ number: Int) -> LinearPlan {
      LinearPlan(
        name, rows: 3 * channels, channels, own: number * channels..<(number + 1) * channels,
        bias: bias)
    }
    return AttentionPlan(
      headCount: heads, query: third(0), key: third(1), value: third(2),
      output: LinearPlan(output, channels, channels, bias: bias), positions: positions,
      reach: reach)
  }
}
