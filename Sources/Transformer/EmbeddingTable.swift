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

/// A row for each place that a token can stand in.
public struct PositionRows: Sendable {
  /// Shape `[positions, E]`.
  public let rows: StoredTensor
  /// The row of the first place.
  public let first: Int
  /// The id of padding, in encoders of fairseq's kind: wherever it stands it has the row before the first, and takes up no place.
  public let padding: Int32?

  public init(rows: StoredTensor, first: Int = 0, padding: Int32? = nil) {
    precondition(padding == nil || first > 0, "padding has a row before the first")
    self.rows = rows
    self.first = first
    self.padding = padding
  }

  /// The row of each token's place. Shape `[T]`.
  public func rows(of ids: [Int32]) -> [Int] {
    var next = first
    return ids.map { id in
      if id == padding { return first - 1 }
      next += 1
      return next - 1
    }
  }
}

/// A row that every token gets, whatever and wherever it is: that of the first segment, or of the first task.
public struct SharedRow: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case segment
    case task
  }

  public let kind: Kind
  /// Shape `[E]`.
  public let values: [Float]

  public init(_ kind: Kind, _ values: [Float]) {
    self.kind = kind
    self.values = values
  }
}

/// Input encoding: each token's row of the table, plus what all tokens get, plus a row for its place; normalized, and brought to
/// the width of the states where the table is of another.
public struct EmbeddingTable: Sendable {
  /// Shape `[V, E]`. Rows are read only when a token needs them.
  public let words: StoredTensor
  public let shared: [SharedRow]
  /// `nil` in an encoder that tells places apart in its attention only.
  public let positions: PositionRows?
  public let norm: Norm?
  /// From E to C channels; without it they are the same.
  public let projection: Linear?
  /// What composes rows; without it a composed word has the row of its id.
  public let ngrams: NGramTable?

  public init(
    words: StoredTensor, shared: [SharedRow] = [], positions: PositionRows? = nil,
    norm: Norm? = nil, projection: Linear? = nil, ngrams: NGramTable? = nil
  ) {
    self.words = words
    self.shared = shared
    self.positions = positions
    self.norm = norm
    self.projection = projection
    self.ngrams = ngrams
  }

  /// E: channels of a row.
  public var width: Int { words.shape[1] }

  /// A word's row of the table, before anything is added. Shape `[E]`.
  public func row(of id: Int32) -> [Float] { words.row(Int(id)) }

  /// The cosines of some words' rows with directions of rows. Shape `[directions, words]`.
  ///
  /// - Parameter directions: Of length 1. Shape `[directions][E]`.
  public func cosines(of ids: Range<Int32>, with directions: [[Float]]) -> [[Float]] {
    words.cosines(of: Int(ids.lowerBound)..<Int(ids.upperBound), with: directions)
  }

  /// The direction in which rows lie whose states lie in a direction: Wᵀ·d, where W brings rows to the width of states. Shape
  /// `[E]`.
  ///
  /// - Parameter state: d. Shape `[C]`.
  public func rowDirection(of state: [Double]) -> [Double] {
    guard let weight = projection?.weight else { return state }
    var sum = [Double](repeating: 0, count: width)
    for (row, share) in state.enumerated() {
      for channel in 0..<width { sum[channel] += share * Double(weight[row, channel]) }
    }
    return sum
  }

  /// What stands for the word of a place, looked up or put together, before anything is added. Shape `[E]`.
  public func wordRow(of input: InputSequence, at place: Int) -> [Float] {
    if let ngrams, let parts = input.composed[place] {
      row(of: parts, ngrams)
    } else {
      row(of: input.ids[place])
    }
  }

  /// The first place of a sentence whose word's row, or what that is put together from, holds a number that is infinite
  /// or none at all; `nil` where there is none.
  ///
  /// Rows are not looked at when a model is opened: there are far more than most texts use.
  public func firstNonFinitePlace(of input: InputSequence) -> Int? {
    (0..<input.count).first { place in
      guard let ngrams, let parts = input.composed[place] else {
        return !isFinite(input.ids[place])
      }
      return !parts.neighbours.allSatisfy { isFinite($0.row) }
        || !parts.buckets.allSatisfy { ngrams.buckets.rows($0..<$0 + 1).firstNonFinite == nil }
    }
  }

  private func isFinite(_ id: Int32) -> Bool {
    words.rows(Int(id)..<Int(id) + 1).firstNonFinite == nil
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
    var sums = Matrix(rows: input.count, columns: width)
    let rows = positions?.rows(of: input.ids)
    for place in 0..<input.count {
      var sum = wordRow(of: input, at: place)
      for row in shared.map(\.values) {
        for channel in sum.indices { sum[channel] += row[channel] }
      }
      if let positions, let rows {
        let position = positions.rows.row(rows[place])
        for channel in sum.indices { sum[channel] += position[channel] }
      }
      sums.values.replaceSubrange(place * width..<(place + 1) * width, with: sum)
    }
    let normalized = norm?(sums) ?? sums
    return projection?(normalized) ?? normalized
  }
}
