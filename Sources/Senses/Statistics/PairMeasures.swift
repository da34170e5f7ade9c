import Platform

// How well similarities agree with what people say of pairs of uses.

/// The similarity from which on a pair counts as one sense.
public struct SimilarityThreshold: Sendable, Hashable {
  public let value: Double

  public init(_ value: Double) { self.value = value }

  /// The threshold with the most right answers on pairs whose answer is known: one of their
  /// similarities, the lowest of those that are equally good, or more than all of them.
  ///
  /// - Parameters:
  ///   - similarities: Shape `[n]`, `n > 0`.
  ///   - same: Whether people call each pair one sense. Shape `[n]`.
  public init(bestFor similarities: [Double], same: [Bool]) {
    precondition(!similarities.isEmpty && similarities.count == same.count, "an answer for each")
    let order = similarities.indices.sorted { similarities[$0] < similarities[$1] }
    var right = same.count(where: { $0 })
    var best = (right: right, value: similarities[order[0]])
    for (rank, place) in order.enumerated() {
      right += same[place] ? -1 : 1
      let next = rank + 1 < order.count ? similarities[order[rank + 1]] : similarities[place].nextUp
      // A threshold cannot tell equal similarities apart.
      if right > best.right, next > similarities[place] { best = (right, next) }
    }
    value = best.value
  }

  /// The share of pairs that the threshold answers as people do.
  public func accuracy(on similarities: [Double], same: [Bool]) -> Double {
    let right = zip(similarities, same).count { ($0 >= value) == $1 }
    return Double(right) / Double(same.count)
  }
}

/// How often a pair of one sense is more alike than a pair of two; equal ones count half.
///
/// - Returns: `nil` where one kind is missing.
public func areaUnderCurve(_ scores: [Double], same: [Bool]) -> Double? {
  let positives = same.count(where: { $0 })
  let negatives = same.count - positives
  guard positives > 0, negatives > 0 else { return nil }
  let rankSum = zip(ranks(of: scores), same).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
  let least = Double(positives * (positives + 1)) / 2
  return (rankSum - least) / Double(positives * negatives)
}

/// How far stated chances can be trusted.
public struct ChanceQuality: Sendable, Hashable {
  /// Pairs whose chances lie in one tenth.
  public struct Bin: Sendable, Hashable {
    public let from, to: Double
    public let count: Int
    /// The mean chance that was said, and how often it was so.
    public let predicted, observed: Double
  }

  /// Mean squared distance of the chance from what was so (0 or 1).
  public let brier: Double
  /// Mean distance of chance and frequency over ten bins of the chance (expected calibration error).
  public let calibrationError: Double
  /// The tenths that have pairs.
  public let bins: [Bin]

  init(brier: Double, calibrationError: Double, bins: [Bin]) {
    (self.brier, self.calibrationError, self.bins) = (brier, calibrationError, bins)
  }

  /// - Parameters:
  ///   - chances: From 0 to 1. Shape `[n]`, `n > 0`.
  ///   - same: What was so. Shape `[n]`.
  public init(chances: [Double], same: [Bool]) {
    precondition(!chances.isEmpty && chances.count == same.count, "an answer for each")
    var sums = [(count: Int, chance: Double, same: Double)](repeating: (0, 0, 0), count: 10)
    var squares = 0.0
    for (chance, same) in zip(chances, same) {
      let answer = same ? 1.0 : 0
      squares += (chance - answer) * (chance - answer)
      let bin = min(9, Int(clamping: chance * 10))
      sums[bin].count += 1
      sums[bin].chance += chance
      sums[bin].same += answer
    }
    self.init(
      brier: squares / Double(chances.count),
      calibrationError: sums.reduce(0) { $0 + ($1.chance - $1.same).magnitude }
        / Double(chances.count),
      bins: sums.enumerated().filter { $0.element.count > 0 }.map { tenth, sum in
        let count = Double(sum.count)
        return Bin(
          from: Double(tenth) / 10, to: Double(tenth + 1) / 10, count: sum.count,
          predicted: sum.chance / count, observed: sum.same / count)
      })
  }
}
