import CKernels

// T tokens, D channels of a head. A distance is the place of a query less that of a key.

/// How the kernels score a key against a query: `scale · (q·k + …) + bias`.
public struct Scores: @unchecked Sendable {
  /// Of all products.
  public var scale: Float
  /// Keys farther away than this are not seen; `nil` for all.
  public var reach: Int?

  public init(scale: Float, reach: Int? = nil) {
    self.scale = scale
    self.reach = reach
  }

  /// What depends on how far a key is from its query.
  public enum ByDistance {
    case nothing
    /// What is added at each distance from −(T − 1) on, and 15 numbers more that are not used.
    case bias(UnsafePointer<Float>)
    /// Which row of two matrices a distance has, growing from −(T − 1) on: q times that row of the one and k times that row of
    /// the other are added to q·k.
    case positions(
      UnsafePointer<Int32>, keys: UnsafePointer<Float>, queries: UnsafePointer<Float>, stride: Int)
  }

  fileprivate func withKernels(
    _ byDistance: ByDistance, _ body: (UnsafePointer<polyseme_scores>) -> Void
  ) {
    var scores = polyseme_scores()
    scores.scale = scale
    scores.reach = reach ?? Int.max
    switch byDistance {
    case .nothing: break
    case .bias(let bias): scores.bias = bias
    case .positions(let positions, let keys, let queries, let stride):
      scores.positions = positions
      scores.position_keys = keys
      scores.position_queries = queries
      scores.position_stride = stride
    }
    withUnsafePointer(to: scores, body)
  }
}

/// Bytes of scratch that `attend` needs.
///
/// - Parameter positions: Rows of positions that there are.
public func attentionScratchCount(tokens: Int, width: Int, positions: Int = 0) -> Int {
  polyseme_attention_bytes(tokens, width, positions)
}

/// One head of one sentence by the kernels: softmax(scores)·v.
///
/// - Parameters:
///   - queries: Shape `[T, D]`; like `keys` and `values` with `stride` numbers from row to row.
///   - found: Shape `[T, D]`, with `foundStride` numbers from row to row.
public func attend(
  _ scores: Scores, _ byDistance: Scores.ByDistance = .nothing,
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>,
  stride: Int, tokens: Int, width: Int, found: UnsafeMutablePointer<Float>, foundStride: Int,
  scratch: UnsafeMutableRawPointer, kernels: Kernels = .chosen
) {
  scores.withKernels(byDistance) {
    polyseme_attend(
      kernels.set, $0, queries, keys, values, stride, tokens, width, found, foundStride, scratch)
  }
}

/// Which numbers of a head's vector are turned together.
public enum RotationPairs: Sendable, Hashable {
  /// i and i + D/2.
  case halves
  /// 2i and 2i + 1.
  case neighbours
}

/// Turns the pairs of each of a row's heads in place by the kernels.
///
/// - Parameters:
///   - x: Shape `[heads, D]`.
///   - cosines: Shape `[D/2]`, like `sines`.
public func rotate(
  _ x: UnsafeMutablePointer<Float>, heads: Int, width: Int, cosines: UnsafePointer<Float>,
  sines: UnsafePointer<Float>, pairs: RotationPairs, kernels: Kernels = .chosen
) {
  polyseme_rotate(kernels.set, x, heads, width, cosines, sines, pairs == .neighbours)
}

extension Norm {
  /// Normalizes rows by the kernels.
  ///
  /// - Parameters:
  ///   - x: Shape `[rows, C]`.
  ///   - y: Shape `[rows, C]`. May be `x`.
  public func apply(
    to x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, rows: Int,
    kernels: Kernels = .chosen
  ) {
    polyseme_normalize(
      kernels.set, x, y, weight.count, rows, weight.count, weight, bias, epsilon, kind == .layer)
  }
}
