#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that wait in a file without a name until all are there: as many as the disk holds, in no memory.
/// The system takes them away when the program ends, however it ends.
public final class SpoolFile {
  private let file: CInt
  private let folder: String

  /// Makes one in the folder that `TMPDIR` names, or in `/tmp`.
  ///
  /// - Throws: `ModelFilesError.unwritable`.
  public init() throws(ModelFilesError) {
    folder =
      getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(folder)/polyseme.XXXXXX".utf8CString)
    file = mkstemp(&template)
    guard file >= 0 else { throw Self.failure(folder) }
    _ = template.withUnsafeBufferPointer { unlink($0.baseAddress!) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(file) }

  /// Adds bytes at the end.
  ///
  /// - Throws: `ModelFilesError.unwritable`.
  public func write(_ bytes: [UInt8]) throws(ModelFilesError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { writeAll(file, $0) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(folder)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Hands out all bytes, in order, a megabyte at most at a time.
  ///
  /// - Throws: `ModelFilesError.unreadable`, and what `body` throws.
  public func forEachPart(_ body: ([UInt8]) throws -> Void) throws {
    var place: off_t = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { pread(file, $0.baseAddress!, $0.count, place) }
      if count < 0 {
        if errno == EINTR { continue }
        throw ModelFilesError.unreadable(path: folder, reason: String(cString: strerror(errno)))
      }
      if count == 0 { return }
      try body(Array(buffer[..<count]))
      place += off_t(count)
    }
  }

  private static func failure(_ folder: String) -> ModelFilesError {
    .unwritable(path: folder, reason: String(cString: strerror(errno)))
  }
}

// Out of the type, whose own `write` hides that of the library.
private func writeAll(_ file: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(file, bytes.baseAddress, bytes.count)
}
