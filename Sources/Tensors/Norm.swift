// T rows, C channels.

/// Brings each row to a common size, then scales and shifts each channel.
///
/// - `layer`: to mean 0 and variance 1 (Ba, Kiros and Hinton 2016, https://arxiv.org/abs/1607.06450):
///   `y = (x − mean) / √(variance + ε) · weight + bias`
/// - `rootMeanSquare`: to a mean square of 1 (Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467):
///   `y = x / √(mean of x² + ε) · weight + bias`
public struct Norm: Sendable {
  public enum Kind: Sendable, Hashable {
    case layer
    case rootMeanSquare
  }

  public let kind: Kind
  /// Shape `[C]`.
  public let weight: [Float]
  /// Shape `[C]`.
  public let bias: [Float]
  /// ε
  public let epsilon: Float

  /// - Parameter bias: Without one, nothing is shifted.
  public init(kind: Kind = .layer, weight: [Float], bias: [Float]? = nil, epsilon: Float) {
    let bias = bias ?? [Float](repeating: 0, count: weight.count)
    precondition(weight.count == bias.count, "a scale and a shift for each channel")
    self.kind = kind
    self.weight = weight
    self.bias = bias
    self.epsilon = epsilon
  }

  /// - Parameter x: Shape `[T, C]`.
  /// - Returns: Shape `[T, C]`. A row whose squares are beyond a float is not a number throughout.
  public func callAsFunction(_ x: Matrix) -> Matrix {
    precondition(x.columns == weight.count, "\(x.columns) channels, expected \(weight.count)")
    var y = x
    let count = Float(x.columns)
    for row in 0..<x.rows {
      let start = row * x.columns
      var mean: Float = 0
      if kind == .layer {
        for channel in 0..<x.columns { mean += x.values[start + channel] }
        mean /= count
      }
      var squares: Float = 0
      for channel in 0..<x.columns {
        let difference = x.values[start + channel] - mean
        squares += difference * difference
      }
      // Where the squares are beyond a float, 0 would make a state of nothing but the shift.
      let scale = 1 / (squares / count + epsilon).squareRoot() + (squares - squares)
      for channel in 0..<x.columns {
        y.values[start + channel] =
          (x.values[start + channel] - mean) * scale * weight[channel] + bias[channel]
      }
    }
    return y
  }
}
