/// Which context words made two uses alike, and which made them different.
public struct Explanation: Sendable {
  /// What one context word does.
  public struct Word: Sendable, Hashable {
    public let text: String
    /// Its tokens in its sentence; more than one only for the far words of a long sentence.
    public let tokens: [Int]
    /// Its share of the similarity: Shapley value, positive where it makes the uses more alike.
    public let share: Double
    /// Standard error of `share`, zero where every order was counted.
    public let error: Double
    /// What the similarity loses when this word alone is deleted.
    public let leaveOneOut: Double
  }

  /// Cosine of the two uses: `base` and all shares add up to it.
  public let similarity: Double
  /// Cosine of the two words alone, with no context at all.
  public let base: Double
  /// The words of the first and of the second sentence, in reading order.
  public let first: [Word]
  public let second: [Word]
  /// How many orders were sampled; `nil` when all were counted.
  public let sampledOrders: Int?
  /// Whether removing words in the stated order moves the similarity faster than chance.
  public let check: RemovalCurve

  public var words: [Word] { first + second }
}

extension Explanation {
  /// Explains the similarity of two uses.
  ///
  /// - Parameters:
  ///   - orders: How many orders of words to sample; `nil` counts all where that is cheap.
  ///   - seed: Decides the orders, here and in the check.
  public init(
    of a: Occurrence, and b: Occurrence, by reader: any UseReader, orders: Int? = nil,
    seed: UInt64 = 1
  ) throws {
    try Occurrence.checkComparable([a, b])
    try self.init(
      of: PairOfContexts(Surroundings(of: a, by: reader), Surroundings(of: b, by: reader)),
      orders: orders, seed: seed)
  }

  init(of pair: PairOfContexts, orders: Int?, seed: UInt64) throws {
    let shapley = try pair.shapleyValues(orders: orders, seed: seed)
    let everyone = Coalition.everyone(of: pair.players)
    let without = try pair.similarities(keeping: (0..<pair.players).map { everyone.without($0) })
    let words = (pair.first.words + pair.second.words).enumerated().map { index, word in
      Word(
        text: word.text, tokens: word.tokens, share: shapley.values[index],
        error: shapley.standardErrors[index], leaveOneOut: shapley.total - without[index])
    }
    similarity = shapley.total
    base = shapley.base
    first = Array(words.prefix(pair.first.words.count))
    second = Array(words.dropFirst(pair.first.words.count))
    sampledOrders = shapley.sampledOrders
    // The same seed draws the same orders again, so that chance costs no further sentence.
    let chances = min(
      Self.randomOrders, PairOfContexts.pairs(orders: orders, players: pair.players))
    check = try RemovalCurve.measure(
      values: shapley.values, randomOrders: chances, seed: seed, worth: pair.similarities)
  }

  /// Orders that stand for chance in the check, at most.
  static let randomOrders = 20
}
