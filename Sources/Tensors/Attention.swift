import CKernels

// T tokens, D channels of a head.

/// Bytes of scratch that `attend` needs.
public func attentionScratchCount(tokens: Int, width: Int) -> Int {
  polyseme_attention_bytes(tokens, width)
}

/// One head of one sentence by the kernels: softmax(q·kᵀ / √D)·v.
///
/// - Parameters:
///   - queries: Shape `[T, D]`; like `keys` and `values` with `stride` numbers from row to row.
///   - found: Shape `[T, D]`, with `foundStride` numbers from row to row.
public func attend(
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>,
  stride: Int, tokens: Int, width: Int, found: UnsafeMutablePointer<Float>, foundStride: Int,
  scratch: UnsafeMutableRawPointer, kernels: Kernels = .chosen
) {
  polyseme_attend(
    kernels.set, queries, keys, values, stride, tokens, width, found, foundStride, scratch)
}

extension LayerNorm {
  /// Normalizes rows in place by the kernels.
  ///
  /// - Parameter x: Shape `[rows, C]`.
  public func apply(
    inPlace x: UnsafeMutablePointer<Float>, rows: Int, kernels: Kernels = .chosen
  ) {
    polyseme_normalize(
      kernels.set, x, weight.count, rows, weight.count, weight, bias, epsilon)
  }
}
