/// Unpacks what one kind of program has compressed.
protocol Unpacker: AnyObject {
  /// What the data are called: `gzip`.
  static var name: String { get }

  /// Unpacks some bytes.
  ///
  /// - Parameters:
  ///   - input: The next bytes that are packed, none at the end of the file.
  ///   - isLast: Whether nothing comes after them.
  func unpack(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> UnpackStep
}

/// What one step of unpacking did.
struct UnpackStep {
  /// Bytes taken, and given.
  let taken: Int
  let given: Int
  /// Whether the file may end here.
  var mayEnd = false
  /// What is wrong with what comes after the bytes taken.
  var fault: String?
}

/// Kinds of packed data that are told by their first bytes.
enum Packing: CaseIterable {
  case gzip
  case xz
  case zstd

  init?(startingWith start: Span<UInt8>) {
    func begins(_ bytes: [UInt8]) -> Bool {
      start.count >= bytes.count && bytes.indices.allSatisfy { start[$0] == bytes[$0] }
    }
    if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
      self = .xz
    } else if begins([0x28, 0xB5, 0x2F, 0xFD])
      // A frame to be skipped, with which pzstd begins.
      || start.count >= 4 && start[0] & 0xF0 == 0x50 && start[1] == 0x2A && start[2] == 0x4D
        && start[3] == 0x18
    {
      self = .zstd
    } else {
      return nil
    }
  }

  var unpacker: any Unpacker {
    switch self {
    case .gzip: GzipUnpacker()
    case .xz: XZUnpacker()
    case .zstd: ZstdUnpacker()
    }
  }

  /// How names of such files end.
  static let endings = [".gz", ".xz", ".zst", ".zstd"]
}
