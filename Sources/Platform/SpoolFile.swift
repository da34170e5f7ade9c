/// Bytes that wait in a file without a name until all are there: as many as the disk holds, in no memory.
/// The system takes them away when the program ends, however it ends.
package final class SpoolFile {
  private let file: Descriptor
  private let folder: String

  /// Makes one in the folder that `TMPDIR` names, or in `/tmp`.
  ///
  /// - Throws: `FileError.unwritable`.
  package init() throws(FileError) {
    folder =
      environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(folder)/polyseme.XXXXXX".utf8CString)
    file = Descriptor(mkstemp(&template))
    guard file.number >= 0 else { throw .unwritable(folder) }
    _ = template.withUnsafeBufferPointer { unlink($0.baseAddress!) }
    _ = fcntl(file.number, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(file.number) }

  /// Adds bytes at the end.
  ///
  /// - Throws: `FileError.unwritable`.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    do { try file.write(bytes) } catch { throw .unwritable(folder, error) }
  }

  /// Hands out all bytes, in order, a megabyte at most at a time.
  ///
  /// - Throws: `FileError.unreadable`, and what `body` throws.
  package func forEachPart(_ body: ([UInt8]) throws -> Void) throws {
    var place: off_t = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes {
        pread(file.number, $0.baseAddress!, $0.count, place)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError.unreadable(folder)
      }
      if count == 0 { return }
      try body(Array(buffer[..<count]))
      place += off_t(count)
    }
  }
}
