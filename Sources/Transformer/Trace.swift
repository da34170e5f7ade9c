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
  /// Attention and what came in, added and normalized. Shape `[T, C]`.
  public let attended: Matrix
  /// Shape `[T, C]`.
  public let output: Matrix
}

/// Every step of attention, head by head.
public struct AttentionTrace: Sendable {
  /// Shapes `[H][T, D]`.
  public let queries, keys, values: [Matrix]
  /// q·k / √D, a row for each query. Shape `[H][T, T]`.
  public let scores: [Matrix]
  /// The softmax of the scores: each row sums to one. Shape `[H][T, T]`.
  public let weights: [Matrix]
  /// The values summed by the weights; zero for a silenced head. Shape `[H][T, D]`.
  public let heads: [Matrix]
  /// The heads concatenated and mixed by the output layer. Shape `[T, C]`.
  public let output: Matrix
}
