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
    var groups = groups
    var joined: [Double] = []
    while let closest = Self.closest(of: groups.map(Self.spread), chance: chance),
      closest.chance >= SenseCount.evenOdds
    {
      groups[closest.first] = (groups[closest.first] + groups[closest.second]).sorted()
      groups.remove(at: closest.second)
      joined.append(closest.chance)
    }
    var labels = labels
    for (label, group) in groups.enumerated() {
      for item in group { labels[item] = label }
    }
    return (Partition(labels), joined)
  }

  /// The two groups across which the mean chance is highest, the first of equals.
  private static func closest(
    of groups: [[Int]], chance: (Int, Int) -> Double?
  ) -> (first: Int, second: Int, chance: Double)? {
    var closest: (first: Int, second: Int, chance: Double)?
    for (second, group) in groups.enumerated() {
      for (first, other) in groups[..<second].enumerated() {
        var sum = 0.0
        for a in other {
          for b in group {
            guard let chance = chance(a, b) else { return nil }
            sum += chance
          }
        }
        let mean = sum / Double(group.count * other.count)
        if mean > closest?.chance ?? -1 { closest = (first, second, mean) }
      }
    }
    return closest
  }

  /// Of a large group this many uses stand for all, or pairs would be too many.
  private static let sample = 100

  /// At most `sample` of some uses, evenly over their order.
  private static func spread(_ uses: [Int]) -> [Int] {
    let count = min(sample, uses.count)
    return (0..<count).map { uses[$0 * uses.count / count] }
  }
}
