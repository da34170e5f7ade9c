// n players of the side; C channels.

/// One side of a game that is played on sides and whose worth is a dot product, v(S, T) = left(S) · right(T): what is to be
/// known of the side for its players' values.
///
/// A cosine is such a product of unit vectors. So the mean over all orders of both sides' players needs no coalition of both:
/// the orders of one side are joined with all orders of the other, in all ways in which two orders can be shuffled together.
struct GameSide {
  /// n
  let players: Int
  /// The mean vector of the coalitions of each size. Shape `[n + 1, C]`.
  let means: [[Double]]
  /// What comes in with each player who enters a coalition of each size, times the share of the orders in which it does. Shape
  /// `[n, n, C]`.
  let gains: [[[Double]]]
  /// Independent of one another; none where every order was counted.
  let draws: [Draw]

  /// What each player gains along a direction for each size of coalition, on average. Shape `[n]`.
  func gains(along directions: [[Double]]) -> [Double] {
    gains.map { gains in zip(gains, directions).reduce(0) { $0 + dot($1.0, $1.1) } }
  }
}

extension GameSide {
  /// A side of which every order is counted.
  ///
  /// - Parameter vectors: A vector for each coalition, at the index whose binary digits are the coalition. Shape `[2^n, C]`.
  init(everyCoalition vectors: [[Double]]) {
    let players = vectors.count.trailingZeroBitCount
    precondition(vectors.count == 1 << players, "2^players vectors")
    let bySize = Dictionary(grouping: vectors.indices, by: \.nonzeroBitCount)
    self.players = players
    means = (0...players).map { size in mean(of: bySize[size]!.map { vectors[$0] }) }
    gains = (0..<players).map { player in
      (0..<players).map { size in
        let before = bySize[size]!.filter { $0 >> player & 1 == 0 }
        let without = mean(of: before.map { vectors[$0] })
        let with = mean(of: before.map { vectors[$0 | 1 << player] })
        return zip(with, without).map { ($0 - $1) / Double(players) }
      }
    }
    draws = []
  }

  /// A side of which some orders are drawn.
  ///
  /// - Parameter draws: At least two, so that there is a spread to estimate errors from.
  init(players: Int, draws: [Draw]) {
    precondition(draws.count > 1, "a standard error needs at least two draws")
    self.players = players
    self.draws = draws
    means = (0...players).map { size in mean(of: draws.lazy.map { $0.means[size] }) }
    let none = [Double](repeating: 0, count: means[0].count)
    var gains = [[[Double]]](
      repeating: [[Double]](repeating: none, count: players), count: players)
    let share = 1 / Double(draws.count * Draw.size)
    for draw in draws {
      draw.forEachEntry { player, size, before, after in
        for channel in before.indices {
          gains[player][size][channel] += share * (after[channel] - before[channel])
        }
      }
    }
    self.gains = gains
  }

  /// Orders that are drawn together: one at random, the same begun a third and two thirds further on, and the reverse of each.
  /// Early and late, with some players and with others, everyone enters about as often, so that their errors partly cancel
  /// (Mitchell et al. 2022, "Sampling permutations for Shapley value estimation").
  struct Draw {
    private let orders: [[Int]]
    private let vectors: [Coalition: [Double]]

    private static let turns = 3
    /// How many orders are drawn together.
    static let size = 2 * turns

    static func orders(of players: Int, from generator: inout SeededGenerator) -> [[Int]] {
      let order = generator.order(of: players)
      return (0..<turns).flatMap { turn in
        let start = turn * players / turns
        let turned = Array(order[start...] + order[..<start])
        return [turned, turned.reversed()]
      }
    }

    /// - Parameter vectors: Of each coalition that the orders pass through.
    init(_ orders: [[Int]], vectors: [Coalition: [Double]]) {
      (self.orders, self.vectors) = (orders, vectors)
    }

    /// The mean vector of the coalitions of each size that are passed through. Shape `[n + 1, C]`.
    var means: [[Double]] {
      let paths = orders.map(path(along:))
      return paths[0].indices.map { size in mean(of: paths.lazy.map { vectors[$0[size]]! }) }
    }

    /// As `GameSide.gains(along:)`, of these orders alone.
    func gains(along directions: [[Double]]) -> [Double] {
      var sums = [Double](repeating: 0, count: directions.count)
      forEachEntry { player, size, before, after in
        sums[player] += dot(after, directions[size]) - dot(before, directions[size])
      }
      return sums.map { $0 / Double(orders.count) }
    }

    /// - Parameter body: Called with each player that enters, the size of the coalition before, and the vectors before and
    ///   after.
    fileprivate func forEachEntry(_ body: (Int, Int, [Double], [Double]) -> Void) {
      for order in orders {
        let path = path(along: order)
        for (size, player) in order.enumerated() {
          body(player, size, vectors[path[size]]!, vectors[path[size + 1]]!)
        }
      }
    }
  }
}

/// The coalitions an order passes through, from none to everyone: n + 1 of them.
func path(along order: [Int]) -> [Coalition] {
  order.reduce(into: [.empty]) { $0.append($0[$0.count - 1].with($1)) }
}

/// The mean of some vectors, not none; of equal ones, just what they are.
func mean(of vectors: some Sequence<[Double]>) -> [Double] {
  var mean: [Double] = []
  for (index, vector) in vectors.enumerated() {
    if index == 0 { mean = vector }
    for channel in mean.indices {
      mean[channel] += (vector[channel] - mean[channel]) / Double(index + 1)
    }
  }
  return mean
}
