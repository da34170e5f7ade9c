import Tensors

// T tokens, H heads, K heads of keys and values, D channels of a head, C channels.

/// Lets every token gather from all others what is relevant to it
/// (Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, section 3.2).
///
/// Each token has a query (what it looks for), a key (what it is) and a value (what it gives). A
/// head scores each key against each query, turns the scores of a query into weights, and sums the
/// values by them. The heads work side by side on their own channels; their outputs are
/// concatenated and mixed by one more linear layer.
public struct MultiHeadAttention: Sendable {
  /// H
  public let headCount: Int
  /// K: H, or fewer where H/K heads share keys and values (Ainslie et al. 2023, https://arxiv.org/abs/2305.13245).
  public let keyHeadCount: Int
  /// Rows `h·D ..< (h + 1)·D` are the matrix of head h. Shapes `[H·D, C]`, `[K·D, C]`, `[K·D, C]`, `[C, H·D]`.
  public let query, key, value, output: Linear
  public let positions: RelativePositions
  /// How far a token sees to each side (Beltagy et al. 2020, https://arxiv.org/abs/2004.05150); `nil` for all.
  public let reach: Int?

  public init(
    headCount: Int, keyHeadCount: Int? = nil, query: Linear, key: Linear, value: Linear,
    output: Linear, positions: RelativePositions = .none, reach: Int? = nil
  ) {
    let keyHeadCount = keyHeadCount ?? headCount
    precondition(query.outputs % headCount == 0, "every head has as many channels as the others")
    precondition(headCount % keyHeadCount == 0, "as many heads share each key")
    self.headCount = headCount
    self.keyHeadCount = keyHeadCount
    self.query = query
    self.key = key
    self.value = value
    self.output = output
    self.positions = positions
    self.reach = reach
  }

  /// D
  public var headWidth: Int { query.outputs / headCount }

  /// What products are multiplied by: 1/√(D·n), where n vectors are scored against one another.
  public var scale: Float {
    let products: Float = if case .disentangled = positions { 3 } else { 1 }
    return 1 / (Float(headWidth) * products).squareRoot()
  }

  /// The head whose keys and values a head uses, from 0.
  public func keyHead(of head: Int) -> Int { head / (headCount / keyHeadCount) }

  /// - Parameters:
  ///   - x: Token states of one sentence. Shape `[T, C]`.
  ///   - silenced: Heads, from 0, whose output is zero.
  ///   - observe: Receives every step.
  /// - Returns: Shape `[T, C]`.
  /// - Complexity: O(T²·C + T·C²).
  public func callAsFunction(
    _ x: Matrix, silencing silenced: Set<Int> = [], observe: ((AttentionTrace) -> Void)? = nil
  ) -> Matrix {
    var queries = split(query(x), headCount)
    var keys = shared(split(key(x), keyHeadCount))
    let values = shared(split(value(x), keyHeadCount))
    var unturned: (queries: [Matrix], keys: [Matrix])?
    if case .rotary(let rotary) = positions {
      unturned = (queries, keys)
      queries = queries.map { rotary($0) }
      keys = keys.map { rotary($0) }
    }
    let terms = terms(queries, keys)

    var scores: [Matrix] = []
    var weights: [Matrix] = []
    var found: [Matrix] = []
    for head in 0..<headCount {
      var sums = dotProducts(queries[head], keys[head])
      for index in sums.values.indices { sums.values[index] *= scale }
      for term in terms {
        for index in sums.values.indices { sums.values[index] += term.values[head].values[index] }
      }
      if let reach {
        for query in 0..<x.rows {
          for key in 0..<x.rows where abs(query - key) > reach { sums[query, key] = -.infinity }
        }
      }
      scores.append(sums)
      weights.append(softmax(sums))
      found.append(
        silenced.contains(head)
          ? Matrix(rows: x.rows, columns: headWidth)
          : weightedSums(weights[head], of: values[head]))
    }

    let mixed = output(Matrix.concatenating(found))
    observe?(
      AttentionTrace(
        queries: queries, keys: keys, values: values, unturned: unturned, scale: scale,
        terms: terms, reach: reach, scores: scores, weights: weights, heads: found, output: mixed))
    return mixed
  }

  /// What is added to the scaled products of queries and keys.
  private func terms(_ queries: [Matrix], _ keys: [Matrix]) -> [ScoreTerm] {
    let count = queries[0].rows
    func matrix(_ value: (_ query: Int, _ key: Int) -> Float) -> Matrix {
      Matrix(
        rows: count, columns: count,
        values: (0..<count).flatMap { query in (0..<count).map { value(query, $0) } })
    }
    switch positions {
    case .none, .rotary: return []
    case .bias(let bias):
      return [
        ScoreTerm(
          kind: .bias,
          values: (0..<headCount).map { head in
            matrix { bias(distance: $0 - $1, head: head) }
          })
      ]
    case .disentangled(let distances):
      let positionKeys = split(key(distances.rows), headCount)
      let positionQueries = split(query(distances.rows), headCount)
      let rows = distances.rows(tokens: count).map(Int.init)
      let scale = scale
      func values(_ products: [Matrix], _ place: (Int, Int) -> Int) -> [Matrix] {
        products.map { products in
          matrix { scale * products[place($0, $1), rows[$0 - $1 + count - 1]] }
        }
      }
      return [
        ScoreTerm(
          kind: .contentToPosition,
          values: values(zip(queries, positionKeys).map(dotProducts)) { query, _ in query }),
        ScoreTerm(
          kind: .positionToContent,
          values: values(zip(keys, positionQueries).map(dotProducts)) { _, key in key }),
      ]
    }
  }

  /// Each head's own channels. Shape `[heads][T, D]`.
  private func split(_ x: Matrix, _ heads: Int) -> [Matrix] {
    (0..<heads).map { x.columns($0 * headWidth..<($0 + 1) * headWidth) }
  }

  /// Of each head those that it uses. Shape `[H][T, D]`.
  private func shared(_ heads: [Matrix]) -> [Matrix] {
    heads.count == headCount ? heads : (0..<headCount).map { heads[keyHead(of: $0)] }
  }
}
