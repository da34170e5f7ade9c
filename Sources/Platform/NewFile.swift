/// A file that takes its name when it is whole: until then what is written goes to another beside it. When the disk is
/// full, or the process is killed, an older file of the name is still there.
///
/// What has a name but is no plain file, as `/dev/stdout` or a pipe, is written to directly.
package final class NewFile {
  private let path: String
  private let file: Descriptor
  /// Where it is kept until then, and the file whose place it takes; `nil` for what is no plain file.
  private let places: (temporary: String, target: String)?
  private let mode: mode_t
  private var isFinished = false

  /// - Parameter isPrivate: Whether nobody else may read it. A file of the name keeps its permissions.
  /// - Throws: `FileError.unwritable`.
  init(path: String, isPrivate: Bool) throws(FileError) {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    mode = exists ? status.st_mode & 0o7777 : isPrivate ? 0o600 : 0o666 & ~currentMask()
    if exists, status.st_mode & S_IFMT != S_IFREG {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw .unwritable(path, SystemError(EISDIR))
      }
      do throws(SystemError) { file = try Descriptor(writingTo: path) } catch {
        guard error.code == ENXIO else { throw .unwritable(path, error) }
        throw .unwritable(path: path, reason: "nobody reads it; start what reads it first")
      }
      places = nil
      return
    }
    // A link stays a link, and what it points to is replaced.
    let target = exists ? resolved(path) : path
    do throws(SystemError) {
      let temporary = try TemporaryFile(beside: target)
      file = temporary.file
      places = (temporary.path, target)
    } catch {
      throw .unwritable(path, error)
    }
  }

  deinit {
    guard !isFinished else { return }
    if let places { unlink(places.temporary) }
    close(file.number)
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
    // Closed last: until it has its name, it is the lock that keeps other writers from taking it away.
    guard rename(places.temporary, places.target) == 0 else { throw .unwritable(path) }
    isFinished = true
    close(file.number)
  }
}

/// The permissions that new files do not get. The system tells them only to who sets them.
private func currentMask() -> mode_t {
  let mask = umask(0o077)
  umask(mask)
  return mask
}
