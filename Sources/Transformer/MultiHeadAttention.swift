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
  /// - Returns: Shape `[T, C]`.
  /// - Complexity: O(T²·C + T·C²).
  public func callAsFunction(_ x: Matrix, silencing silenced: Set<Int> = []) -> Matrix {
    var queries = split(query(x), headCount)
    var keys = shared(split(key(x), keyHeadCount))
    let values = shared(split(value(x), keyHeadCount))
    if case .rotary(let rotary) = positions {
      queries = queries.map { rotary($0) }
      keys = keys.map { rotary($0) }
    }
    let terms = terms(queries, keys) { (query($0), key($0)) }
    let scores = scores(queries, keys, terms)
    let found = (0..<headCount).map { head in
      silenced.contains(head)
        ? Matrix(rows: x.rows, columns: headWidth)
        : weightedSums(softmax(scores[head]), of: values[head])
    }
    return output(Matrix.concatenating(found))
  }

  /// Every step of attention, head by head, of which an encoder has made those that need its matrices.
  ///
  /// - Parameters:
  ///   - gathered: Queries, keys and values of all heads side by side, as they are multiplied. Shape `[T, (H + 2·K)·D]`.
  ///   - unturned: The same before they were turned; `nil` where they are not.
  ///   - found: The outputs of the heads. Shape `[T, H·D]`.
  ///   - mixed: Shape `[T, C]`.
  ///   - project: Makes queries and keys of the rows of positions. Shapes `[P, C]` to `[P, H·D]`.
  func trace(
    gathered: Matrix, unturned: Matrix?, found: Matrix, mixed: Matrix,
    projecting project: (Matrix) -> (queries: Matrix, keys: Matrix)
  ) -> AttentionTrace {
    let (ownKeys, width) = (headCount * headWidth, keyHeadCount * headWidth)
    func queries(_ gathered: Matrix) -> [Matrix] {
      split(gathered.columns(0..<ownKeys), headCount)
    }
    func keys(_ gathered: Matrix) -> [Matrix] {
      shared(split(gathered.columns(ownKeys..<ownKeys + width), keyHeadCount))
    }
    let values = gathered.columns(ownKeys + width..<ownKeys + 2 * width)
    let (asking, asked) = (queries(gathered), keys(gathered))
    let terms = terms(asking, asked, projecting: project)
    let scores = scores(asking, asked, terms)
    return AttentionTrace(
      queries: asking, keys: asked, values: shared(split(values, keyHeadCount)),
      unturned: unturned.map { (queries($0), keys($0)) }, scale: scale, terms: terms, reach: reach,
      scores: scores, weights: scores.map(softmax), heads: split(found, headCount), output: mixed)
  }

  /// Shape `[H][T, T]`.
  private func scores(
    _ queries: [Matrix], _ keys: [Matrix], _ terms: [ScoreTerm]
  ) -> [Matrix] {
    (0..<headCount).map { head in
      var sums = dotProducts(queries[head], keys[head])
      for index in sums.values.indices { sums.values[index] *= scale }
      for term in terms {
        for index in sums.values.indices { sums.values[index] += term.values[head].values[index] }
      }
      if let reach {
        for query in 0..<sums.rows {
          for key in 0..<sums.columns where abs(query - key) > reach {
            sums[query, key] = -.infinity
          }
        }
      }
      return sums
    }
  }

  /// What is added to the scaled products of queries and keys.
  private func terms(
    _ queries: [Matrix], _ keys: [Matrix],
    projecting project: (Matrix) -> (queries: Matrix, keys: Matrix)
  ) -> [ScoreTerm] {
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
      let projected = project(distances.rows)
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
          values: values(
            zip(queries, split(projected.keys, headCount)).map(dotProducts)
          ) { query, _ in query }),
        ScoreTerm(
          kind: .positionToContent,
          values: values(
            zip(keys, split(projected.queries, headCount)).map(dotProducts)
          ) { _, key in key }),
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
