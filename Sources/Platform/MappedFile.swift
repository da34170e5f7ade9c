import CMapping
import Synchronization

/// A file whose bytes the system reads in when they are accessed (`mmap`), and shares between
/// processes.
///
/// Others may write to a file while it is mapped, and what has been read by then may be of either. So whoever has
/// read asks whether it is unchanged before it is answered from: `checkUnchanged`, or for all that are mapped
/// `checkAllUnchanged`. What was cut off reads as zeros. `NewFile` changes no file, it puts another in its place.
package final class MappedFile: @unchecked Sendable {
  package let path: String
  package let bytes: UnsafeRawBufferPointer
  /// Its place among all that are mapped; `nil` where nothing is.
  private let guarded: Guarded?

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
      guarded = nil
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0)
    guard let address, address != MAP_FAILED else { throw .unreadable(path) }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
    guarded = Guarded(
      path: path, state: FileState(status), mapping: polyseme_guard_mapping(address, count))
    if let guarded { Self.all.withLock { _ = $0.insert(guarded) } }
  }

  /// Sees to it that all bytes that were read are those that the file had when it was mapped.
  ///
  /// A file that was removed, or replaced by another, is as it was here.
  ///
  /// - Throws: `FileError.changed`.
  package func checkUnchanged() throws(FileError) {
    if let guarded, !guarded.isUnchanged { throw .changed(path: path) }
  }

  /// Checks every file that is mapped now.
  ///
  /// - Throws: `FileError.changed`, of one of them.
  package static func checkAllUnchanged() throws(FileError) {
    let changed = all.withLock { $0.first { !$0.isUnchanged } }
    if let changed { throw .changed(path: changed.path) }
  }

  private static let all = Mutex<Set<Guarded>>([])

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
    if let guarded {
      Self.all.withLock { _ = $0.remove(guarded) }
      polyseme_release_mapping(guarded.mapping)
    }
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}

/// What is looked at to see whether a mapped file was written to.
private struct Guarded: Hashable, @unchecked Sendable {
  let path: String
  let state: FileState
  let mapping: OpaquePointer?

  /// - Complexity: One call of the system.
  var isUnchanged: Bool {
    if polyseme_is_mapping_damaged(mapping) != 0 { return false }
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    let now = FileState(status)
    return !now.isSameFile(as: state) || now == state
  }
}

/// Which file something is, and its status.
private struct FileState: Hashable {
  let device: Int
  let number: UInt64
  let status: FileStatus

  init(_ status: stat) {
    device = Int(status.st_dev)
    number = UInt64(status.st_ino)
    self.status = FileStatus(status)
  }

  func isSameFile(as other: FileState) -> Bool { device == other.device && number == other.number }
}
