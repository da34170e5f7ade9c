// a, b players on the left and on the right; n = a + b; C channels.

extension ShapleyValues {
  /// The values over all n! orders, for a game played on two sides whose worth is a dot product:
  /// v(S, T) = left(S) · right(T).
  ///
  /// A cosine is such a product of unit vectors, which is why 2^a + 2^b vectors are enough. The
  /// value of a left player i is the sum over sizes s and t of
  ///
  ///     P(s, t) · mean{ left(S ∪ i) − left(S) : |S| = s, i ∉ S } · mean{ right(T) : |T| = t }
  ///
  /// with P(s, t) the chance that s players of i's side and t of the other come before i.
  ///
  /// - Parameters:
  ///   - left: A vector for each coalition of left players, at the index whose binary digits are
  ///     the coalition: `[2^a, C]`.
  ///   - right: The same for the right players: `[2^b, C]`.
  /// - Returns: Left players first, then right players.
  public static func enumerated(left: [[Double]], right: [[Double]]) -> ShapleyValues {
    let (a, b) = (left.count.trailingZeroBitCount, right.count.trailingZeroBitCount)
    precondition(left.count == 1 << a && right.count == 1 << b, "2^players vectors on each side")
    let values = values(of: left, a, against: right, b) + values(of: right, b, against: left, a)
    return ShapleyValues(
      base: dot(left[0], right[0]), total: dot(left[left.count - 1], right[right.count - 1]),
      values: values, standardErrors: values.map { _ in 0 }, sampledOrders: nil)
  }

  private static func values(
    of own: [[Double]], _ a: Int, against other: [[Double]], _ b: Int
  ) -> [Double] {
    let means = meansBySize(other, players: b)
    return (0..<a).map { player in
      var value = 0.0
      let gains = meanGains(own, players: a, entering: player)
      for s in 0..<a {
        for t in 0...b {
          value += chance(own: s, of: a - 1, others: t, of: b) * dot(gains[s], means[t])
        }
      }
      return value
    }
  }

  /// The mean vector of the coalitions of each size, `[b + 1, C]`.
  private static func meansBySize(_ vectors: [[Double]], players: Int) -> [[Double]] {
    var sums = [[Double]](repeating: zeros(vectors[0].count), count: players + 1)
    for (set, vector) in vectors.enumerated() { add(vector, to: &sums[set.nonzeroBitCount]) }
    for size in 0...players { scale(&sums[size], by: 1 / choose(players, size)) }
    return sums
  }

  /// The mean gain when `player` enters a coalition of each size, `[a, C]`.
  private static func meanGains(
    _ vectors: [[Double]], players: Int, entering player: Int
  ) -> [[Double]] {
    var sums = [[Double]](repeating: zeros(vectors[0].count), count: players)
    for (set, vector) in vectors.enumerated() {
      let present = set >> player & 1 == 1
      let size = set.nonzeroBitCount - (present ? 1 : 0)
      add(vector, to: &sums[size], times: present ? 1 : -1)
    }
    for size in 0..<players { scale(&sums[size], by: 1 / choose(players - 1, size)) }
    return sums
  }

  /// The chance that exactly `s` of `a` own and `t` of `b` other players come before one player
  /// in a random order of all a + b + 1.
  private static func chance(own s: Int, of a: Int, others t: Int, of b: Int) -> Double {
    choose(a, s) * choose(b, t) / (choose(a + b, s + t) * Double(a + b + 1))
  }
}

/// Binomial coefficient n over k.
func choose(_ n: Int, _ k: Int) -> Double {
  guard 0...n ~= k else { return 0 }
  return (0..<min(k, n - k)).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
}

private func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

private func add(_ x: [Double], to sum: inout [Double], times factor: Double = 1) {
  for i in x.indices { sum[i] += factor * x[i] }
}

private func scale(_ x: inout [Double], by factor: Double) {
  for i in x.indices { x[i] *= factor }
}
