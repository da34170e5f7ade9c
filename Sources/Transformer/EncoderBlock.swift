import Tensors

// T tokens, C channels, F channels inside the feed-forward network.

/// Two linear layers with an activation function between them, for each token by itself.
public struct FeedForward: Sendable {
  /// From C to F channels.
  public let expansion: Linear
  public let activation: Activation
  /// From F to C channels.
  public let contraction: Linear

  public init(expansion: Linear, activation: Activation, contraction: Linear) {
    self.expansion = expansion
    self.activation = activation
    self.contraction = contraction
  }

  /// - Parameter x: Shape `[T, C]`.
  /// - Returns: Shape `[T, C]`.
  public func callAsFunction(_ x: Matrix) -> Matrix {
    contraction(activation(expansion(x)))
  }
}

/// Attention, then feed-forward; after each, what came in is added and the sum normalized, as in BERT
/// (Devlin et al. 2019, https://arxiv.org/abs/1810.04805).
public struct EncoderBlock: Sendable {
  public let attention: MultiHeadAttention
  public let attentionNorm: LayerNorm
  public let feedForward: FeedForward
  public let outputNorm: LayerNorm

  public init(
    attention: MultiHeadAttention, attentionNorm: LayerNorm, feedForward: FeedForward,
    outputNorm: LayerNorm
  ) {
    self.attention = attention
    self.attentionNorm = attentionNorm
    self.feedForward = feedForward
    self.outputNorm = outputNorm
  }

  /// - Parameters:
  ///   - x: Token states of one sentence. Shape `[T, C]`.
  ///   - silenced: Heads, from 0, whose output is zero.
  ///   - observe: Receives every step.
  /// - Returns: Shape `[T, C]`.
  public func callAsFunction(
    _ x: Matrix, silencing silenced: Set<Int> = [], observe: ((BlockTrace) -> Void)? = nil
  ) -> Matrix {
    var steps: AttentionTrace?
    let mixed = attention(
      x, silencing: silenced, observe: observe == nil ? nil : { steps = $0 })
    let attended = attentionNorm(mixed + x)
    let output = outputNorm(feedForward(attended) + attended)
    if let observe, let steps {
      observe(BlockTrace(attention: steps, attended: attended, output: output))
    }
    return output
  }
}
