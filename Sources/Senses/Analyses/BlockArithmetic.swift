import ContextualEmbeddings
import Tensors
import Transformer

// E channels of a row of the embedding table, C channels, F channels inside the feed-forward network.

/// What a block does with one word besides attention: what comes in, what is added to what, how sums are normalized, and
/// the feed-forward network, each with the encoder's own numbers.
public struct BlockArithmetic: Sendable, Hashable {
  /// Vectors added up, and the sum brought to a common size, scaled and, in most models, shifted.
  public struct NormalizedSum: Sendable, Hashable {
    public let sum: [Float]
    /// Of the sum's numbers; `nil` where it is not taken away.
    public let mean: Double?
    /// √(variance + ε), or √(mean of squares + ε); `nil` where the sum is not normalized.
    public let deviation: Double?
    /// Whether something is added to each channel after it was scaled.
    public let isShifted: Bool
    /// Normalized, or else the sum.
    public let output: [Float]

    /// - Parameter norm: `nil` leaves the sum as it is.
    init(_ sum: [Float], _ norm: Norm?) {
      self.sum = sum
      guard let norm else {
        (mean, deviation, isShifted, output) = (nil, nil, false, sum)
        return
      }
      let count = Double(sum.count)
      let mean = norm.kind == .layer ? sum.reduce(0) { $0 + Double($1) } / count : 0
      let squares = sum.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      self.mean = norm.kind == .layer ? mean : nil
      deviation = (squares / count + Double(norm.epsilon)).squareRoot()
      isShifted = norm.bias.contains { $0 != 0 }
      output = norm(Matrix(rows: 1, columns: sum.count, values: sum)).values
    }
  }

  /// The rows that a word begins with, and their sum.
  public struct Embedding: Sendable, Hashable {
    /// The word's own. Shape `[E]`.
    public let word: [Float]
    /// That of its place, from 0; `nil` where places have none. Shape `[E]`.
    public let position: [Float]?
    public let place: Int
    /// That of its segment; `nil` where segments have none. Shape `[E]`.
    public let segment: [Float]?
    /// That of the task; `nil` in most encoders. Shape `[E]`.
    public let task: [Float]?
    public let normalized: NormalizedSum
    /// Brought to the width of the states, where rows are of another. Shape `[C]`.
    public let projected: [Float]?
  }

  /// Below the first block only.
  public let embedding: Embedding?
  /// What comes in. Shape `[C]`.
  public let input: [Float]
  /// What came in, normalized before attention reads it; `nil` where norms stand after, or it is read as it is.
  public let asked: NormalizedSum?
  /// The output of attention and what came in.
  public let attended: NormalizedSum
  /// That normalized before the feed-forward network reads it; `nil` where norms stand after.
  public let read: NormalizedSum?
  /// After the layer that is the gate; `nil` in a network without one. Shape `[F]`.
  public let gate: [Float]?
  /// After the first linear layer. Shape `[F]`.
  public let expanded: [Float]
  /// After the activation function, of the gate where there is one. Shape `[F]`.
  public let activated: [Float]
  /// The open gate times the first layer; `nil` in a network without one. Shape `[F]`.
  public let gated: [Float]?
  public let activation: Activation
  /// After the last linear layer. Shape `[C]`.
  public let contracted: [Float]
  /// The output of the feed-forward network and what was added up before it.
  public let output: NormalizedSum

  /// - Precondition: There is such a layer, and the token lies in the window that was read.
  init(_ trace: SentenceTrace, of token: Int, by encoder: TransformerEncoder, layer: Int) {
    let row = trace.rows(of: token).lowerBound
    let (block, steps) = (encoder.blocks[layer - 1], trace.trace.blocks[layer - 1])
    let isBefore = block.order == .before
    input = trace.trace.states(after: layer - 1).row(row)
    embedding = layer == 1 ? Embedding(of: trace.input, at: row, by: encoder.embeddings) : nil
    asked = isBefore ? block.attentionNorm.map { [input] in NormalizedSum(input, $0) } : nil
    attended = NormalizedSum(
      sum(steps.attention.output.row(row), input), isBefore ? nil : block.attentionNorm)
    read = isBefore ? NormalizedSum(attended.output, block.feedForwardNorm) : nil

    let network = block.feedForward
    let words = (read ?? attended).output
    let from = Matrix(rows: 1, columns: words.count, values: words)
    let (open, wide) = (network.gate?(from), network.expansion(from))
    let active = network.activation(open ?? wide)
    let product = open.map { _ in zip(active.values, wide.values).map { $0 * $1 } }
    gate = open?.values
    expanded = wide.values
    activated = active.values
    gated = product
    activation = network.activation
    contracted =
      network.contraction(
        Matrix(rows: 1, columns: wide.columns, values: product ?? active.values)
      ).values
    output = NormalizedSum(
      sum(contracted, attended.output), isBefore ? block.closingNorm : block.feedForwardNorm)
  }
}

extension BlockArithmetic.Embedding {
  fileprivate init(of input: InputSequence, at row: Int, by table: EmbeddingTable) {
    func shared(_ kind: SharedRow.Kind) -> [Float]? {
      table.shared.first { $0.kind == kind }?.values
    }
    word = table.wordRow(of: input, at: row)
    place = row
    position = table.positions.map { $0.rows.row($0.rows(of: input.ids)[row]) }
    segment = shared(.segment)
    task = shared(.task)
    let rows = [segment, task, position].compactMap { $0 }.reduce(word) { sum($0, $1) }
    normalized = BlockArithmetic.NormalizedSum(rows, table.norm)
    projected = table.projection.map { [normalized] in
      $0(Matrix(rows: 1, columns: rows.count, values: normalized.output)).values
    }
  }
}

private func sum(_ a: [Float], _ b: [Float]) -> [Float] { zip(a, b).map(+) }
