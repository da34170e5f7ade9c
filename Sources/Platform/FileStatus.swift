/// What tells one state of a file from another without reading it.
package struct FileStatus: Sendable, Hashable {
  /// In bytes.
  package let size: Int
  /// When it was last written to, in nanoseconds since 1970.
  package let time: Int

  /// - Throws: `FileError.unreadable`, for what is no plain file too.
  package init(ofFile path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "not a plain file")
    }
    self.init(status)
  }

  init(_ status: stat) {
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    self.time = Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}

/// The SHA-256 of a file in hexadecimal.
///
/// - Parameter check: Called now and then; what it throws is thrown on.
/// - Throws: `FileError.unreadable`.
package func sha256(ofFile path: String, checking check: () throws -> Void = {}) throws -> String {
  let file: Descriptor
  do { file = try Descriptor(reading: path) } catch { throw FileError.unreadable(path, error) }
  defer { close(file.number) }
  var digest = SHA256()
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    try check()
    let count: Int
    do { count = try file.read(into: &buffer) } catch {
      if error.code == EINTR { continue }
      throw FileError.unreadable(path, error)
    }
    if count == 0 { return digest.hexadecimal }
    buffer.withUnsafeBytes { digest.take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}
