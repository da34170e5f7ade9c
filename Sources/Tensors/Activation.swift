#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bend between the two linear layers of a feed-forward network, by its name in `config.json`.
public enum Activation: String, Sendable, Hashable, CaseIterable {
  /// x·Φ(x), with Φ the normal distribution (Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415).
  case gelu
  /// The same by the approximation with tanh that the paper gives.
  case geluTanh = "gelu_new"
  /// The larger of x and 0.
  case relu

  public func callAsFunction(_ x: Float) -> Float {
    switch self {
    case .gelu: x * 0.5 * (1 + erf(x * Float(0.5).squareRoot()))
    case .geluTanh:
      0.5 * x * (1 + tanh((2 / Float.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    case .relu: max(0, x)
    }
  }

  public func callAsFunction(_ x: Matrix) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns, values: x.values.map { self($0) })
  }
}
