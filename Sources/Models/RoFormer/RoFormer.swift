import Transformer

/// RoFormer (Su et al. 2021, https://arxiv.org/abs/2104.09864): BERT, whose queries and keys are turned by their place, each
/// channel together with its neighbour.
struct RoFormer: Architecture {
  static let modelType = "roformer"
  static let className = "RoFormerModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    if try keys.flag("rotary_value", usual: false) {
      throw .unsupported(key: "rotary_value", expected: "false", found: "true")
    }
    let width = try keys.natural("embedding_size", 1...65_536, usual: sizes.channels)
    let headWidth = try keys.pairs(sizes.channels / sizes.heads)
    let table = TensorShape("encoder.embed_positions.weight", [sizes.positions, headWidth])
    var embeddings = sizes.embeddings(width: width, types: try keys.types())
    embeddings.positions = nil
    if width != sizes.channels {
      embeddings.projection = LinearPlan("embeddings_project", sizes.channels, width)
    }
    plan = EncoderPlan(
      configuration: sizes.configuration(), embeddings: embeddings,
      blocks: (0..<sizes.layers).map {
        sizes.block(BERTNames.block($0), positions: .storedRotary(table, pairs: .neighbours))
      })
  }
}
