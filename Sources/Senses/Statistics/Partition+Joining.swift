extension Partition {
  /// Joins groups of uses that are one sense: of any two groups, those whose uses most likely share
  /// one, as long as it is even odds or more.
  ///
  /// - Parameter chance: That the uses with two numbers share a sense; `nil` where nothing tells, and
  ///   then the groups stay apart.
  /// - Returns: The groups that are left, and the mean chance across each two that were joined, in order.
  func joiningGroupsOfOneSense(
    chance: (Int, Int) -> Double?
  ) -> (partition: Partition, joined: [Double]) {
    let samples = groups.map(Self.spread)
    var chances = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for a in samples.indices {
      for b in samples.indices.prefix(a) {
        guard let mean = Self.mean(across: samples[b], samples[a], of: chance) else {
          return (self, [])
        }
        (chances[a][b], chances[b][a]) = (mean, mean)
      }
    }
    let (senses, joined) = averageLinkage(chances, sizes: sizes, floor: SenseCount.evenOdds)
    return (Partition(labels.map { senses.labels[$0] }), joined)
  }

  private static func mean(
    across group: [Int], _ other: [Int], of chance: (Int, Int) -> Double?
  ) -> Double? {
    var sum = 0.0
    for a in group {
      for b in other {
        guard let chance = chance(a, b) else { return nil }
        sum += chance
      }
    }
    return sum / Double(group.count * other.count)
  }

  /// Of a large group this many uses stand for all, or pairs would be too many.
  private static let sample = 100

  /// At most `sample` of some uses, evenly over their order.
  private static func spread(_ uses: [Int]) -> [Int] {
    let count = min(sample, uses.count)
    return (0..<count).map { uses[$0 * uses.count / count] }
  }
}
