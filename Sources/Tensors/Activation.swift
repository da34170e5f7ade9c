import Platform

/// The activation function between the two linear layers of a feed-forward network, by its name in `config.json`.
public enum Activation: String, Sendable, Hashable, CaseIterable {
  /// x·Φ(x), with Φ the normal distribution (Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415).
  case gelu
  /// The same by the approximation with tanh that the paper gives.
  case geluTanh = "gelu_new"
  /// The same by the other one there, x·σ(1.702x), with σ the logistic function.
  case geluSigmoid = "quick_gelu"
  /// x·σ(x) (Elfwing, Uchibe and Doya 2017, https://arxiv.org/abs/1702.03118).
  case silu
  /// The larger of x and 0.
  case relu

  /// By any of the names that Hugging Face's transformers gives them: some stand for another way of computing the
  /// same.
  public init?(named name: String) {
    switch name {
    case "gelu_python": self = .gelu
    case "gelu_fast", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_accurate": self = .geluTanh
    case "swish": self = .silu
    default: self.init(rawValue: name)
    }
  }

  public func callAsFunction(_ x: Float) -> Float {
    switch self {
    case .gelu: x * 0.5 * (1 + erf(x * Float(0.5).squareRoot()))
    case .geluTanh:
      0.5 * x * (1 + tanh((2 / Float.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    case .geluSigmoid: x / (1 + exp(-1.702 * x))
    case .silu: x / (1 + exp(-x))
    case .relu: max(0, x)
    }
  }

  public func callAsFunction(_ x: Matrix) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns, values: x.values.map { self($0) })
  }
}
