import Platform

// D channels of a head.

/// The sum of one head for one word, done with numbers of a few decimals: what a person gets who takes the
/// query, the keys and the values as they are written.
public struct RoundedArithmetic: Sendable, Hashable {
  /// One place the word looks at.
  public struct Row: Sendable, Hashable {
    public let text: String
    /// Shape `[D]`.
    public let key: [Double]
    public let value: [Double]
    /// q·k
    public let product: Double
    /// What is added to q·k / √D.
    public let terms: [Double]
    /// q·k / √D, and the terms; `nil` of a place too far away to be seen.
    public let score: Double?
    /// e to the score less the largest score.
    public let exponential: Double
    /// The exponential divided by the sum of all.
    public let weight: Double
  }

  /// Decimals of the numbers that it begins with.
  public let places: Int
  /// Shape `[D]`.
  public let query: [Double]
  public let rows: [Row]
  /// The sum of all exponentials.
  public let total: Double
  /// Σ weight · value. Shape `[D]`.
  public let found: [Double]

  /// - Parameter places: Decimals that q, k, v and terms are rounded to; nothing after them is.
  public init(_ sum: AttentionArithmetic, places: Int) {
    let scale = pow(10, Double(places))
    func rounded(_ vector: [Double]) -> [Double] {
      vector.map { ($0 * scale).rounded() / scale }
    }
    func rounded(_ vector: [Float]) -> [Double] { rounded(vector.map(Double.init)) }
    let query = rounded(sum.query)
    let keys = sum.rows.map { rounded($0.key) }
    let values = sum.rows.map { rounded($0.value) }
    let products = keys.map { dot(query, $0) }
    let terms = sum.rows.map { rounded($0.terms) }
    let scores = sum.rows.indices.map { row in
      sum.rows[row].score == nil
        ? -.infinity : terms[row].reduce(products[row] / sum.divisor, +)
    }
    let (exponentials, total, weights) = softmax(scores)
    self.places = places
    self.query = query
    self.total = total
    rows = sum.rows.indices.map { row in
      Row(
        text: sum.rows[row].text, key: keys[row], value: values[row], product: products[row],
        terms: terms[row], score: sum.rows[row].score.map { _ in scores[row] },
        exponential: exponentials[row], weight: weights[row])
    }
    found = query.indices.map { channel in
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[channel] }
    }
  }
}

/// e to each score less the largest, the sum of these, and each divided by it.
func softmax(_ scores: [Double]) -> (exponentials: [Double], total: Double, weights: [Double]) {
  let largest = scores.max() ?? 0
  let exponentials = scores.map { exp($0 - largest) }
  let total = exponentials.reduce(0, +)
  return (exponentials, total, exponentials.map { $0 / total })
}
