// G groups, R resamples, S senses.

/// Which share each sense of a word has in some groups of its uses, and the same when the uses of each group are drawn
/// again. The senses stay as they are: how sure they are themselves is not part of it.
public struct SenseShares: Sendable {
  public let senses: [Int]
  /// How many uses each group has of each sense. Shape `[G, S]`
  public let counts: [[Int]]
  /// Shape `[R, G, S]`
  private let resampled: [[[Double]]]

  /// - Parameters:
  ///   - groups: The sense of each use of each group.
  ///   - resamples: How often the uses of each group are drawn again; without it, what is measured has no interval.
  public init(of groups: [[Int]], resamples: Int = 0, seed: UInt64 = 0) {
    let senses = Set(groups.joined()).sorted()
    func counts(_ labels: some Sequence<Int>) -> [Int] {
      var counts: [Int: Int] = [:]
      for label in labels { counts[label, default: 0] += 1 }
      return senses.map { counts[$0] ?? 0 }
    }
    var generator = SeededGenerator(seed: seed)
    self.senses = senses
    self.counts = groups.map(counts)
    resampled = (0..<resamples).map { _ in
      groups.map { labels in
        shares(counts(generator.drawing(labels.count, from: labels.count).map { labels[$0] }))
      }
    }
  }

  /// The uses of a sense in a group.
  public func count(of sense: Int, in group: Int) -> Int { counts[group][place(of: sense)] }

  /// - Returns: `nil` where the group has no use.
  public func share(of sense: Int, in group: Int) -> Estimate? {
    guard hasUses(group) else { return nil }
    let place = place(of: sense)
    return Estimate(
      shares(counts[group])[place], resamples: resampled.map { $0[group][place] }, within: 0...1)
  }

  /// How far the shares in two groups lie apart: the Jensen-Shannon distance, as people's graded change is measured in
  /// SemEval-2020 (Schlechtweg et al. 2020, "SemEval-2020 Task 1: Unsupervised lexical semantic change detection"), so
  /// that both can be compared.
  ///
  /// - Returns: `nil` where a group has no use.
  public func distance(_ a: Int, _ b: Int) -> Estimate? {
    guard hasUses(a), hasUses(b) else { return nil }
    return Estimate(
      jensenShannonDistance(shares(counts[a]), shares(counts[b])),
      resamples: resampled.map { jensenShannonDistance($0[a], $0[b]) }, within: 0...1)
  }

  /// What becomes of a sense from one group to another.
  ///
  /// - Returns: `nil` where a group has no use, or nothing was drawn again.
  public func course(of sense: Int, from a: Int, to b: Int) -> SenseCourse? {
    guard hasUses(a), hasUses(b) else { return nil }
    let place = place(of: sense)
    let growth = Estimate(
      shares(counts[b])[place] - shares(counts[a])[place],
      resamples: resampled.map { $0[b][place] - $0[a][place] }, within: -1...1)
    return SenseCourse(
      growth: growth, before: counts[a][place], after: counts[b][place])
  }

  private func hasUses(_ group: Int) -> Bool { counts[group].contains { $0 > 0 } }

  private func place(of sense: Int) -> Int {
    guard let place = senses.firstIndex(of: sense) else { preconditionFailure("no such sense") }
    return place
  }
}

/// What becomes of a sense from one group of uses to another.
public enum SenseCourse: String, Sendable, Hashable, CaseIterable {
  /// It gains, and is met twice at most before and five times at least after, by which SemEval-2020 (Schlechtweg et al.
  /// 2020) calls a sense of English gained.
  case new
  /// The same the other way round.
  case lost
  /// Its share gains, or loses, more than chance in the sample explains.
  case growing, shrinking
  case steady

  /// - Parameters:
  ///   - growth: Of its share.
  ///   - before: Its uses in the one group.
  ///   - after: Its uses in the other.
  init?(growth: Estimate, before: Int, after: Int) {
    guard let interval = growth.interval else { return nil }
    switch interval {
    case let range where range.lowerBound > 0:
      self = before <= Self.few && after >= Self.several ? .new : .growing
    case let range where range.upperBound < 0:
      self = after <= Self.few && before >= Self.several ? .lost : .shrinking
    default: self = .steady
    }
  }

  private static let few = 2
  private static let several = 5
}

private func shares(_ counts: [Int]) -> [Double] {
  let total = Double(max(1, counts.reduce(0, +)))
  return counts.map { Double($0) / total }
}
