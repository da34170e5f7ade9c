/// How the worth of all players falls, or rises, as they leave one by one: a check on any claim
/// about who matters. If the stated values are right, removing the largest first lowers the worth
/// faster than chance does, and removing the smallest first raises it.
///
/// The deletion test of Samek et al. (2017, "Evaluating the visualization of what a deep neural
/// network has learned"), in both directions.
public struct RemovalCurve: Sendable, Equatable {
  /// v after 0, 1, … n removals, the player with the largest value first. `[n + 1]`
  public let largestFirst: [Double]
  /// The same, the smallest value first. `[n + 1]`
  public let smallestFirst: [Double]
  /// The mean in random order. `[n + 1]`
  public let random: [Double]

  /// Mean drop below random order, over the removals between all and none.
  public var fall: Double { area(random, above: largestFirst) }
  /// Mean rise above random order.
  public var rise: Double { area(smallestFirst, above: random) }

  private func area(_ high: [Double], above low: [Double]) -> Double {
    guard high.count > 2 else { return 0 }
    let inner = 1..<high.count - 1
    return inner.reduce(0) { $0 + high[$1] - low[$1] } / Double(inner.count)
  }
}

extension RemovalCurve {
  /// - Parameters:
  ///   - values: What is claimed of each player, `[n]`; equal values leave in order of number.
  ///   - random: The mean worth after 0, 1, … n removals in random order. `[n + 1]`
  ///   - worth: v of each coalition in a batch.
  static func measure(
    values: [Double], random: [Double], worth: ([Coalition]) throws -> [Double]
  ) rethrows -> RemovalCurve {
    let entering = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    // Leaving in one order passes the same coalitions as entering in its reverse.
    let paths = [path(along: entering), path(along: entering.reversed())]
    let worths = try worth(paths[0] + paths[1])
    return RemovalCurve(
      largestFirst: worths.prefix(random.count).reversed(),
      smallestFirst: worths.suffix(random.count).reversed(), random: random)
  }
}
