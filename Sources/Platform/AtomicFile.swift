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
    to path: String, _ body: (NewFile) throws(FileError) -> Void
  ) throws(FileError) {
    let file = try NewFile(path: path)
    try body(file)
    try file.finish()
  }
}

/// A file that takes its name when it is whole.
package final class NewFile {
  private let path: String
  private let file: Descriptor
  /// Where it is kept until then, and the file whose place it takes; `nil` for what is no plain file.
  private let places: (temporary: String, target: String)?
  private let mode: mode_t
  private var isFinished = false

  /// - Throws: `FileError.unwritable`.
  package init(path: String) throws(FileError) {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    // mkstemp lets nobody else read.
    mode = exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask()
    if exists, status.st_mode & S_IFMT != S_IFREG {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw .unwritable(path, SystemError(EISDIR))
      }
      let number = open(path, O_WRONLY | O_CLOEXEC)
      guard number >= 0 else { throw .unwritable(path) }
      file = Descriptor(number)
      places = nil
      return
    }
    // A link stays a link, and what it points to is replaced.
    var target = path
    if exists, let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    var template = Array("\(target).XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw .unwritable(path) }
    file = Descriptor(number)
    let temporary = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    places = (temporary, target)
  }

  deinit {
    guard !isFinished else { return }
    close(file.number)
    if let places { unlink(places.temporary) }
  }

  package func write(_ bytes: [UInt8]) throws(FileError) {
    do { try file.write(bytes) } catch { throw .unwritable(path, error) }
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do { try file.write(bytes) } catch { throw .unwritable(path, error) }
  }

  /// Gives it its name, once everything has reached the disk. Nothing is written after it.
  ///
  /// - Throws: `FileError.unwritable`, after which an older file of the name is as it was.
  package func finish() throws(FileError) {
    precondition(!isFinished, "a file is finished once")
    guard let places else {
      isFinished = true
      close(file.number)
      return
    }
    guard fchmod(file.number, mode) == 0, fsync(file.number) == 0 else { throw .unwritable(path) }
    isFinished = true
    guard close(file.number) == 0, rename(places.temporary, places.target) == 0 else {
      let error = FileError.unwritable(path)
      unlink(places.temporary)
      throw error
    }
  }
}

/// The permissions that new files do not get. The system tells them only to who sets them.
private func currentMask() -> mode_t {
  let mask = umask(0o077)
  umask(mask)
  return mask
}
