import Tensors

// T tokens, C channels, F channels inside the feed-forward network.

/// Two linear layers with an activation function between them, for each token by itself. In a gated network the second of two
/// layers side by side is multiplied by the first, bent by the activation function
/// (Shazeer 2020, https://arxiv.org/abs/2002.05202).
public struct FeedForward: Sendable {
  /// From C to F channels; `nil` in a network without a gate.
  public let gate: Linear?
  /// From C to F channels.
  public let expansion: Linear
  /// Of the gate, where there is one, else of the expansion.
  public let activation: Activation
  /// From F to C channels.
  public let contraction: Linear

  public init(
    gate: Linear? = nil, expansion: Linear, activation: Activation, contraction: Linear
  ) {
    self.gate = gate
    self.expansion = expansion
    self.activation = activation
    self.contraction = contraction
  }

  /// - Parameter x: Shape `[T, C]`.
  /// - Returns: Shape `[T, C]`.
  public func callAsFunction(_ x: Matrix) -> Matrix {
    let wide = expansion(x)
    guard let gate else { return contraction(activation(wide)) }
    var open = activation(gate(x))
    for index in open.values.indices { open.values[index] *= wide.values[index] }
    return contraction(open)
  }
}
