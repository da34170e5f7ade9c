import Tensors

/// Bytes in memory where a file is expected.
public final class BytesInMemory: ByteStorage, @unchecked Sendable {
  public let bytes: UnsafeRawBufferPointer

  public init(_ content: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 8)
    copy.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}
