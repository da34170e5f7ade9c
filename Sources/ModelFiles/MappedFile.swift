import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file whose bytes the system reads in when they are accessed (`mmap`), and shares between
/// processes.
///
/// A file must not be cut short while it is mapped: the next access to what is gone ends the program.
/// `AtomicFile` never does that to a file, it puts another in its place.
public final class MappedFile: ByteStorage, @unchecked Sendable {
  public let path: String
  public let bytes: UnsafeRawBufferPointer

  /// - Throws: `ModelFilesError.unreadable` for what cannot be opened and for what is no plain file.
  public init(path: String) throws(ModelFilesError) {
    func failure(_ code: CInt = errno) -> ModelFilesError {
      .unreadable(path: path, reason: String(cString: strerror(code)))
    }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw failure() }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure() }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw failure(EISDIR)
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
    guard let address, address != MAP_FAILED else { throw failure() }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
  }

  /// Gives whole pages back: they count no more as this process's memory, and are read in again when
  /// they are looked at.
  public func letGo(of range: Range<Int>) {
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
