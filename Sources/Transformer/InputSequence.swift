/// What the encoder reads of one sentence: a row of the embedding table for each place.
///
/// The encoder adds nothing: `[CLS]` and `[SEP]` are among the ids where a model wants them.
public struct InputSequence: Sendable, Hashable {
  /// Rows of the embedding table. Shape `[T]`.
  public var ids: [Int32]
  /// The n-gram buckets of each place whose row is put together instead of looked up.
  public var composed: [Int: [Int]]

  public init(ids: [Int32], composed: [Int: [Int]] = [:]) {
    self.ids = ids
    self.composed = composed
  }

  /// T
  public var count: Int { ids.count }
}
