import Testing

@testable import Senses

@Suite struct ShapleyValuesTests {
  /// A side with no structure at all: each coalition has a random vector.
  static func anySide(players: Int, seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<1 << players).map { _ in
      (0..<3).map { _ in Double(generator.next(below: 2000)) / 1000 - 1 }
    }
  }

  static func drawn(_ vectors: [[Double]], draws: Int, seed: UInt64) -> GameSide {
    let players = vectors.count.trailingZeroBitCount
    var generator = SeededGenerator(seed: seed)
    let known = Dictionary(
      uniqueKeysWithValues: vectors.indices.map { (Coalition(bits: UInt128($0)), vectors[$0]) })
    return GameSide(
      players: players,
      draws: (0..<draws).map { _ in
        GameSide.Draw(GameSide.Draw.orders(of: players, from: &generator), vectors: known)
      })
  }

  static func values(_ left: GameSide, _ right: GameSide) -> ShapleyValues {
    ShapleyValues(of: left, against: [OtherSide(side: right, sign: 1)])
  }

  static func game(_ left: [[Double]], _ right: [[Double]]) -> [Coalition: Double] {
    let players = left.count.trailingZeroBitCount
    var game: [Coalition: Double] = [:]
    for s in left.indices {
      for t in right.indices {
        game[Coalition(bits: UInt128(s | t << players))] =
          zip(left[s], right[t]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return game
  }

  /// The definition: the mean over all orders.
  static func byDefinition(_ game: [Coalition: Double]) -> [Double] {
    let players = game.count.trailingZeroBitCount
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

  @Test(arguments: [(3, 4), (0, 3), (2, 0), (0, 0)])
  func countingAgreesWithTheDefinition(a: Int, b: Int) {
    let (left, right) = (Self.anySide(players: a, seed: 11), Self.anySide(players: b, seed: 12))
    let shapley = Self.values(GameSide(everyCoalition: left), GameSide(everyCoalition: right))
    let truth = Self.byDefinition(Self.game(left, right))
    #expect(shapley.values.count == a + b && shapley.standardErrors.allSatisfy { $0 == 0 })
    for (value, expected) in zip(shapley.values, truth) { #expect(abs(value - expected) < 1e-12) }
    #expect(abs(shapley.values.reduce(shapley.base, +) - shapley.total) < 1e-12)
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func baseAndValuesAddUpToTheTotalWhateverTheOrders(seed: UInt64) {
    let (left, right) = (Self.anySide(players: 4, seed: 2), Self.anySide(players: 7, seed: 3))
    let shapley = Self.values(
      Self.drawn(left, draws: 2, seed: seed), Self.drawn(right, draws: 3, seed: seed + 9))
    let game = Self.game(left, right)
    #expect(abs(shapley.base - game[.empty]!) < 1e-12)
    #expect(abs(shapley.total - game[.everyone(of: 11)]!) < 1e-12)
    #expect(abs(shapley.values.reduce(shapley.base, +) - shapley.total) < 1e-12)
  }

  @Test func theErrorIsOfTheSizeThatIsStated() {
    let (left, right) = (Self.anySide(players: 4, seed: 4), Self.anySide(players: 3, seed: 5))
    let truth = Self.byDefinition(Self.game(left, right))
    var (within, count) = (0, 0)
    for seed in 1...60 as ClosedRange<UInt64> {
      let shapley = Self.values(
        Self.drawn(left, draws: 12, seed: seed), Self.drawn(right, draws: 12, seed: seed + 1000))
      for (value, (error, true_)) in zip(shapley.values, zip(shapley.standardErrors, truth)) {
        count += 1
        if abs(value - true_) < 2 * error { within += 1 }
      }
    }
    // Two standard errors hold 93 to 95 of 100 with 12 draws.
    #expect(Double(within) / Double(count) > 0.89)
    #expect(Double(within) / Double(count) < 0.99)
  }

  @Test func aPlayerWhoChangesNothingGetsNothing() {
    let vectors = Self.anySide(players: 3, seed: 6)
    let left = (0..<16).map { vectors[$0 & 7] }
    let right = Self.anySide(players: 2, seed: 7)
    let shapley = Self.values(
      Self.drawn(left, draws: 2, seed: 1), Self.drawn(right, draws: 2, seed: 2))
    #expect(shapley.values[3] == 0)
    #expect(shapley.standardErrors[3] == 0)
  }

  @Test func theValuesOfADifferenceAreTheDifferencesOfTheValues() {
    let (own, near, far) = (
      Self.drawn(Self.anySide(players: 5, seed: 1), draws: 2, seed: 1),
      Self.drawn(Self.anySide(players: 3, seed: 2), draws: 2, seed: 2),
      Self.drawn(Self.anySide(players: 4, seed: 3), draws: 2, seed: 3)
    )
    let shapley = ShapleyValues(
      of: own, against: [OtherSide(side: near, sign: 1), OtherSide(side: far, sign: -1)])
    let (plus, minus) = (Self.values(own, near), Self.values(own, far))
    let expected =
      zip(plus.values, minus.values).prefix(5).map { $0 - $1 } + plus.values[5...]
      + minus.values[5...].map { -$0 }
    for (value, expected) in zip(shapley.values, expected) {
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(shapley.values.count == 12)
    #expect(abs(shapley.base - (plus.base - minus.base)) < 1e-12)
  }

  @Test(arguments: [0, 1, 2, 5, 10])
  func ordersThatAreDrawnTogetherHaveEveryPlayerOnce(players: Int) {
    var generator = SeededGenerator(seed: 8)
    let orders = GameSide.Draw.orders(of: players, from: &generator)
    #expect(orders.count == GameSide.Draw.size)
    for order in orders { #expect(order.sorted() == Array(0..<players)) }
    for pair in stride(from: 0, to: orders.count, by: 2) {
      #expect(orders[pair] == orders[pair + 1].reversed())
    }
  }

  @Test func theSeedDecidesTheOrders() {
    let vectors = Self.anySide(players: 6, seed: 4)
    let other = GameSide(everyCoalition: [[1, 0.5, 0.25]])
    func values(seed: UInt64) -> ShapleyValues {
      Self.values(Self.drawn(vectors, draws: 2, seed: seed), other)
    }
    #expect(values(seed: 7) == values(seed: 7))
    #expect(values(seed: 7) != values(seed: 8))
  }

  @Test func theMeanWorthOfAsManyPlayersIsThatOfAllSuchCoalitions() {
    let (left, right) = (Self.anySide(players: 3, seed: 21), Self.anySide(players: 2, seed: 22))
    let worths = ShapleyValues.meanWorths(
      GameSide(everyCoalition: left), GameSide(everyCoalition: right))
    let game = Self.game(left, right)
    for size in 0...5 {
      let own = game.filter { $0.key.count == size }.map(\.value)
      #expect(abs(worths[size] - own.reduce(0, +) / Double(own.count)) < 1e-12)
    }
  }
}
