/// Two uses as one game: the players are the context words of both, the first sentence's first,
/// and a coalition is worth the similarity of the two uses when only its words are there.
public struct PairOfContexts {
  public let first: Surroundings
  public let second: Surroundings

  public init(_ first: Surroundings, _ second: Surroundings) {
    self.first = first
    self.second = second
  }

  public var players: Int { first.words.count + second.words.count }

  /// The similarity for each coalition of words kept.
  ///
  /// It depends on the two subsets apart, so a subset of one sentence is encoded once whatever
  /// it is paired with.
  public func similarities(keeping coalitions: [Coalition]) throws -> [Double] {
    let halves = coalitions.map { $0.split(at: first.words.count) }
    let left = try first.directions(keeping: halves.map(\.0))
    let right = try second.directions(keeping: halves.map(\.1))
    return zip(left, right).map { dot($0, $1) }
  }

  /// What each word adds to the similarity.
  ///
  /// - Parameters:
  ///   - orders: How many orders to sample; `nil` lets the cost decide.
  ///   - seed: Decides which orders.
  ///   - progress: Told now and then how many orders have been sampled.
  public func shapleyValues(
    orders: Int?, seed: UInt64, progress: (_ orders: Int) -> Void = { _ in }
  ) throws -> ShapleyValues {
    if orders == nil, first.isCountable, second.isCountable {
      return ShapleyValues.enumerated(
        left: try first.everyDirection(), right: try second.everyDirection())
    }
    return try ShapleyValues.sampled(
      players: players, pairs: Self.pairs(orders: orders, players: players), seed: seed,
      progress: progress, worth: similarities)
  }

  /// Pairs of orders to sample: what was asked for, or what `budget` pays for.
  static func pairs(orders: Int?, players: Int) -> Int {
    max(2, orders.map { ($0 + 1) / 2 } ?? budget / (2 * max(1, players)))
  }

  /// Sentences encoded for one explanation: about half a second's worth.
  static let budget = 1280
}

extension Surroundings {
  /// Whether encoding every subset of the context costs no more than sampling would.
  var isCountable: Bool { words.count <= 9 }

  /// The direction for every subset, at the index whose binary digits are the subset. `[2^n, C]`
  func everyDirection() throws -> [[Double]] {
    try directions(keeping: (0..<1 << words.count).map { Coalition(bits: UInt128($0)) })
  }
}
