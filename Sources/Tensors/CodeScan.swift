import CKernels
import Platform

/// Numbers that stand for the halves of a code's bytes, added up for many codes.
///
/// The numbers are rounded to whole steps, so that a processor can look up many at once in tables of 8 bits (André, Kermarrec and
/// Le Scouarnec 2015, "Cache locality is not enough: high-performance nearest neighbor search with product quantization fast scan").
public struct CodeScan: Sendable {
  /// Bytes of a code, a multiple of 32.
  public let bytes: Int
  private let tables: [UInt8]
  private let scale: Float
  private let offset: Float
  private let kernels: Kernels

  /// - Parameters:
  ///   - tables: What each half of a byte stands for, the lower half first. Shape `[2 · bytes][16]`
  public init(tables: [[Float]], kernels: Kernels = .chosen) {
    precondition(
      tables.count % 64 == 0 && tables.count <= 256 && tables.allSatisfy { $0.count == 16 },
      "a table of 16 numbers for each half of 32, 64, 96 or 128 bytes")
    bytes = tables.count / 2
    let least = tables.map { $0.min()! }
    let spans = zip(tables, least).map { $0.max()! - $1 }
    let widest = stride(from: 0, to: spans.count, by: 2).map { spans[$0] + spans[$0 + 1] }.max()!
    // Two numbers may be rounded up.
    let step = widest > 0 ? widest / 254 : 1
    scale = step
    offset = least.reduce(0, +)
    self.tables = zip(tables, least).flatMap { table, least in
      table.map { UInt8(clamping: (($0 - least) / step).rounded(.toNearestOrEven)) }
    }
    self.kernels = kernels
  }

  /// The largest error of a sum.
  public var largestError: Float { Float(bytes) * scale }

  /// Adds up what each code stands for.
  ///
  /// - Parameters:
  ///   - codes: One after another.
  ///   - sums: Takes a number for each.
  public func write(
    sumsOf codes: UnsafeRawBufferPointer, into sums: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(codes.count == sums.count * bytes, "a number for each code")
    guard !sums.isEmpty else { return }
    tables.withUnsafeBufferPointer { tables in
      var how = polyseme_scan()
      how.bytes = bytes
      how.tables = tables.baseAddress
      how.scale = scale
      how.offset = offset
      polyseme_scan(
        kernels.set, &how, codes.bindMemory(to: UInt8.self).baseAddress, sums.count,
        sums.baseAddress)
    }
  }
}
