import CKernels

/// How the weights of linear layers are kept and multiplied. Everything else is in 32-bit floats.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// 32-bit floats throughout.
  case float32
  /// Weights and inputs rounded to bfloat16 (8 bits of fraction), sums in 32-bit floats. Where the
  /// processor has no instruction for it, the same as `float32`.
  case bfloat16
  /// Weights in half precision (11 bits). Where the processor multiplies in it, inputs too, with a power
  /// of two for each token and output that keeps all numbers in its range, and 64 products to a sum; these
  /// sums are added in 32-bit floats. Elsewhere weights are made 32 bits wide as they are multiplied.
  case float16
  /// Weights in 8 bits with a scale for each output, inputs in 8 bits with a scale for each token; both are
  /// multiplied by Hadamard matrices first, so that a large number among them leaves bits to the others.
  case int8

  /// The fastest that costs no accuracy worth mentioning: `float16` or `bfloat16` where the processor
  /// multiplies in it faster than in 32 bits, else `float32`.
  public static var preferred: Precision {
    let fastest = polyseme_set_preference(Kernels.chosen.set)
    return allCases.first { $0.code == fastest } ?? .float32
  }

  var code: polyseme_precision {
    switch self {
    case .float32: polyseme_precision_float32
    case .bfloat16: polyseme_precision_bfloat16
    case .float16: polyseme_precision_float16
    case .int8: polyseme_precision_int8
    }
  }
}

/// A set of the loops that decide the speed, for one kind of processor.
public struct Kernels: @unchecked Sendable, CustomStringConvertible {
  let set: OpaquePointer

  /// The sets that this processor can run, the plainest first.
  public static var available: [Kernels] {
    (0..<polyseme_set_count()).map { Kernels(set: polyseme_set_at($0)) }
  }

  /// The last of those, or the one that the environment's `POLYSEME_KERNELS` names.
  public static let chosen = Kernels(set: polyseme_set_chosen())

  public var description: String { String(cString: polyseme_set_name(set)) }

  /// What these kernels make of a precision: `float32` where the processor has no instruction for it.
  public func nearest(to precision: Precision) -> Precision {
    precision == .float16 && keepsHalves || has(precision.code) ? precision : .float32
  }

  /// Whether weights can stay in half precision and be multiplied in 32 bits.
  var keepsHalves: Bool { has(polyseme_precision_half) }

  func has(_ code: polyseme_precision) -> Bool { polyseme_set_has(set, code) }
}

extension StoredTensor.Format {
  var code: polyseme_format {
    switch self {
    case .float32: polyseme_float32
    case .float16: polyseme_float16
    case .bfloat16: polyseme_bfloat16
    }
  }
}

extension Activation {
  var code: polyseme_activation {
    switch self {
    case .gelu: polyseme_gelu
    case .geluTanh: polyseme_gelu_tanh
    case .geluSigmoid: polyseme_gelu_sigmoid
    case .silu: polyseme_silu
    case .relu: polyseme_relu
    }
  }
}

extension StoredTensor {
  /// Writes one row in 32 bits.
  public func write(row: Int, to destination: UnsafeMutablePointer<Float>) {
    let width = shape[1]
    withBytes { bytes in
      precondition(row >= 0 && row < shape[0], "row \(row) of \(shape[0])")
      polyseme_convert(
        destination, bytes.baseAddress! + row * width * format.width, format.code, width)
    }
  }
}
