import Platform

/// ALBERT (Lan et al. 2019, https://arxiv.org/abs/1909.11942): narrow rows, and one block for all layers, or one for each group
/// of them.
struct ALBERT: Architecture {
  static let modelType = "albert"
  static let className = "AlbertModel"
  static let beside = BERTNames.beside + ["predictions.", "sop_classifier."]
  static let kept = ["pooler.weight", "pooler.bias"]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys, activation: .geluTanh)
    let width = try keys.natural("embedding_size", 1...65_536, usual: 128)
    let groups = try keys.natural("num_hidden_groups", 1...sizes.layers, usual: 1)
    if let inner = keys["inner_group_num"], inner != 1 {
      throw .unsupported(key: "inner_group_num", expected: "1", found: inner.kind)
    }
    var embeddings = sizes.embeddings(width: width, types: try keys.types())
    let mapping = "encoder.embedding_hidden_mapping_in"
    embeddings.projection = LinearPlan(mapping, sizes.channels, width)
    plan = EncoderPlan(
      configuration: sizes.configuration(), embeddings: embeddings,
      blocks: (0..<groups).map { sizes.block(Self.names($0)) },
      // As transformers divides, which rounds.
      order: (0..<sizes.layers).map {
        Int(clamping: Double($0) / (Double(sizes.layers) / Double(groups)))
      })
  }

  private static func names(_ group: Int) -> BlockNames {
    let block = "encoder.albert_layer_groups.\(group).albert_layers.0"
    return BlockNames(
      query: "\(block).attention.query", key: "\(block).attention.key",
      value: "\(block).attention.value", attentionOutput: "\(block).attention.dense",
      attentionNorm: "\(block).attention.LayerNorm", expansion: "\(block).ffn",
      contraction: "\(block).ffn_output", feedForwardNorm: "\(block).full_layer_layer_norm")
  }
}
