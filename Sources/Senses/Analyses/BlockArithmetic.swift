import ContextualEmbeddings
import Tensors
import Transformer

// C channels, F channels inside the feed-forward network.

/// What a block does with one word besides attention: what comes in, what is added to what, how sums are normalized, and
/// the feed-forward network, each with the encoder's own numbers.
public struct BlockArithmetic: Sendable, Hashable {
  /// Vectors added up, and the sum brought to mean 0 and variance 1, scaled and shifted.
  public struct NormalizedSum: Sendable, Hashable {
    /// Shape `[C]`.
    public let sum: [Float]
    /// Of the sum's numbers.
    public let mean: Double
    /// √(variance + ε)
    public let deviation: Double
    /// Shape `[C]`.
    public let output: [Float]

    init(_ sum: [Float], _ norm: LayerNorm) {
      self.sum = sum
      let mean = sum.reduce(0) { $0 + Double($1) } / Double(sum.count)
      let variance =
        sum.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(sum.count)
      self.mean = mean
      deviation = (variance + Double(norm.epsilon)).squareRoot()
      output = norm(Matrix(rows: 1, columns: sum.count, values: sum)).values
    }
  }

  /// The three rows that a word begins with, and their sum.
  public struct Embedding: Sendable, Hashable {
    /// The word's own. Shape `[C]`.
    public let word: [Float]
    /// That of its place, from 0. Shape `[C]`.
    public let position: [Float]
    public let place: Int
    /// That of its segment. Shape `[C]`.
    public let segment: [Float]
    public let normalized: NormalizedSum
  }

  /// Below the first block only.
  public let embedding: Embedding?
  /// What comes in. Shape `[C]`.
  public let input: [Float]
  /// The output of attention and what came in.
  public let attended: NormalizedSum
  /// After the first linear layer. Shape `[F]`.
  public let expanded: [Float]
  /// After the activation function. Shape `[F]`.
  public let activated: [Float]
  public let activation: Activation
  /// After the second linear layer. Shape `[C]`.
  public let contracted: [Float]
  /// The output of the feed-forward network and what came into it.
  public let output: NormalizedSum

  /// - Precondition: There is such a layer, and the token lies in the window that was read.
  init(_ trace: SentenceTrace, of token: Int, by encoder: TransformerEncoder, layer: Int) {
    let row = trace.rows(of: token).lowerBound
    let (block, steps) = (encoder.blocks[layer - 1], trace.trace.blocks[layer - 1])
    input = trace.trace.states(after: layer - 1).row(row)
    if layer == 1 {
      let table = encoder.embeddings
      let (position, segment) = (table.positions.row(row), table.types.row(0))
      let word = table.wordRow(of: trace.input, at: row)
      embedding = Embedding(
        word: word, position: position, place: row, segment: segment,
        normalized: NormalizedSum(Self.sum(word, position, segment), table.norm))
    } else {
      embedding = nil
    }
    attended = NormalizedSum(Self.sum(steps.attention.output.row(row), input), block.attentionNorm)
    let network = block.feedForward
    let inner = network.expansion(
      Matrix(rows: 1, columns: attended.output.count, values: attended.output))
    let active = network.activation(inner)
    (expanded, activated, activation) = (inner.values, active.values, network.activation)
    contracted = network.contraction(active).values
    output = NormalizedSum(Self.sum(contracted, attended.output), block.outputNorm)
  }

  private static func sum(_ vectors: [Float]...) -> [Float] {
    vectors.dropFirst().reduce(vectors[0]) { sum, vector in zip(sum, vector).map(+) }
  }
}
