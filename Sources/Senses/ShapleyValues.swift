// n players; v(S) the worth of a coalition S.

/// How much each player adds to the worth of all, shared out fairly (Shapley 1953).
///
/// A player's value is the mean, over the orders in which the players may enter, of what the
/// worth gains when that player enters. Whatever the orders, `base` and all `values` add up to
/// `total`: every order starts at v(∅) and ends at v(everyone).
public struct ShapleyValues: Sendable, Equatable {
  /// v(∅)
  public let base: Double
  /// v(everyone)
  public let total: Double
  /// One value a player, `[n]`.
  public let values: [Double]
  /// The standard error of each value, `[n]`; all zero when every order was counted.
  public let standardErrors: [Double]
  /// How many orders were sampled; `nil` when all of them were counted.
  public let sampledOrders: Int?

  public init(
    base: Double, total: Double, values: [Double], standardErrors: [Double], sampledOrders: Int?
  ) {
    self.base = base
    self.total = total
    self.values = values
    self.standardErrors = standardErrors
    self.sampledOrders = sampledOrders
  }
}

extension ShapleyValues {
  /// Estimates the values from sampled orders, in pairs: an order and its reverse, whose errors
  /// partly cancel (Mitchell et al. 2022, "Sampling permutations for Shapley value estimation").
  ///
  /// - Parameters:
  ///   - players: n, at most 128.
  ///   - pairs: Pairs of orders, at least 2, so that there is a spread to estimate the error from.
  ///   - seed: The same seed samples the same orders.
  ///   - worth: v of each coalition in a batch; no coalition is asked for twice.
  public static func sampled(
    players: Int, pairs: Int, seed: UInt64,
    worth: ([Coalition]) throws -> [Double]
  ) rethrows -> ShapleyValues {
    precondition(pairs >= 2, "a standard error needs at least two pairs of orders")
    var generator = SeededGenerator(seed: seed)
    var orders: [[Int]] = []
    for _ in 0..<pairs {
      let order = generator.order(of: players)
      orders += [order, order.reversed()]
    }
    let paths = orders.map { path(along: $0) }
    let known = try lookUp(paths.joined(), worth: worth)

    var gains = orders.map { _ in [Double](repeating: 0, count: players) }
    for (which, order) in orders.enumerated() {
      for (step, player) in order.enumerated() {
        gains[which][player] = known[paths[which][step + 1]]! - known[paths[which][step]]!
      }
    }
    var values = [Double](repeating: 0, count: players)
    var errors = values
    for player in 0..<players {
      let ofPairs = (0..<pairs).map { (pair: Int) -> Double in
        let (order, reverse) = (gains[2 * pair][player], gains[2 * pair + 1][player])
        return (order + reverse) / 2
      }
      (values[player], errors[player]) = meanAndError(ofPairs)
    }
    return ShapleyValues(
      base: known[.empty]!, total: known[.everyone(of: players)]!, values: values,
      standardErrors: errors, sampledOrders: 2 * pairs)
  }
}

/// The coalitions an order passes through, from none to everyone: n + 1 of them.
func path(along order: [Int]) -> [Coalition] {
  order.reduce(into: [.empty]) { $0.append($0[$0.count - 1].with($1)) }
}

/// The worth of each coalition, asked for once each, in order of first appearance.
func lookUp(
  _ coalitions: some Sequence<Coalition>, worth: ([Coalition]) throws -> [Double]
) rethrows -> [Coalition: Double] {
  var seen: Set<Coalition> = []
  let asked = coalitions.filter { seen.insert($0).inserted }
  return Dictionary(uniqueKeysWithValues: zip(asked, try worth(asked)))
}
