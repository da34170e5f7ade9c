import Tensors

// T tokens, V words, C channels, B buckets, A changes of affix, R channels of a bucket or change.

/// What rows of words that no table has are put together from, beside rows of others: those of a word's n-gram buckets
/// (after Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606) and of changes of affix, brought to the
/// width of the table by one linear layer. See `RowParts`.
public struct NGramTable: Sendable {
  /// Shape `[B, R]`.
  public let buckets: StoredTensor
  /// Shape `[A, R]`; `nil` where the model knows no changes of affix.
  public let changes: StoredTensor?
  /// From R to C channels.
  public let projection: Linear

  public init(buckets: StoredTensor, changes: StoredTensor? = nil, projection: Linear) {
    precondition(buckets.shape.count == 2 && buckets.shape[1] == projection.inputs)
    precondition(changes.map { $0.shape.count == 2 && $0.shape[1] == projection.inputs } ?? true)
    self.buckets = buckets
    self.changes = changes
    self.projection = projection
  }

  /// B
  public var bucketCount: Int { buckets.shape[0] }

  /// What n-grams and changes make of a word, the changes by their share beside the n-grams' weight. Shape `[C]`.
  func row(of parts: RowParts) -> [Float] {
    var sum = [Float](repeating: 0, count: projection.inputs)
    for bucket in parts.buckets {
      for (channel, value) in buckets.row(bucket).enumerated() { sum[channel] += value }
    }
    for channel in sum.indices { sum[channel] /= Float(parts.buckets.count) }
    if let changes {
      for neighbour in parts.neighbours {
        guard let change = neighbour.change else { continue }
        let share = neighbour.weight / RowParts.weightOfNGrams
        for (channel, value) in changes.row(change).enumerated() { sum[channel] += share * value }
      }
    }
    return projection(Matrix(rows: 1, columns: sum.count, values: sum)).values
  }
}

/// Input encoding: each token's row of the table, plus a row for its place, plus one for its segment,
/// normalized.
public struct EmbeddingTable: Sendable {
  /// Shape `[V, C]`. Rows are read only when a token needs them.
  public let words: StoredTensor
  /// Shape `[positions, C]`.
  public let positions: StoredTensor
  /// Shape `[types, C]`. Every token has type 0.
  public let types: StoredTensor
  public let norm: LayerNorm
  /// What composes rows; without it a composed word has the row of its id.
  public let ngrams: NGramTable?
  private let firstType: [Float]

  public init(
    words: StoredTensor, positions: StoredTensor, types: StoredTensor, norm: LayerNorm,
    ngrams: NGramTable? = nil
  ) {
    self.words = words
    self.positions = positions
    self.types = types
    self.norm = norm
    self.ngrams = ngrams
    firstType = types.row(0)
  }

  /// A word's row of the table, before place and segment are added. Shape `[C]`.
  public func row(of id: Int32) -> [Float] { words.row(Int(id)) }

  /// What stands for the word of a place, looked up or put together, before place and segment are added. Shape `[C]`.
  public func wordRow(of input: InputSequence, at place: Int) -> [Float] {
    if let ngrams, let parts = input.composed[place] {
      row(of: parts, ngrams)
    } else {
      row(of: input.ids[place])
    }
  }

  private func row(of parts: RowParts, _ ngrams: NGramTable) -> [Float] {
    var sum = ngrams.row(of: parts).map { $0 * RowParts.weightOfNGrams }
    for neighbour in parts.neighbours {
      for (channel, value) in row(of: neighbour.row).enumerated() {
        sum[channel] += neighbour.weight * value
      }
    }
    let whole = parts.weight
    return sum.map { $0 / whole }
  }

  /// - Returns: Shape `[T, C]`.
  /// - Precondition: The ids are in the table, and T is at most the number of positions.
  public func callAsFunction(_ input: InputSequence) -> Matrix {
    let channels = words.shape[1]
    precondition(input.count <= positions.shape[0], "more tokens than positions")
    var sums = Matrix(rows: input.count, columns: channels)
    for place in 0..<input.count {
      let word = wordRow(of: input, at: place)
      let position = positions.row(place)
      for channel in 0..<channels {
        sums[place, channel] = word[channel] + firstType[channel] + position[channel]
      }
    }
    return norm(sums)
  }
}
