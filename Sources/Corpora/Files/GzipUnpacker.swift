import CZlib

/// Unpacks gzip (RFC 1952): all members of a file, and zeros after one of them, as tapes and blocks leave them.
final class GzipUnpacker: Unpacker {
  static let name = "gzip"

  // zlib keeps the address.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isBetweenMembers = false

  init() {
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for gzip alone.
    let status = inflateInit2_(stream, 31, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot begin")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> UnpackStep {
    if isBetweenMembers {
      let zeros = input.prefix { $0 == 0 }.count
      guard zeros < input.count else {
        return UnpackStep(taken: zeros, given: 0, mayEnd: true)
      }
      guard input[zeros] == 0x1F else {
        return UnpackStep(
          taken: zeros, given: 0, fault: "what follows its last member is no gzip data")
      }
      inflateReset(stream)
      isBetweenMembers = false
      return UnpackStep(taken: zeros, given: 0)
    }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    isBetweenMembers = status == Z_STREAM_END
    var step = UnpackStep(
      taken: input.count - Int(stream.pointee.avail_in),
      given: output.count - Int(stream.pointee.avail_out), mayEnd: isBetweenMembers)
    if ![Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) {
      step.fault = stream.pointee.msg.map { String(cString: $0) } ?? "zlib says \(status)"
    }
    return step
  }
}
