// T rows, C channels.

/// Brings each row to mean 0 and variance 1, then scales and shifts each channel
/// (Ba, Kiros and Hinton 2016, https://arxiv.org/abs/1607.06450):
///
///     y = (x − mean) / √(variance + ε) · weight + bias
public struct LayerNorm: Sendable {
  /// Shape `[C]`.
  public let weight: [Float]
  /// Shape `[C]`.
  public let bias: [Float]
  /// ε
  public let epsilon: Float

  public init(weight: [Float], bias: [Float], epsilon: Float) {
    precondition(weight.count == bias.count, "a scale and a shift for each channel")
    self.weight = weight
    self.bias = bias
    self.epsilon = epsilon
  }

  /// - Parameter x: Shape `[T, C]`.
  /// - Returns: Shape `[T, C]`.
  public func callAsFunction(_ x: Matrix) -> Matrix {
    precondition(x.columns == weight.count, "\(x.columns) channels, expected \(weight.count)")
    var y = x
    let count = Float(x.columns)
    for row in 0..<x.rows {
      let start = row * x.columns
      var sum: Float = 0
      for channel in 0..<x.columns { sum += x.values[start + channel] }
      let mean = sum / count
      var squares: Float = 0
      for channel in 0..<x.columns {
        let difference = x.values[start + channel] - mean
        squares += difference * difference
      }
      let scale = 1 / (squares / count + epsilon).squareRoot()
      for channel in 0..<x.columns {
        y.values[start + channel] =
          (x.values[start + channel] - mean) * scale * weight[channel] + bias[channel]
      }
    }
    return y
  }
}
