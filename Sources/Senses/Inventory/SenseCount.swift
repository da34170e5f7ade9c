import Platform

/// How many groups some uses fall into, by whether the same groups come back when the uses are
/// drawn again.
///
/// For each k, pairs of random halves-and-more of the uses are grouped; both groupings are carried
/// to all uses by their nearest centres, and compared by the adjusted Rand index (after Ben-Hur,
/// Elisseeff and Guyon 2002, "A stability based method for discovering structure in clustered
/// data"). One group is the answer unless a larger number is stable, and then it is the most stable
/// number. Of several that are equally stable it is the largest where groups come back almost
/// unchanged, for they are all real: two of three groups that lie together make two as stable as
/// three. Otherwise it is the smallest, since a loose crowd can be cut in several ways that come back
/// fairly well.
///
/// One sense can fall into stable groups too, by topic or by construction, so groups that were joined
/// again for sharing a sense are taken off.
public struct SenseCount: Sendable, Hashable {
  /// The most stable number of groups, or 1.
  public let groups: Int
  /// Mean agreement for k = 2, 3, …
  public let stabilities: [Double]
  /// Two groups at a time that were joined, the chance that uses from both share a sense.
  public let joined: [Double]

  /// The number of senses, where at least as many uses differ as there are groups.
  public var senses: Int { groups - joined.count }

  /// Agreement below this is not structure.
  public static let threshold = 0.75
  /// From this agreement on groups come back almost unchanged.
  public static let certainty = 0.9
  /// Numbers whose agreement differs by no more than this are equally stable.
  public static let tie = 0.03
  /// Groups whose uses share a sense with this chance or more are one sense.
  public static let evenOdds = 0.5
  /// Fewer uses than this say nothing about a group.
  public static let fewestUses = 3

  /// - Parameters:
  ///   - most: The largest number to try.
  ///   - draws: Pairs of samples for each number.
  ///   - check: Called between pieces of work; what it throws is thrown on.
  public init(
    of directions: Directions, most: Int = 6, draws: Int = 10, generator: inout SeededGenerator,
    checking check: () throws -> Void
  ) rethrows {
    let largest = min(most, directions.count / (2 * Self.fewestUses))
    var stabilities: [Double] = []
    guard largest >= 2 else {
      self.init(stabilities: stabilities)
      return
    }
    for k in 2...largest {
      var sum = 0.0
      for _ in 0..<draws {
        let a = try Self.labels(directions, k: k, generator: &generator, check)
        let b = try Self.labels(directions, k: k, generator: &generator, check)
        sum += adjustedRandIndex(a, b)
      }
      stabilities.append(sum / Double(draws))
    }
    self.init(stabilities: stabilities)
  }

  public init(
    of directions: Directions, most: Int = 6, draws: Int = 10, generator: inout SeededGenerator
  ) {
    self.init(of: directions, most: most, draws: draws, generator: &generator, checking: {})
  }

  /// Decides by the mean agreement for k = 2, 3, …
  ///
  /// - Parameter joined: See ``joined``; fewer than the groups.
  public init(stabilities: [Double], joined: [Double] = []) {
    self.stabilities = stabilities
    self.joined = joined
    let highest = stabilities.max() ?? 0
    let floor = max(Self.threshold, highest - Self.tie)
    let equals = stabilities.indices.filter { stabilities[$0] >= floor }
    groups = ((highest >= Self.certainty ? equals.last : equals.first) ?? -1) + 2
    precondition(joined.count < groups)
  }

  /// The share of the uses in one sample.
  static let share = 0.8

  /// Groups a random sample and gives every use the label of the nearest centre.
  private static func labels(
    _ directions: Directions, k: Int, generator: inout SeededGenerator,
    _ check: () throws -> Void
  ) rethrows -> [Int] {
    let order = generator.order(of: directions.count)
    let sample = order.prefix(max(k, Int(clamping: share * Double(directions.count))))
    let means = try SphericalKMeans(
      directions[sample], k: k, starts: 8, generator: &generator, checking: check)
    return SphericalKMeans.nearest(directions, centres: means.centres).labels
  }
}
