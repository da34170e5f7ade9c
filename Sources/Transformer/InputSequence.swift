/// What the encoder reads of one sentence: a row of the embedding table for each place.
///
/// The encoder adds nothing: `[CLS]` and `[SEP]` are among the ids where a model wants them.
public struct InputSequence: Sendable, Hashable {
  /// Rows of the embedding table. Shape `[T]`.
  public var ids: [Int32]
  /// What the row of each place that is not looked up is put together from.
  public var composed: [Int: RowParts]

  public init(ids: [Int32], composed: [Int: RowParts] = [:]) {
    self.ids = ids
    self.composed = composed
  }

  /// T
  public var count: Int { ids.count }
}

/// What a row that no table has is put together from: `(Σᵢ wᵢ rᵢ + c n) / (Σᵢ wᵢ + c)`, of rows rᵢ of the table
/// of words and what n-grams make of the word, n.
public struct RowParts: Sendable, Hashable {
  /// The weight of n-grams, c: little beside a word spelled alike, and all there is where none is.
  public static let weightOfNGrams: Float = 0.002

  /// N-gram buckets; one may come twice. Not empty.
  public var buckets: [Int]
  /// Rows of the table of words.
  public var rows: [Int32]
  /// How much each counts. Above 0, as many as rows.
  public var weights: [Float]

  public init(buckets: [Int], rows: [Int32] = [], weights: [Float] = []) {
    precondition(!buckets.isEmpty, "a word has at least one bucket")
    precondition(rows.count == weights.count)
    self.buckets = buckets
    self.rows = rows
    self.weights = weights
  }

  /// `Σᵢ wᵢ + c`
  var weight: Float { weights.reduce(Self.weightOfNGrams, +) }
}
