import CLZMA

/// Unpacks xz: all streams of a file, and the padding between them.
final class XZUnpacker: Unpacker {
  static let name = "xz"
  /// The most memory to be taken; `xz -9` takes 65 MiB. Bytes.
  private static let memory: UInt64 = 512 << 20

  private let stream = UnsafeMutablePointer<lzma_stream>.allocate(capacity: 1)
  private var isOver = false

  init() {
    stream.initialize(to: lzma_stream())
    let status = lzma_stream_decoder(stream, Self.memory, lzma_concatenated)
    precondition(status == LZMA_OK, "liblzma cannot begin")
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> UnpackStep {
    if isOver { return UnpackStep(taken: 0, given: 0, mayEnd: true) }
    stream.pointee.next_in = input.baseAddress
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = output.count
    let status = lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
    isOver = status == LZMA_STREAM_END
    return UnpackStep(
      taken: input.count - stream.pointee.avail_in, given: output.count - stream.pointee.avail_out,
      mayEnd: isOver, fault: fault(status))
  }

  private func fault(_ status: lzma_ret) -> String? {
    switch status {
    case LZMA_OK, LZMA_BUF_ERROR, LZMA_STREAM_END: nil
    case LZMA_MEMLIMIT_ERROR: "it needs more than \(Self.memory >> 20) MiB of memory"
    case LZMA_OPTIONS_ERROR: "it uses what this liblzma does not know"
    default: "the data are corrupt"
    }
  }
}
