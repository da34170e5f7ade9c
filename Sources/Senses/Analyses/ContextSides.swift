/// The contexts of some uses as sides of one game, read with their words left out.
struct ContextSides {
  let sides: [GameSide]
  /// How many orders of each context's words were drawn; `nil` when all were counted.
  let sampledOrders: Int?
  /// Whether fewer were drawn than were asked for, since no more were wanted.
  let isCut: Bool

  /// An interrupt leaves the orders that were drawn by then, if there are enough to tell how far chance moves them.
  ///
  /// - Parameters:
  ///   - orders: How many orders to draw of each context, at least; `nil` counts all where that is cheap.
  ///   - seed: The same seed draws the same orders.
  ///   - progress: Told now and then how many orders have been drawn.
  init(
    _ contexts: [Surroundings], orders: Int?, seed: UInt64, progress: (_ orders: Int) -> Void
  ) throws {
    if orders == nil, contexts.allSatisfy(\.isCountable) {
      sides = try contexts.map { GameSide(everyCoalition: try $0.everyDirection()) }
      (sampledOrders, isCut) = (nil, false)
      return
    }
    let wanted = Self.draws(orders: orders, words: contexts.reduce(0) { $0 + $1.words.count })
    var generator = SeededGenerator(seed: seed)
    var drawn = contexts.map { _ in [GameSide.Draw]() }
    do {
      while drawn[0].count < wanted {
        let next = try contexts.map { try $0.draw(from: &generator) }
        for (side, orders) in next.enumerated() { drawn[side].append(orders) }
        progress(drawn[0].count * GameSide.Draw.size)
      }
    } catch is Interruption where drawn[0].count >= Self.fewest {}
    sides = zip(contexts, drawn).map { GameSide(players: $0.words.count, draws: $1) }
    sampledOrders = drawn[0].count * GameSide.Draw.size
    isCut = drawn[0].count < wanted
  }

  /// How often to draw: for what was asked for, or what `budget` pays for.
  private static func draws(orders: Int?, words: Int) -> Int {
    let size = GameSide.Draw.size
    return max(fewest, orders.map { ($0 + size - 1) / size } ?? budget / (size * max(1, words)))
  }

  /// What a spread is known from.
  private static let fewest = 2
  /// Sentences encoded for one explanation, of which some come twice.
  private static let budget = 360
}

extension Surroundings {
  /// Whether encoding every subset of the context costs no more than drawing would.
  var isCountable: Bool { words.count <= 7 }

  /// The direction for every subset, at the index whose binary digits are the subset. `[2^n, C]`
  fileprivate func everyDirection() throws -> [[Double]] {
    try directions(keeping: (0..<1 << words.count).map { Coalition(bits: UInt128($0)) })
  }

  /// Some orders of the words, and the direction of every subset that they pass through.
  fileprivate func draw(from generator: inout SeededGenerator) throws -> GameSide.Draw {
    let orders = GameSide.Draw.orders(of: words.count, from: &generator)
    let subsets = Set(orders.flatMap(path(along:)))
    let directions = try directions(keeping: Array(subsets))
    return GameSide.Draw(
      orders, vectors: Dictionary(uniqueKeysWithValues: zip(subsets, directions)))
  }
}
