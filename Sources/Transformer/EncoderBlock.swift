import Tensors

// T tokens, C channels.

/// Attention, then feed-forward; to each, what came in is added.
///
/// BERT's blocks (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) normalize each sum; others normalize what each half
/// reads, and once more what the last block gives (Xiong et al. 2020, https://arxiv.org/abs/2002.04745).
public struct EncoderBlock: Sendable {
  /// Where the norms of the halves stand.
  public enum NormOrder: Sendable, Hashable {
    /// After each sum.
    case after
    /// Before each half.
    case before
  }

  public let order: NormOrder
  public let attention: MultiHeadAttention
  /// `nil` where attention reads what came in as it is.
  public let attentionNorm: Norm?
  public let feedForward: FeedForward
  public let feedForwardNorm: Norm
  /// What the output goes through besides, in the last of blocks whose norms stand before.
  public let closingNorm: Norm?

  public init(
    order: NormOrder = .after, attention: MultiHeadAttention, attentionNorm: Norm?,
    feedForward: FeedForward, feedForwardNorm: Norm, closingNorm: Norm? = nil
  ) {
    precondition(order == .before || attentionNorm != nil, "a sum is normalized")
    self.order = order
    self.attention = attention
    self.attentionNorm = attentionNorm
    self.feedForward = feedForward
    self.feedForwardNorm = feedForwardNorm
    self.closingNorm = closingNorm
  }

  /// - Parameters:
  ///   - x: Token states of one sentence. Shape `[T, C]`.
  ///   - silenced: Heads, from 0, whose output is zero.
  /// - Returns: Shape `[T, C]`.
  public func callAsFunction(_ x: Matrix, silencing silenced: Set<Int> = []) -> Matrix {
    let mixed = attention(order == .before ? attentionNorm?(x) ?? x : x, silencing: silenced)
    let attended = order == .after ? attentionNorm!(mixed + x) : mixed + x
    var output = feedForward(order == .before ? feedForwardNorm(attended) : attended) + attended
    if order == .after { output = feedForwardNorm(output) }
    if let closingNorm { output = closingNorm(output) }
    return output
  }
}
