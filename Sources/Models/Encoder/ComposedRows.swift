import Transformer

// B buckets, A changes of affix, R channels of either, C channels of a row.

/// Our own tensors, by which rows of words outside the vocabulary are put together. A checkpoint of any architecture
/// may have them.
struct ComposedRows: Sendable {
  let buckets: Int
  /// A model need not know any.
  let changes: Int
  let width: Int
  let channels: Int

  static let bucketRows = "embeddings.ngram_embeddings.weight"
  private static let projection = "embeddings.ngram_projection"
  static let changeRows = "embeddings.affix_embeddings.weight"

  private init(buckets: Int, changes: Int, width: Int, channels: Int) {
    self.buckets = buckets
    self.changes = changes
    self.width = width
    self.channels = channels
  }

  /// As large as they are in a checkpoint; nil where it has none of them.
  init?(in tensors: EncoderTensors, channels: Int) {
    let smallest = ComposedRows(buckets: 1, changes: 1, width: 1, channels: channels)
    let checkpoint = tensors.checkpoint
    guard smallest.tensors.contains(where: { checkpoint.entry(tensors.prefix + $0.name) != nil })
    else { return nil }
    let shape = checkpoint.entry(tensors.prefix + Self.bucketRows)?.shape ?? []
    let changes = checkpoint.entry(tensors.prefix + Self.changeRows)?.shape
    self.init(
      buckets: max(1, shape.first ?? 1), changes: changes.map { max(1, $0.first ?? 1) } ?? 0,
      width: max(1, shape.dropFirst().first ?? 1), channels: channels)
  }

  var tensors: [TensorShape] {
    var tensors = [TensorShape(Self.bucketRows, [buckets, width])]
    tensors += LinearPlan(Self.projection, channels, width).tensors
    if changes > 0 { tensors.append(TensorShape(Self.changeRows, [changes, width])) }
    return tensors
  }

  func table(of tensors: EncoderTensors) -> NGramTable {
    NGramTable(
      buckets: tensors[Self.bucketRows],
      changes: changes == 0 ? nil : tensors[Self.changeRows],
      projection: tensors.linear(LinearPlan(Self.projection, channels, width)))
  }
}
