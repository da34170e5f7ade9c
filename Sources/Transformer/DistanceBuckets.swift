import Platform

/// Sorts distances between a query and a key into buckets: each near one has its own, farther ones share more and more. A
/// distance is the query's place less the key's. All is computed in 32 bits, as PyTorch does.
public enum DistanceBuckets: Sendable, Hashable {
  /// MPNet's, after T5 (Raffel et al. 2019, https://arxiv.org/abs/1910.10683): half of `count` for keys before the query, half
  /// for those after it, logarithmic up to `farthest`.
  case halves(count: Int, farthest: Int)
  /// DeBERTa's (He et al. 2021, https://arxiv.org/abs/2111.09543): from 0 for the farthest key after the query to `2·span − 1` for
  /// the farthest before it; logarithmic from half of `span` up to `farthest`, or, without it, a bucket for each distance.
  case signed(span: Int, farthest: Int?)

  /// How many there are.
  public var count: Int {
    switch self {
    case .halves(let count, _): count
    case .signed(let span, _): 2 * span
    }
  }

  public func bucket(of distance: Int) -> Int {
    switch self {
    case .halves(let count, let farthest):
      let (half, far) = (count / 2, abs(distance))
      let exact = half / 2
      var bucket = far
      if far >= exact {
        let share =
          log(Float(far) / Float(exact)) / Float(log(Double(farthest) / Double(exact)))
        bucket = min(half - 1, exact + Int(clamping: share * Float(half - exact)))
      }
      return distance < 0 ? half + bucket : bucket
    case .signed(let span, let farthest):
      var bucket = distance
      if let farthest, abs(distance) > span / 2 {
        let middle = span / 2
        let share =
          log(Float(abs(distance)) / Float(middle))
          / log(Float(Double(farthest - 1) / Double(middle)))
        let far = Int(clamping: (share * Float(middle - 1)).rounded(.up)) + middle
        bucket = distance < 0 ? -far : far
      }
      return max(0, min(2 * span - 1, bucket + span))
    }
  }
}
