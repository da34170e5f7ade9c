import Tensors

// T tokens, H heads, D channels of a head, C channels.

/// Every step of one sentence through the encoder.
public struct Trace: Sendable {
  /// After input encoding. Shape `[T, C]`.
  public let embedded: Matrix
  public let blocks: [BlockTrace]

  /// The states after a layer: 0 is input encoding, n is block n. Shape `[T, C]`.
  public func states(after layer: Int) -> Matrix {
    layer == 0 ? embedded : blocks[layer - 1].output
  }
}

/// Every step of one block.
public struct BlockTrace: Sendable {
  public let attention: AttentionTrace
  /// Attention and what came in, added, and normalized where norms stand after. Shape `[T, C]`.
  public let attended: Matrix
  /// Shape `[T, C]`.
  public let output: Matrix
}

/// A part of scores that is not from q·k.
public struct ScoreTerm: Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// A learned number for the distance.
    case bias
    /// The query against the key of the distance.
    case contentToPosition = "content to position"
    /// The key against the query of the distance.
    case positionToContent = "position to content"
  }

  public let kind: Kind
  /// As it is added, a row for each query. Shape `[H][T, T]`.
  public let values: [Matrix]
}

/// Every step of attention, head by head.
public struct AttentionTrace: Sendable {
  /// Shapes `[H][T, D]`; queries and keys as they are multiplied. Heads that share keys and values have the same.
  public let queries, keys, values: [Matrix]
  /// Queries and keys before they were turned; `nil` where they are not. Shapes `[H][T, D]`.
  public let unturned: (queries: [Matrix], keys: [Matrix])?
  /// What q·k and the products of distances are multiplied by.
  public let scale: Float
  /// What is added to q·k.
  public let terms: [ScoreTerm]
  /// How far a token sees to each side; `nil` for all.
  public let reach: Int?
  /// q·k scaled, and the terms; −∞ where a query does not see. A row for each query. Shape `[H][T, T]`.
  public let scores: [Matrix]
  /// The softmax of the scores: each row sums to one. Shape `[H][T, T]`.
  public let weights: [Matrix]
  /// The values summed by the weights; zero for a silenced head. Shape `[H][T, D]`.
  public let heads: [Matrix]
  /// The heads concatenated and mixed by the output layer. Shape `[T, C]`.
  public let output: Matrix

  /// Whether a token looks at another at all.
  public func sees(_ query: Int, _ key: Int) -> Bool {
    reach.map { abs(query - key) <= $0 } ?? true
  }
}
