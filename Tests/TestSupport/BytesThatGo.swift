import Synchronization
import Tensors

/// Zeros where a file is expected, which note what is let go of them.
public final class BytesThatGo: ByteStorage, @unchecked Sendable {
  public let bytes: UnsafeRawBufferPointer
  private let ranges = Mutex<[Range<Int>]>([])

  public init(count: Int) {
    let zeros = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
    zeros.initializeMemory(as: UInt8.self, repeating: 0)
    bytes = UnsafeRawBufferPointer(zeros)
  }

  deinit { bytes.deallocate() }

  /// What was let go, in order.
  public var gone: [Range<Int>] { ranges.withLock { $0 } }

  public func letGo(of range: Range<Int>) { ranges.withLock { $0.append(range) } }
}
