import Testing

@testable import Senses

@Suite struct ShapleyValuesTests {
  /// A game with no structure at all: each coalition has a random worth.
  static func anyGame(players: Int, seed: UInt64) -> [Coalition: Double] {
    var generator = SeededGenerator(seed: seed)
    return Dictionary(
      uniqueKeysWithValues: (0..<1 << players).map {
        (Coalition(bits: UInt128($0)), Double(generator.next(below: 1_000_000)) / 1_000_000)
      })
  }

  static func sampled(
    _ game: [Coalition: Double], players: Int, pairs: Int, seed: UInt64 = 1
  ) -> ShapleyValues {
    .sampled(players: players, pairs: pairs, seed: seed) { $0.map { game[$0]! } }
  }

  /// The definition: the mean over all orders.
  static func byDefinition(_ game: [Coalition: Double], players: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: players)
    var orders = 0
    func visit(_ order: [Int]) {
      if order.count == players {
        orders += 1
        let path = path(along: order)
        for (step, player) in order.enumerated() {
          sums[player] += game[path[step + 1]]! - game[path[step]]!
        }
      }
      for next in 0..<players where !order.contains(next) { visit(order + [next]) }
    }
    visit([])
    return sums.map { $0 / Double(orders) }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func baseAndValuesAddUpToTheTotalWhateverTheOrders(seed: UInt64) {
    let game = Self.anyGame(players: 7, seed: seed)
    let shapley = Self.sampled(game, players: 7, pairs: 2, seed: seed)
    #expect(shapley.base == game[.empty])
    #expect(shapley.total == game[.everyone(of: 7)])
    #expect(abs(shapley.values.reduce(shapley.base, +) - shapley.total) < 1e-12)
  }

  @Test func theErrorIsOfTheSizeThatIsStated() {
    let game = Self.anyGame(players: 5, seed: 9)
    let truth = Self.byDefinition(game, players: 5)
    var (within, count) = (0, 0)
    for seed in 1...40 as ClosedRange<UInt64> {
      let shapley = Self.sampled(game, players: 5, pairs: 20, seed: seed)
      for (value, (error, true_)) in zip(shapley.values, zip(shapley.standardErrors, truth)) {
        count += 1
        if abs(value - true_) < 2 * error { within += 1 }
      }
    }
    // Two standard errors hold 94 to 95 of 100 with 20 pairs.
    #expect(Double(within) / Double(count) > 0.9)
    #expect(Double(within) / Double(count) < 0.99)
  }

  @Test func aPlayerWhoChangesNothingGetsNothing() {
    let game = Self.anyGame(players: 5, seed: 3)
    let shapley = ShapleyValues.sampled(players: 6, pairs: 8, seed: 1) {
      $0.map { game[$0.without(5)]! }
    }
    #expect(shapley.values[5] == 0)
    #expect(shapley.standardErrors[5] == 0)
  }

  @Test func twoPlayersWhoDoTheSameGetTheSame() {
    // The worth depends on how many of players 0 and 1 are in, never on which.
    let shapley = ShapleyValues.sampled(players: 4, pairs: 4000, seed: 5) {
      $0.map { s in
        let alike = (s.contains(0) ? 1.0 : 0) + (s.contains(1) ? 1 : 0)
        return alike * alike * (s.contains(2) ? 3 : 1) + (s.contains(3) ? 0.5 : 0)
      }
    }
    let gap = abs(shapley.values[0] - shapley.values[1])
    #expect(gap < 4 * (shapley.standardErrors[0] + shapley.standardErrors[1]))
    #expect(shapley.values[3] == 0.5)
  }

  @Test func theSeedDecidesTheOrders() {
    let game = Self.anyGame(players: 6, seed: 4)
    #expect(
      Self.sampled(game, players: 6, pairs: 3, seed: 7)
        == Self.sampled(game, players: 6, pairs: 3, seed: 7))
    #expect(
      Self.sampled(game, players: 6, pairs: 3, seed: 7)
        != Self.sampled(game, players: 6, pairs: 3, seed: 8))
  }

  @Test func noPlayersLeaveOnlyTheBase() {
    let shapley = ShapleyValues.sampled(players: 0, pairs: 2, seed: 1) { $0.map { _ in 0.25 } }
    #expect(shapley.base == 0.25 && shapley.total == 0.25 && shapley.values.isEmpty)
  }

  @Test func countingTwoSidesAgreesWithTheDefinition() {
    var generator = SeededGenerator(seed: 11)
    func vectors(_ players: Int) -> [[Double]] {
      (0..<1 << players).map { _ in
        (0..<3).map { _ in Double(generator.next(below: 2000)) / 1000 - 1 }
      }
    }
    for (a, b) in [(3, 4), (0, 3), (2, 0), (0, 0)] {
      let (left, right) = (vectors(a), vectors(b))
      var game: [Coalition: Double] = [:]
      for s in 0..<1 << a {
        for t in 0..<1 << b {
          let worth = zip(left[s], right[t]).reduce(0) { $0 + $1.0 * $1.1 }
          game[Coalition(bits: UInt128(s | t << a))] = worth
        }
      }
      let shapley = ShapleyValues.enumerated(left: left, right: right)
      let truth = Self.byDefinition(game, players: a + b)
      for (value, expected) in zip(shapley.values, truth) {
        #expect(abs(value - expected) < 1e-12)
      }
      #expect(shapley.values.count == a + b && shapley.sampledOrders == nil)
      #expect(abs(shapley.values.reduce(shapley.base, +) - shapley.total) < 1e-12)
    }
  }
}
