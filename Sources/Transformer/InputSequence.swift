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

/// What a row that no table has is put together from: `(Σᵢ wᵢ (rᵢ + W cᵢ) + w (W n + b)) / (Σᵢ wᵢ + w)`. The rᵢ are rows of
/// words of the table, the cᵢ rows of the changes of affix between them and this word, n is the mean of the rows of its
/// n-grams, and W and b bring these to the width of the table.
public struct RowParts: Sendable, Hashable {
  /// The weight of n-grams, w: little beside a word spelled alike, and all there is where none is.
  public static let weightOfNGrams: Float = 0.002

  /// A word of the table.
  public struct Neighbour: Sendable, Hashable {
    public var row: Int32
    /// How much it counts. Above 0.
    public var weight: Float
    /// The row of the change of affix between the two, where it has one.
    public var change: Int?

    public init(row: Int32, weight: Float, change: Int? = nil) {
      self.row = row
      self.weight = weight
      self.change = change
    }
  }

  /// N-gram buckets; one may come twice. Not empty.
  public var buckets: [Int]
  public var neighbours: [Neighbour]

  public init(buckets: [Int], neighbours: [Neighbour] = []) {
    precondition(!buckets.isEmpty, "a word has at least one bucket")
    self.buckets = buckets
    self.neighbours = neighbours
  }

  /// `Σᵢ wᵢ + w`
  var weight: Float { neighbours.reduce(Self.weightOfNGrams) { $0 + $1.weight } }
}
