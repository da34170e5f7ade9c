import ContextualEmbeddings

/// What makes a use like a second one but unlike a third.
///
/// The explained quantity is similarity(A, B) − similarity(A, C). Shapley values are linear, so a
/// word's share of the difference is the difference of its shares.
public struct Contrast: Sendable {
  public struct Word: Sendable, Hashable {
    public let text: String
    public let tokens: [Int]
    /// Positive where the word speaks for B, negative where it speaks for C.
    public let share: Double
    public let error: Double
  }

  /// similarity(A, B) and similarity(A, C)
  public let toB: Double
  public let toC: Double
  /// The difference there would be without any context: all zero when B and C are one word.
  public let base: Double
  /// The words of A, B and C.
  public let a: [Word]
  public let b: [Word]
  public let c: [Word]
  public let sampledOrders: Int?
  /// Whether it was interrupted, so that fewer orders were sampled than were asked for.
  public let isCut: Bool

  public var difference: Double { toB - toC }
}

extension Contrast {
  /// An interrupt leaves the shares from the orders that were sampled by then, if there are any.
  ///
  /// - Parameter progress: Told now and then how many orders have been sampled.
  public init(
    of a: Use, like b: Use, unlike c: Use, by reader: any UseReader,
    orders: Int? = nil, seed: UInt64 = 1, progress: (_ orders: Int) -> Void = { _ in }
  ) throws {
    try Use.checkComparable([a, b])
    try Use.checkComparable([a, c])
    let sides = [a, b, c].map { Surroundings(of: $0, by: reader) }
    let near = PairOfContexts(sides[0], sides[1])
    let far = PairOfContexts(sides[0], sides[2])
    let counts = sides.map(\.words.count)
    let everyone = [near, far].map { Coalition.everyone(of: $0.players) }
    toB = try near.similarities(keeping: [everyone[0]])[0]
    toC = try far.similarities(keeping: [everyone[1]])[0]
    let shapley =
      orders == nil && sides.allSatisfy(\.isCountable)
      ? try Self.counted(near, far)
      : try Self.sampled(near, far, orders: orders, seed: seed, progress: progress)
    base = shapley.base
    sampledOrders = shapley.sampledOrders
    isCut = shapley.isCut
    var words = zip(sides.flatMap(\.words), zip(shapley.values, shapley.standardErrors)).map {
      Word(text: $0.text, tokens: $0.tokens, share: $1.0, error: $1.1)
    }[...]
    func take(_ count: Int) -> [Word] {
      defer { words = words.dropFirst(count) }
      return Array(words.prefix(count))
    }
    (self.a, self.b, self.c) = (take(counts[0]), take(counts[1]), take(counts[2]))
  }

  /// Players are the words of A, then of B, then of C.
  private static func sampled(
    _ near: PairOfContexts, _ far: PairOfContexts, orders: Int?, seed: UInt64,
    progress: (_ orders: Int) -> Void
  ) throws -> ShapleyValues {
    let (a, b) = (near.first.words.count, near.second.words.count)
    let players = near.players + far.second.words.count
    return try .sampled(
      players: players, pairs: PairOfContexts.pairs(orders: orders, players: players), seed: seed,
      progress: progress
    ) { coalitions in
      let parts = coalitions.map { coalition -> (ab: Coalition, ac: Coalition) in
        let (ab, c) = coalition.split(at: a + b)
        let ac = Coalition(bits: ab.split(at: a).0.bits | c.bits << UInt128(a))
        return (ab, ac)
      }
      let toB = try near.similarities(keeping: parts.map(\.ab))
      let toC = try far.similarities(keeping: parts.map(\.ac))
      return zip(toB, toC).map { $0 - $1 }
    }
  }

  private static func counted(_ near: PairOfContexts, _ far: PairOfContexts) throws -> ShapleyValues
  {
    let a = near.first.words.count
    let (b, c) = try (
      near.shapleyValues(orders: nil, seed: 0), far.shapleyValues(orders: nil, seed: 0)
    )
    let values =
      zip(b.values, c.values).prefix(a).map { $0 - $1 } + b.values[a...]
      + c.values[a...].map { -$0 }
    return ShapleyValues(
      base: b.base - c.base, total: b.total - c.total, values: values,
      standardErrors: values.map { _ in 0 }, sampledOrders: nil)
  }
}
