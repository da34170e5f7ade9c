import CZstd

/// Unpacks Zstandard (RFC 8878): all frames of a file.
final class ZstdUnpacker: Unpacker {
  static let name = "zstd"

  private let stream: OpaquePointer
  private var isBetweenFrames = false
  /// Bytes that the library asks for: it gives nothing of the blocks before one that is damaged, were it to
  /// get several at once.
  private var wanted: Int
  private let atFirst: Int

  init() {
    guard let stream = ZSTD_createDStream() else { preconditionFailure("libzstd cannot begin") }
    self.stream = stream
    atFirst = ZSTD_initDStream(stream)
    wanted = atFirst
  }

  deinit { ZSTD_freeDStream(stream) }

  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> UnpackStep {
    // Asked again without a byte, the library would wait for a new frame.
    if isBetweenFrames, input.isEmpty { return UnpackStep(taken: 0, given: 0, mayEnd: true) }
    var packed = ZSTD_inBuffer(
      src: input.baseAddress, size: min(input.count, wanted), pos: 0)
    var unpacked = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(stream, &unpacked, &packed)
    guard ZSTD_isError(status) == 0 else {
      return UnpackStep(taken: packed.pos, given: unpacked.pos, fault: fault(status))
    }
    isBetweenFrames = status == 0
    wanted = isBetweenFrames ? atFirst : status
    return UnpackStep(taken: packed.pos, given: unpacked.pos, mayEnd: isBetweenFrames)
  }

  private func fault(_ status: Int) -> String {
    switch ZSTD_getErrorCode(status) {
    case ZSTD_error_prefix_unknown where isBetweenFrames:
      "what follows its last frame is no zstd data"
    case ZSTD_error_frameParameter_windowTooLarge: "it needs more than 128 MiB of memory"
    default: String(cString: ZSTD_getErrorName(status))
    }
  }
}
