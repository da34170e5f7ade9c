/// A file beside the one whose place it will take, locked as long as its writer lives. One without a lock is what a killed
/// process has left.
struct TemporaryFile {
  let path: String
  /// Open to be written, by nobody else.
  let file: Descriptor

  /// Makes one, and takes away those for the same target that killed processes have left.
  init(beside target: String) throws(SystemError) {
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? ""
    let beginning = Self.beginning(
      for: String(target[(slash.map(target.index(after:)) ?? target.startIndex)...]))
    Self.removeAbandoned(beginning, in: folder)
    while true {
      var template = Array("\(folder)\(beginning)XXXXXX".utf8CString)
      // Nobody else can read it.
      let number = mkstemp(&template)
      guard number >= 0 else { throw .last }
      let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      _ = fcntl(number, F_SETFD, FD_CLOEXEC)
      // Before it was locked another writer may have taken it for abandoned.
      if (try? Descriptor(number).lock()) != false, Self.isFile(number, at: path) {
        (self.path, file) = (path, Descriptor(number))
        return
      }
      close(number)
    }
  }

  /// How its name begins; six letters follow. A long name is cut, so that the whole is no longer than names may be.
  private static func beginning(for name: String) -> String {
    let marks = (".", ".polyseme-")
    let most = Int(NAME_MAX) - marks.0.utf8.count - marks.1.utf8.count - 6
    var kept = name
    while kept.utf8.count > most { kept.unicodeScalars.removeLast() }
    return marks.0 + kept + marks.1
  }

  private static func removeAbandoned(_ beginning: String, in folder: String) {
    for name in allEntries(of: folder.isEmpty ? "." : folder)
    where name.utf8.starts(with: beginning.utf8) && name.utf8.count == beginning.utf8.count + 6 {
      let path = folder + name
      let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard number >= 0 else { continue }
      defer { close(number) }
      if (try? Descriptor(number).lock()) == true, isFile(number, at: path) { unlink(path) }
    }
  }

  /// Whether a plain file that is open is still what a path leads to.
  private static func isFile(_ number: CInt, at path: String) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(number, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_mode & S_IFMT == S_IFREG
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }
}
