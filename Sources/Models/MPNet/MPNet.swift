import Transformer

/// MPNet (Song et al. 2020, https://arxiv.org/abs/2004.09297): no segments, places from 2, and a learned bias for each head and
/// distance, one table for all layers.
struct MPNet: Architecture {
  static let modelType = "mpnet"
  static let className = "MPNetModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  /// The id of padding is no setting.
  private static let padding = 1
  /// Farther keys share a bucket.
  private static let farthest = 128

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    // transformers asks for 32 buckets whatever the table has.
    let key = "relative_attention_num_buckets"
    let count = try keys.natural(key, 1...65_536, usual: 32)
    guard count == 32 else { throw .unsupported(key: key, expected: "32", found: "\(count)") }
    let bias = RelativePositionsPlan.bias(
      TensorShape("encoder.relative_attention_bias.weight", [count, sizes.heads]),
      .halves(count: count, farthest: Self.farthest))
    plan = EncoderPlan(
      configuration: sizes.configuration(positions: sizes.positions - Self.padding - 1),
      embeddings: sizes.embeddings(
        types: 0, first: Self.padding + 1, padding: Int32(Self.padding)),
      blocks: (0..<sizes.layers).map { sizes.block(Self.names($0), positions: bias) })
  }

  private static func names(_ number: Int) -> BlockNames {
    let block = "encoder.layer.\(number)"
    return BlockNames(
      query: "\(block).attention.attn.q", key: "\(block).attention.attn.k",
      value: "\(block).attention.attn.v", attentionOutput: "\(block).attention.attn.o",
      attentionNorm: "\(block).attention.LayerNorm", expansion: "\(block).intermediate.dense",
      contraction: "\(block).output.dense", feedForwardNorm: "\(block).output.LayerNorm")
  }
}
