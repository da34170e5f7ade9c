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
  /// Whether fewer orders were sampled than were asked for, since no more were wanted.
  public let isCut: Bool

  public init(
    base: Double, total: Double, values: [Double], standardErrors: [Double], sampledOrders: Int?,
    isCut: Bool = false
  ) {
    self.base = base
    self.total = total
    self.values = values
    self.standardErrors = standardErrors
    self.sampledOrders = sampledOrders
    self.isCut = isCut
  }
}

extension ShapleyValues {
  /// Estimates the values from sampled orders, in pairs: an order and its reverse, whose errors
  /// partly cancel (Mitchell et al. 2022, "Sampling permutations for Shapley value estimation").
  ///
  /// Where `worth` throws `Interruption`, the orders sampled by then are what there is, if they are two pairs or more.
  ///
  /// - Parameters:
  ///   - players: n, at most 128.
  ///   - pairs: Pairs of orders, at least 2, so that there is a spread to estimate the error from.
  ///   - seed: The same seed samples the same orders.
  ///   - progress: Told now and then how many orders have been sampled.
  ///   - worth: v of each coalition in a batch; no coalition is asked for twice.
  public static func sampled(
    players: Int, pairs: Int, seed: UInt64, progress: (_ orders: Int) -> Void = { _ in },
    worth: ([Coalition]) throws -> [Double]
  ) rethrows -> ShapleyValues {
    precondition(pairs >= 2, "a standard error needs at least two pairs of orders")
    var generator = SeededGenerator(seed: seed)
    let (nobody, everyone) = (Coalition.empty, Coalition.everyone(of: players))
    var known = try lookUp([nobody, everyone], worth: worth)
    var gains = [MeanAndError](repeating: MeanAndError(), count: players)
    var done = 0
    var isCut = false
    while done < pairs, !isCut {
      // Two pairs first, so that there soon is something to show.
      let next = done == 0 ? 2 : max(1, batch / max(1, players))
      let orders = (done..<min(pairs, done + next)).map { _ in
        generator.order(of: players)
      }
      let paths = orders.map { (there: path(along: $0), back: path(along: $0.reversed())) }
      do {
        try lookUp(paths.flatMap { $0.there + $0.back }, in: &known, worth: worth)
      } catch is Interruption where done >= 2 {
        isCut = true
        continue
      }
      for (order, (there, back)) in zip(orders, paths) {
        for (step, player) in order.enumerated() {
          let (before, after) = (known[there[step]]!, known[there[step + 1]]!)
          let reverse = players - 1 - step
          let (late, later) = (known[back[reverse]]!, known[back[reverse + 1]]!)
          gains[player].add((after - before + (later - late)) / 2)
        }
      }
      done += orders.count
      progress(2 * done)
    }
    return ShapleyValues(
      base: known[nobody]!, total: known[everyone]!, values: gains.map(\.mean),
      standardErrors: gains.map(\.error), sampledOrders: 2 * done, isCut: isCut)
  }

  /// Coalitions of one order each that are asked for together, about.
  private static let batch = 256
}

/// The coalitions an order passes through, from none to everyone: n + 1 of them.
func path(along order: [Int]) -> [Coalition] {
  order.reduce(into: [.empty]) { $0.append($0[$0.count - 1].with($1)) }
}

/// The worth of each coalition, asked for once each, in order of first appearance.
func lookUp(
  _ coalitions: some Sequence<Coalition>, worth: ([Coalition]) throws -> [Double]
) rethrows -> [Coalition: Double] {
  var known: [Coalition: Double] = [:]
  try lookUp(coalitions, in: &known, worth: worth)
  return known
}

/// Asks for the worth of each coalition that is not known.
func lookUp(
  _ coalitions: some Sequence<Coalition>, in known: inout [Coalition: Double],
  worth: ([Coalition]) throws -> [Double]
) rethrows {
  var seen: Set<Coalition> = []
  let asked = coalitions.filter { known[$0] == nil && seen.insert($0).inserted }
  for (coalition, value) in zip(asked, try worth(asked)) { known[coalition] = value }
}
