import ContextualEmbeddings

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
  /// How many orders of each context's words were sampled; `nil` when all were counted.
  public let sampledOrders: Int?
  /// Whether removing words in the stated order moves the similarity faster than chance; `nil` where it was interrupted
  /// before that was known.
  public let check: RemovalCurve?

  /// Whether it was interrupted, so that fewer orders were sampled than were asked for, or nothing was checked.
  public var isCut: Bool { check == nil }

  public var words: [Word] { first + second }
}

extension Explanation {
  /// Explains the similarity of two uses.
  ///
  /// An interrupt leaves the shares from the orders that were sampled by then, if there are any.
  ///
  /// - Parameters:
  ///   - orders: How many orders of each context's words to sample, at least; `nil` counts all where that is cheap.
  ///   - seed: Decides the orders.
  ///   - progress: Told now and then how many orders have been sampled.
  public init(
    of a: Use, and b: Use, by reader: any UseReader, orders: Int? = nil,
    seed: UInt64 = 1, progress: (_ orders: Int) -> Void = { _ in }
  ) throws {
    try Use.checkComparable([a, b])
    let pair = PairOfContexts(Surroundings(of: a, by: reader), Surroundings(of: b, by: reader))
    let everyone = Coalition.everyone(of: pair.players)
    // First, so that an interrupt finds it done.
    let without = try pair.similarities(keeping: (0..<pair.players).map { everyone.without($0) })
    let contexts = try ContextSides(
      [pair.first, pair.second], orders: orders, seed: seed, progress: progress)
    let (left, right) = (contexts.sides[0], contexts.sides[1])
    let shapley = ShapleyValues(of: left, against: [OtherSide(side: right, sign: 1)])
    let words = (pair.first.words + pair.second.words).enumerated().map { index, word in
      Word(
        text: word.text, tokens: word.tokens, share: shapley.values[index],
        error: shapley.standardErrors[index], leaveOneOut: shapley.total - without[index])
    }
    similarity = shapley.total
    base = shapley.base
    first = Array(words.prefix(pair.first.words.count))
    second = Array(words.dropFirst(pair.first.words.count))
    sampledOrders = contexts.sampledOrders
    do {
      check =
        contexts.isCut
        ? nil
        : try RemovalCurve.measure(
          values: shapley.values, random: ShapleyValues.meanWorths(left, right).reversed(),
          worth: pair.similarities)
    } catch is Interruption {
      check = nil
    }
  }
}
