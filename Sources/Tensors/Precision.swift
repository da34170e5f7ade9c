import CKernels

/// How the weights of linear layers are kept and multiplied. Everything else is in 32-bit floats.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// 32-bit floats throughout.
  case float32
  /// Weights and inputs rounded to bfloat16 (8 bits of fraction), sums in 32-bit floats. Where the
  /// processor has no instruction for it, the same as `float32`.
  case bfloat16
  /// Weights in 8 bits with a scale for each output, inputs in 8 bits with a scale for each token.
  case int8

  /// What the chosen kernels make of it.
  public var available: Precision {
    polyseme_has_precision(code) ? self : .float32
  }

  /// The fastest that costs no accuracy worth mentioning: bfloat16 where the processor has it.
  public static var preferred: Precision { Precision.bfloat16.available }

  var code: polyseme_precision {
    switch self {
    case .float32: polyseme_precision_float32
    case .bfloat16: polyseme_precision_bfloat16
    case .int8: polyseme_precision_int8
    }
  }
}

/// The loops that decide the speed, in sets for kinds of processors.
public enum Kernels {
  /// The sets that this processor can run, the plainest first.
  public static var available: [String] {
    (0..<polyseme_kernel_count()).map { String(cString: polyseme_kernel_name($0)) }
  }

  /// The set that is used. The environment's `POLYSEME_KERNELS` chooses it before the first use.
  public static var chosen: String { String(cString: polyseme_kernels()) }

  /// Chooses another set, for layers that are packed from now on.
  ///
  /// - Returns: Whether this processor can run it.
  @discardableResult
  public static func use(_ name: String) -> Bool { polyseme_use_kernels(name) }
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
