import Platform

/// A file of lines typed before, oldest first, one a line, that several sessions may share.
///
/// Only its owner can read it (mode 0600, its folder 0700). It is made when the first line is kept.
/// Each line is added under a lock, and the file is cut under the same lock, so that no session
/// loses the lines of another.
struct HistoryFile {
  /// How many lines are kept when the file is cut.
  let limit: Int
  /// How many more there may be before that happens.
  var slack: Int { limit / 4 }
  let path: String

  /// Lines in the file, as far as this session knows: those read, and its own.
  private var count = 0

  /// A longer line is not kept. Bytes.
  static let longestLine = 8192

  private let writing: FileWriting
  /// Passes the time while another session has the lock.
  private let pause: () -> Void

  init(
    path: String, limit: Int, writtenBy writing: FileWriting,
    pause: @escaping () -> Void = { usleep(10_000) }
  ) {
    precondition(limit > 0)
    self.path = path
    self.limit = limit
    self.writing = writing
    self.pause = pause
  }

  /// Where a program's history belongs: under `$XDG_STATE_HOME`, or `~/.local/state` where that is
  /// not set or not absolute (XDG Base Directory Specification 0.8).
  static func standardPath(program: String, environment: (String) -> String?) -> String? {
    func folder(_ name: String) -> String? {
      environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let state = folder("XDG_STATE_HOME") ?? folder("HOME").map { $0 + "/.local/state" }
    return state.map { "\($0)/\(program)/history" }
  }

  /// The last lines, at most `limit`; none where there is no such file yet.
  mutating func read() throws(HistoryTrouble) -> [[UInt8]] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if file < 0 {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw trouble(.last)
    }
    defer { close(file) }
    try checkRegular(file)
    let lines = try lines(of: file)
    count = lines.count
    return lines.suffix(limit).map { Array($0) }
  }

  /// Adds a line at the end.
  ///
  /// - Parameter line: Without a line feed in it.
  mutating func append(_ line: [UInt8]) throws(HistoryTrouble) {
    guard line.count <= Self.longestLine else { return }
    let file = try openLocked()
    defer { close(file) }
    var before = stat()
    guard fstat(file, &before) == 0 else { throw trouble(.last) }
    do throws(HistoryTrouble) {
      try write(line + [0x0A], to: file)
    } catch {
      // Half a line would run into the next one.
      ftruncate(file, before.st_size)
      throw error
    }
    count += 1
    if count > limit + slack { try cut(file) }
  }

  /// Opens the file under an exclusive lock, making it and its folders where they are missing.
  private func openLocked() throws(HistoryTrouble) -> Int32 {
    do {
      let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
      try writing.makeFolders(String(folder), mode: 0o700)
    } catch { throw trouble(error) }
    while true {
      let file: Int32
      do { file = try writing.open(addingTo: path).number } catch { throw trouble(error) }
      do throws(HistoryTrouble) {
        try checkRegular(file)
      } catch {
        close(file)
        throw error
      }
      lock(file)
      // Whoever had the lock before may have put another file in the place of this one.
      var opened = stat()
      var named = stat()
      if fstat(file, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino,
        opened.st_dev == named.st_dev
      {
        if opened.st_mode & 0o077 != 0 { fchmod(file, 0o600) }
        return file
      }
      close(file)
    }
  }

  /// Waits for the lock, but not for ever: a session that was stopped with the lock in hand, or a
  /// file system that knows no locks, must not hang the prompt. Adding needs it only while another
  /// session cuts.
  private func lock(_ file: Int32) {
    for _ in 0..<500 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      pause()
    }
  }

  /// Replaces the file, which is open and locked, by one of its last lines.
  private mutating func cut(_ file: Int32) throws(HistoryTrouble) {
    let lines = try lines(of: file)
    count = lines.count
    guard lines.count > limit else { return }
    // Once it has its name another session may open the new file and wait for its lock.
    do {
      try writing.write(
        Array(lines.suffix(limit).joined(separator: [0x0A])) + [0x0A], to: path, isPrivate: true)
    } catch { throw trouble(error) }
    count = limit
  }

  private func lines(of file: Int32) throws(HistoryTrouble) -> [ArraySlice<UInt8>] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = pread(file, &buffer, buffer.count, off_t(bytes.count))
      if got == 0 { break }
      if got > 0 {
        bytes += buffer[..<got]
      } else if errno != EINTR {
        throw trouble(.last)
      }
    }
    return bytes.split(separator: 0x0A)
  }

  private func write(_ bytes: [UInt8], to file: Int32) throws(HistoryTrouble) {
    do { try Descriptor(file).write(bytes) } catch { throw trouble(error) }
  }

  /// A device or pipe in the file's place is nobody's history.
  private func checkRegular(_ file: Int32) throws(HistoryTrouble) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw trouble(.last) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unusable(path: path, reason: "not a file")
    }
  }

  private func trouble(_ error: SystemError) -> HistoryTrouble {
    .unusable(path: path, reason: error.description)
  }

  private func trouble(_ error: FileError) -> HistoryTrouble {
    .unusable(path: path, reason: error.reason)
  }
}

/// Why lines typed are not remembered beyond the session. Nothing else suffers from it.
package enum HistoryTrouble: Error, Equatable, CustomStringConvertible {
  case unusable(path: String, reason: String)
  /// There is no home to keep them in.
  case noHome

  package var description: String {
    switch self {
    case .unusable(let path, let reason): "lines typed are not kept: \(path): \(reason)"
    case .noHome: "lines typed are not kept: neither XDG_STATE_HOME nor HOME names a folder"
    }
  }
}
