import Tensors

// T tokens, H heads, D channels of a head, C = H·D channels.

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
  /// Rows `h·D ..< (h + 1)·D` are the matrix of head h. All are `[C, C]`.
  public let query, key, value, output: Linear

  public init(headCount: Int, query: Linear, key: Linear, value: Linear, output: Linear) {
    precondition(query.outputs % headCount == 0, "every head has as many channels as the others")
    self.headCount = headCount
    self.query = query
    self.key = key
    self.value = value
    self.output = output
  }

  /// D
  public var headWidth: Int { query.outputs / headCount }

  /// - Parameters:
  ///   - x: Token states of one sentence. Shape `[T, C]`.
  ///   - silenced: Heads, from 0, whose output is zero.
  ///   - observe: Receives every step.
  /// - Returns: Shape `[T, C]`.
  /// - Complexity: O(T²·C + T·C²).
  public func callAsFunction(
    _ x: Matrix, silencing silenced: Set<Int> = [], observe: ((AttentionTrace) -> Void)? = nil
  ) -> Matrix {
    let queries = split(query(x))
    let keys = split(key(x))
    let values = split(value(x))

    let scale = 1 / Float(headWidth).squareRoot()
    var scores: [Matrix] = []
    var weights: [Matrix] = []
    var found: [Matrix] = []
    for head in 0..<headCount {
      var products = dotProducts(queries[head], keys[head])
      for index in products.values.indices { products.values[index] *= scale }
      scores.append(products)
      weights.append(softmax(products))
      found.append(
        silenced.contains(head)
          ? Matrix(rows: x.rows, columns: headWidth)
          : weightedSums(weights[head], of: values[head]))
    }

    let mixed = output(Matrix.concatenating(found))
    observe?(
      AttentionTrace(
        queries: queries, keys: keys, values: values, scores: scores, weights: weights,
        heads: found, output: mixed))
    return mixed
  }

  /// Each head's own channels. Shape `[H][T, D]`.
  private func split(_ x: Matrix) -> [Matrix] {
    (0..<headCount).map { x.columns($0 * headWidth..<($0 + 1) * headWidth) }
  }
}
