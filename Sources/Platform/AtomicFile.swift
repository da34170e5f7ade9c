/// Files that are there whole or not at all: what is written goes to a new file beside the old one,
/// which takes its name once everything has reached the disk. When the disk is full, the old file is
/// still there.
package enum AtomicFile {
  /// - Throws: `FileError.unwritable`.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(to: path) { file throws(FileError) in try file.write(bytes) }
  }

  /// Writes part by part. What `body` throws is thrown on, and the old file stays.
  ///
  /// What has a name but is no plain file, as `/dev/stdout` or a pipe, is written to directly.
  package static func write(
    to path: String, _ body: (inout Output) throws(FileError) -> Void
  ) throws(FileError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw .unwritable(path, SystemError(EISDIR))
      }
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { throw .unwritable(path) }
      defer { close(file) }
      var output = Output(path: path, file: Descriptor(file))
      return try body(&output)
    }
    // A link stays a link, and what it points to is replaced.
    var target = path
    if exists, let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    var template = Array("\(target).XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw .unwritable(path) }
    let temporary = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    var isKept = false
    defer { if !isKept { unlink(temporary) } }
    do throws(FileError) {
      var output = Output(path: path, file: Descriptor(file))
      try body(&output)
      // mkstemp lets nobody else read.
      let mode = exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask()
      guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw .unwritable(path) }
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0, rename(temporary, target) == 0 else { throw .unwritable(path) }
    isKept = true
  }

  /// Takes bytes one after another.
  package struct Output: ~Copyable {
    fileprivate let path: String
    fileprivate let file: Descriptor

    package mutating func write(_ bytes: [UInt8]) throws(FileError) {
      do { try file.write(bytes) } catch { throw .unwritable(path, error) }
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
      do { try file.write(bytes) } catch { throw .unwritable(path, error) }
    }
  }
}

/// The permissions that new files do not get. The system tells them only to who sets them.
private func currentMask() -> mode_t {
  let mask = umask(0o077)
  umask(mask)
  return mask
}
