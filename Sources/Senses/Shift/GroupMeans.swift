// G groups, n uses in one, R resamples, C channels.

/// The mean directions of a word's uses in some groups, those of its uses before 1850 and after, and the same means when
/// the uses of each group are drawn again.
///
/// Distances between groups follow from means: the mean cosine of all pairs of directions is the product of their means.
public struct GroupMeans: Sendable {
  /// Shape `[G, C]`; empty where a group has no use.
  private let means: [[Double]]
  /// Shape `[R, G, C]`
  private let resampled: [[[Double]]]

  /// - Parameters:
  ///   - groups: The uses of each.
  ///   - resamples: How often the uses of each group are drawn again, as many as there are, one perhaps twice; without it,
  ///     what is measured has no interval.
  ///   - check: Called between pieces of work; what it throws is thrown on.
  public init(
    of groups: [Directions], resamples: Int = 0, seed: UInt64 = 0,
    checking check: () throws -> Void = {}
  ) rethrows {
    means = groups.map { $0.mean(of: 0..<$0.count) }
    var generator = SeededGenerator(seed: seed)
    var resampled: [[[Double]]] = []
    for _ in 0..<resamples {
      try check()
      resampled.append(groups.map { $0.mean(of: generator.drawing($0.count, from: $0.count)) })
    }
    self.resampled = resampled
  }

  public init(of groups: [Directions], resamples: Int = 0, seed: UInt64 = 0) {
    self.init(of: groups, resamples: resamples, seed: seed, checking: {})
  }

  /// The mean of 1 − cosine over all pairs of a use in one group and a use in the other: average pairwise distance (APD;
  /// Kutuzov and Giulianelli 2020, "UiO-UvA at SemEval-2020 Task 1"; Schlechtweg et al. 2018, "Diachronic usage
  /// relatedness", for the same of people's judgements). It is high, too, where a word has many senses in both.
  ///
  /// - Returns: `nil` where a group has no use.
  public func averagePairwiseDistance(_ a: Int, _ b: Int) -> Estimate? {
    estimate(a, b) { 1 - dot($0, $1) }
  }

  /// 1 − the cosine of the two groups' mean directions: prototype distance (PRT; Kutuzov and Giulianelli 2020, there
  /// inverted; the cosine distance of Martinc et al. 2020, "Leveraging contextual embeddings for detecting diachronic
  /// semantic shift"). Here a use counts the same, however long its vector.
  ///
  /// - Returns: `nil` where a group has no use.
  public func prototypeDistance(_ a: Int, _ b: Int) -> Estimate? {
    estimate(a, b) { a, b in
      let lengths = (dot(a, a) * dot(b, b)).squareRoot()
      return lengths > 0 ? 1 - dot(a, b) / lengths : 1
    }
  }

  private func estimate(
    _ a: Int, _ b: Int, _ distance: ([Double], [Double]) -> Double
  ) -> Estimate? {
    guard !means[a].isEmpty, !means[b].isEmpty else { return nil }
    func bounded(_ value: Double) -> Double { min(2, max(0, value)) }
    return Estimate(
      bounded(distance(means[a], means[b])),
      resamples: resampled.map { bounded(distance($0[a], $0[b])) }, within: 0...2)
  }
}

extension SeededGenerator {
  /// Numbers from 0 to `bound` − 1, one perhaps twice.
  mutating func drawing(_ count: Int, from bound: Int) -> [Int] {
    (0..<count).map { _ in next(below: bound) }
  }
}
