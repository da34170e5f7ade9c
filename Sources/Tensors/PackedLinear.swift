import CKernels

// M rows (tokens), K inputs, N outputs.

/// Memory for packed layers, and other rows of numbers; whole pages, large ones where there are.
public final class PackedMemory: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  private let count: Int

  /// - Parameter count: Bytes.
  public init(count: Int) {
    self.count = max(64, count)
    guard let memory = polyseme_memory(self.count) else {
      // Ends as everything does where memory is used up.
      _ = UnsafeMutableRawPointer.allocate(byteCount: self.count, alignment: 64)
      fatalError("no memory for the weights")
    }
    start = memory
  }

  deinit { polyseme_free_memory(start, count) }
}

/// A linear layer laid out for the kernels: panels of 16 outputs, so that what is multiplied together lies
/// together. Several layers with the same input can be packed as one.
public struct PackedLinear: @unchecked Sendable {
  private var layer: polyseme_linear
  private let parts: [Linear]
  private let memory: PackedMemory
  private let packsWhenApplied: Bool

  public var outputs: Int { layer.outputs }
  public var inputs: Int { layer.inputs }
  /// N/16, rounded up.
  public var panels: Int { layer.panels }

  /// Bytes that layers take when they are packed as one.
  public static func byteCount(
    _ parts: [Linear], precision: Precision, kernels: Kernels = .chosen
  ) -> Int {
    polyseme_linear_bytes(
      parts.reduce(0) { $0 + $1.outputs }, parts[0].inputs,
      code(of: parts, precision: precision, kernels: kernels))
  }

  /// Weights that a file has in half precision stay so where the kernels can make them wide as they
  /// multiply: the bits of `float32`, half the memory to fill and to read.
  private static func code(
    of parts: [Linear], precision: Precision, kernels: Kernels
  ) -> polyseme_precision {
    let nearest = kernels.nearest(to: precision)
    switch nearest {
    case .float16 where !kernels.has(nearest.code): return polyseme_precision_half
    case .float32
    where kernels.keepsHalves && parts.allSatisfy { $0.storedWeight.format == .float16 }:
      return polyseme_precision_half
    default: return nearest.code
    }
  }

  /// Gives the layers a part of the memory; `pack` fills it.
  ///
  /// - Parameter packsWhenApplied: `apply` packs the panels before it uses them, every time. Then layers
  ///   that are applied one after the other can have the same part of the memory.
  public init(
    _ parts: [Linear], precision: Precision, kernels: Kernels = .chosen, memory: PackedMemory,
    offset: Int, packsWhenApplied: Bool = false
  ) {
    precondition(parts.allSatisfy { $0.inputs == parts[0].inputs }, "one input for all")
    self.packsWhenApplied = packsWhenApplied
    self.parts = parts
    self.memory = memory
    layer = polyseme_linear()
    polyseme_linear_place(
      &layer, kernels.set, parts.reduce(0) { $0 + $1.outputs }, parts[0].inputs,
      Self.code(of: parts, precision: precision, kernels: kernels), memory.start + offset)
  }

  /// A layer in memory of its own, packed.
  ///
  /// - Precondition: The weights are finite numbers.
  public init(_ linear: Linear, precision: Precision, kernels: Kernels = .chosen) {
    let memory = PackedMemory(
      count: Self.byteCount([linear], precision: precision, kernels: kernels))
    self.init([linear], precision: precision, kernels: kernels, memory: memory, offset: 0)
    pack(0..<panels)
  }

  /// Packs some of the panels, straight from the tensors as they are stored.
  ///
  /// - Precondition: Their weights are finite numbers.
  public func pack(_ panels: Range<Int>) {
    var layer = layer
    func pack(_ part: Int, _ rows: [polyseme_rows]) {
      if part == parts.count {
        let areFinite = polyseme_linear_pack(
          &layer, rows, rows.count, panels.lowerBound, panels.upperBound)
        precondition(areFinite, "weights are finite numbers")
        return
      }
      let linear = parts[part]
      linear.storedWeight.withBytes { bytes in
        linear.bias.withUnsafeBufferPointer { bias in
          pack(
            part + 1,
            rows + [
              polyseme_rows(
                weights: bytes.baseAddress, bias: bias.baseAddress, rows: linear.outputs,
                format: linear.storedWeight.format.code)
            ])
        }
      }
    }
    pack(0, [])
  }

  /// The tensors as they are stored; hardly read again when all is packed.
  public var stored: [StoredTensor] { parts.map(\.storedWeight) }

  /// Bytes of scratch that `apply` needs.
  public static func scratchCount(rows: Int, inputs: Int) -> Int {
    polyseme_scratch_bytes(rows, inputs)
  }

  /// What the outputs of a layer are joined with.
  public enum Join {
    /// Shape `[M, N]`. May be the outputs' own place.
    case adding(UnsafePointer<Float>)
    /// As `adding`; without an activation function.
    case multiplying(UnsafePointer<Float>)
  }

  /// y = activation(x·Wᵀ + b), joined with something, for the outputs of some panels.
  ///
  /// - Parameters:
  ///   - x: Shape `[M, K]`.
  ///   - y: Shape `[M, N]`.
  public func apply(
    to x: UnsafePointer<Float>, rows: Int, panels: Range<Int>, activation: Activation? = nil,
    _ join: Join? = nil, into y: UnsafeMutablePointer<Float>, scratch: UnsafeMutableRawPointer
  ) {
    if packsWhenApplied { pack(panels) }
    let (kind, other): (polyseme_join, UnsafePointer<Float>?) =
      switch join {
      case nil: (polyseme_none, nil)
      case .adding(let other)?: (polyseme_add, other)
      case .multiplying(let other)?: (polyseme_multiply, other)
      }
    withUnsafePointer(to: layer) {
      polyseme_linear_apply(
        $0, x, inputs, rows, panels.lowerBound, panels.upperBound,
        activation?.code ?? polyseme_identity, kind, other, outputs, y, outputs, scratch)
    }
  }

  /// - Parameter x: Shape `[M, K]`.
  /// - Returns: Shape `[M, N]`.
  public func callAsFunction(_ x: Matrix, activation: Activation? = nil) -> Matrix {
    precondition(x.columns == inputs, "\(x.columns) inputs, expected \(inputs)")
    var y = Matrix(rows: x.rows, columns: outputs)
    withUnsafeTemporaryAllocation(
      byteCount: Self.scratchCount(rows: x.rows, inputs: inputs), alignment: 64
    ) { scratch in
      x.values.withUnsafeBufferPointer { x in
        y.values.withUnsafeMutableBufferPointer { y in
          guard let x = x.baseAddress, let to = y.baseAddress else { return }
          apply(
            to: x, rows: y.count / outputs, panels: 0..<panels, activation: activation, into: to,
            scratch: scratch.baseAddress!)
        }
      }
    }
    return y
  }
}
