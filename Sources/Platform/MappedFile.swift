/// A file whose bytes the system reads in when they are accessed (`mmap`), and shares between
/// processes.
///
/// A file must not be cut short while it is mapped: the next access to what is gone ends the program.
/// `AtomicFile` never does that to a file, it puts another in its place.
package final class MappedFile: @unchecked Sendable {
  package let path: String
  package let bytes: UnsafeRawBufferPointer

  /// - Throws: `FileError.unreadable` for what cannot be opened and for what is no plain file.
  package init(path: String) throws(FileError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .unreadable(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .unreadable(path, SystemError(EISDIR))
    default: throw .unreadable(path: path, reason: "not a plain file")
    }
    self.path = path
    let count = Int(status.st_size)
    // Nothing cannot be mapped.
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0)
    guard let address, address != MAP_FAILED else { throw .unreadable(path) }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
  }

  /// Gives whole pages back: they count no more as this process's memory, and are read in again when
  /// they are looked at.
  package func letGo(of range: Range<Int>) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    guard first < end, let address = bytes.baseAddress else { return }
    madvise(UnsafeMutableRawPointer(mutating: address + first), end - first, MADV_DONTNEED)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}
