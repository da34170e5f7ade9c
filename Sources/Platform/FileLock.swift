/// A right that one process has at a time. It ends with the process, however that ends.
package final class FileLock {
  private let file: Descriptor

  /// - Returns: `nil` where another has it.
  /// - Throws: `FileError.unwritable`.
  init?(path: String) throws(FileError) {
    file = Descriptor(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666))
    guard file.number >= 0 else { throw .unwritable(path) }
    let isFree: Bool
    do throws(SystemError) { isFree = try file.lock() } catch {
      close(file.number)
      throw .unwritable(path, error)
    }
    if !isFree {
      close(file.number)
      return nil
    }
  }

  deinit {
    // A process that is being started has a copy of the descriptor until it runs its program, and the lock with it.
    flock(file.number, LOCK_UN)
    close(file.number)
  }
}
