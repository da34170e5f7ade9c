import Tensors

// T tokens, H heads, D channels of a head, C channels, P buckets of distances.

/// How attention knows where tokens stand, besides what their states say.
public enum RelativePositions: Sendable {
  case none
  /// Queries and keys are turned.
  case rotary(Rotary)
  /// A number is added to each score.
  case bias(DistanceBias)
  /// Queries and keys are scored against vectors of distances.
  case disentangled(DisentangledPositions)
}

/// One learned number for each head and bucket of distances, added to scores
/// (Song et al. 2020, https://arxiv.org/abs/2004.09297).
public struct DistanceBias: Sendable {
  public let buckets: DistanceBuckets
  /// Shape `[P, H]`.
  public let values: Matrix

  public init(buckets: DistanceBuckets, values: Matrix) {
    precondition(values.rows == buckets.count, "a row for each bucket")
    self.buckets = buckets
    self.values = values
  }

  /// What a head adds to the score of a key at a distance from its query.
  public func callAsFunction(distance: Int, head: Int) -> Float {
    values[buckets.bucket(of: distance), head]
  }
}

/// Vectors of distances, which each block brings to queries and keys by its own matrices; a query is scored against the
/// distance's key, and a key against its query, so that what a word is and where it stands are told apart
/// (He et al. 2020, https://arxiv.org/abs/2006.03654).
public struct DisentangledPositions: Sendable {
  public let buckets: DistanceBuckets
  /// Shape `[P, C]`.
  public let rows: Matrix

  public init(buckets: DistanceBuckets, rows: Matrix) {
    precondition(rows.rows == buckets.count, "a row for each bucket")
    self.buckets = buckets
    self.rows = rows
  }

  /// The row of each distance between tokens of a sentence, from −(T − 1) to T − 1.
  func rows(tokens: Int) -> [Int32] {
    (1 - tokens..<tokens).map { Int32(buckets.bucket(of: $0)) }
  }
}
