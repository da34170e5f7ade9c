import ContextualEmbeddings

// C channels.

/// Which context words speak for one sense of a use and against another.
///
/// The score of a sense is the dot product of the use's centred direction with what is known of the sense, of its examples
/// the one nearest to the whole use, and what the sense's frequency adds (`NamedSenses`). So the difference of two scores is a game as that of `Explanation`: the players
/// are the context words, and some of them are worth what the difference is where the use is read with these alone.
public struct SenseExplanation: Sendable {
  /// The score of the one sense less that of the other: `alone`, `frequency` and all shares add up to it.
  public let difference: Double
  /// What there is of it without any context.
  public let alone: Double
  /// What the frequencies of the senses make of it.
  public let frequency: Double
  /// The words of the context, in reading order. A share is positive where the word speaks for the one sense, negative where
  /// for the other.
  public let words: [Explanation.Word]
  /// How many orders of the words were sampled; `nil` when all were counted.
  public let sampledOrders: Int?
  /// Whether removing words in the order of their shares moves the difference faster than chance; `nil` where it was
  /// interrupted before that was known.
  public let check: RemovalCurve?

  /// Whether it was interrupted, so that fewer orders were sampled than were asked for, or nothing was checked.
  public var isCut: Bool { check == nil }
}

extension SenseExplanation {
  /// An interrupt leaves the shares from the orders that were sampled by then, if there are any.
  ///
  /// - Parameters:
  ///   - vector: Of the use, which says which examples are the nearest. Shape `[C]`
  ///   - frequency: What the frequencies of the senses make of the difference.
  ///   - centre: Taken from vectors of uses. Shape `[C]`
  ///   - orders: How many orders of the words to sample, at least; `nil` counts all where that is cheap.
  ///   - seed: Decides the orders.
  ///   - progress: Told now and then how many orders have been sampled.
  init(
    of use: Use, _ vector: [Float], for a: SenseProfile, against b: SenseProfile,
    frequency: Double, centre: [Float], by reader: some UseReader, orders: Int? = nil,
    seed: UInt64 = 1,
    progress: (_ orders: Int) -> Void = { _ in }
  ) throws {
    let context = Surroundings(of: use, by: reader, less: centre)
    let players = context.words.count
    let whole = Directions([centred(vector, centre)])
    let direction = zip(a.direction(for: whole), b.direction(for: whole)).map(-)
    func worth(_ coalitions: [Coalition]) throws -> [Double] {
      try context.directions(keeping: coalitions).map { dot($0, direction) }
    }
    let everyone = Coalition.everyone(of: players)
    // First, so that an interrupt finds it done.
    let without = try worth((0..<players).map { everyone.without($0) })
    let contexts = try ContextSides([context], orders: orders, seed: seed, progress: progress)
    let own = contexts.sides[0]
    // A side without players, of which nothing can be left out.
    let senses = GameSide(everyCoalition: [direction])
    let shapley = ShapleyValues(of: own, against: [OtherSide(side: senses, sign: 1)])
    self.frequency = frequency
    difference = shapley.total + frequency
    alone = shapley.base
    words = context.words.enumerated().map { index, word in
      Explanation.Word(
        text: word.text, tokens: word.tokens, share: shapley.values[index],
        error: shapley.standardErrors[index], leaveOneOut: shapley.total - without[index])
    }
    sampledOrders = contexts.sampledOrders
    do {
      check =
        contexts.isCut
        ? nil
        : try RemovalCurve.measure(
          values: shapley.values, random: ShapleyValues.meanWorths(own, senses).reversed(),
          worth: worth)
    } catch is Interruption {
      check = nil
    }
  }
}
