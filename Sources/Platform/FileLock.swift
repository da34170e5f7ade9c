/// A right that one process has at a time. It ends with the process, however that ends.
package final class FileLock {
  private let file: Descriptor

  /// - Returns: `nil` where another has it.
  /// - Throws: `FileError.unwritable`.
  init?(path: String) throws(FileError) {
    file = Descriptor(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666))
    guard file.number >= 0 else { throw .unwritable(path) }
    while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let error = SystemError.last
      close(file.number)
      if error.code == EWOULDBLOCK { return nil }
      throw .unwritable(path, error)
    }
  }

  deinit {
    // A process that is being started has a copy of the descriptor until it runs its program, and the lock with it.
    flock(file.number, LOCK_UN)
    close(file.number)
  }
}
