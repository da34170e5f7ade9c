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
}

/// Another side of a game, which counts for or against.
struct OtherSide {
  let side: GameSide
  /// 1 or −1.
  let sign: Double
}

extension ShapleyValues {
  /// The values of a game whose worth is the dot product of one side's vector and the signed sum of the others'.
  ///
  /// The value of a player i of a side is the sum over sizes s and t of
  ///
  ///     P(s, t) · mean{ own(S ∪ i) − own(S) : |S| = s, i ∉ S } · mean{ other(T) : |T| = t }
  ///
  /// with P(s, t) the chance that s players of i's side and t of the other come before i. Where orders were drawn, the means
  /// are those of the coalitions that these pass through. A value is linear in what was drawn on each side, so the spread of
  /// what each draw by itself makes of it, one side at a time, gives its error.
  ///
  /// The first side's players come first, then the others'.
  init(of first: GameSide, against others: [OtherSide]) {
    let estimates =
      [Estimates(of: first, against: others)]
      + others.map { Estimates(of: $0.side, against: [OtherSide(side: first, sign: $0.sign)]) }
    func worth(_ vector: (GameSide) -> [Double]) -> Double {
      others.reduce(0) { $0 + $1.sign * dot(vector(first), vector($1.side)) }
    }
    base = worth { $0.means[0] }
    total = worth { $0.means[$0.players] }
    values = estimates.flatMap(\.values)
    standardErrors = estimates.flatMap { $0.squaredErrors.map { $0.squareRoot() } }
  }

  /// The worth of some players of two sides, on average over which; of none, of one and so on up to everyone. `[n + 1]`
  static func meanWorths(_ first: GameSide, _ second: GameSide) -> [Double] {
    let (a, b) = (first.players, second.players)
    return (0...a + b).map { size in
      (max(0, size - b)...min(a, size)).reduce(0) { sum, s in
        sum + choose(a, s) * choose(b, size - s) / choose(a + b, size)
          * dot(first.means[s], second.means[size - s])
      }
    }
  }
}

/// The values of a side's players and how far chance may have moved them.
private struct Estimates {
  let values: [Double]
  private(set) var squaredErrors: [Double]

  init(of own: GameSide, against others: [OtherSide]) {
    let pull = directions(for: own, from: others.map { ($0.side.means, $0.sign) })
    values = own.gains(along: pull)
    squaredErrors = values.map { _ in 0 }
    add(own.draws.lazy.map { $0.gains(along: pull) })
    for other in others {
      add(
        other.side.draws.lazy.map {
          own.gains(along: directions(for: own, from: [($0.means, other.sign)]))
        })
    }
  }

  /// Adds what the spread of some draws makes of the errors.
  private mutating func add(_ draws: some Collection<[Double]>) {
    guard !draws.isEmpty else { return }
    var spreads = [MeanAndError](repeating: MeanAndError(), count: values.count)
    for values in draws {
      for player in values.indices { spreads[player].add(values[player]) }
    }
    for player in values.indices {
      squaredErrors[player] += spreads[player].error * spreads[player].error
    }
  }
}

/// What a player's gain is multiplied by who enters a coalition of each size of its own side: the other sides' mean vectors by
/// how many of them have come by then. `[n, C]`
private func directions(
  for side: GameSide, from others: [(means: [[Double]], sign: Double)]
) -> [[Double]] {
  (0..<side.players).map { s in
    var sum = [Double](repeating: 0, count: side.means[0].count)
    for (means, sign) in others {
      for t in means.indices {
        // Among orders in which the player comes after s of its own side, which are one in as many as there are.
        let share =
          sign * Double(side.players)
          * chance(own: s, of: side.players - 1, others: t, of: means.count - 1)
        for channel in sum.indices { sum[channel] += share * means[t][channel] }
      }
    }
    return sum
  }
}

/// The chance that exactly `s` of `a` own and `t` of `b` other players come before one player
/// in a random order of all a + b + 1.
private func chance(own s: Int, of a: Int, others t: Int, of b: Int) -> Double {
  choose(a, s) * choose(b, t) / (choose(a + b, s + t) * Double(a + b + 1))
}

/// Binomial coefficient n over k.
private func choose(_ n: Int, _ k: Int) -> Double {
  guard 0...n ~= k else { return 0 }
  return (0..<min(k, n - k)).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
}
