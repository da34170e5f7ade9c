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
    let counts = sides.map(\.words.count)
    let contexts = try ContextSides(sides, orders: orders, seed: seed, progress: progress)
    let (own, near, far) = (contexts.sides[0], contexts.sides[1], contexts.sides[2])
    let shapley = ShapleyValues(
      of: own, against: [OtherSide(side: near, sign: 1), OtherSide(side: far, sign: -1)])
    toB = dot(own.means[counts[0]], near.means[counts[1]])
    toC = dot(own.means[counts[0]], far.means[counts[2]])
    base = shapley.base
    sampledOrders = contexts.sampledOrders
    isCut = contexts.isCut
    var words = zip(sides.flatMap(\.words), zip(shapley.values, shapley.standardErrors)).map {
      Word(text: $0.text, tokens: $0.tokens, share: $1.0, error: $1.1)
    }[...]
    func take(_ count: Int) -> [Word] {
      defer { words = words.dropFirst(count) }
      return Array(words.prefix(count))
    }
    (self.a, self.b, self.c) = (take(counts[0]), take(counts[1]), take(counts[2]))
  }
}
