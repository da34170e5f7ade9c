/// The right to write files.
///
/// Whatever makes, changes or removes a file takes one, and in this package there is no other way to. What holds none, as
/// a session that runs the lines of a stranger's file, cannot write. It is made by the program itself, for what a person
/// started.
public struct FileWriting: Sendable {
  /// The person's data folder; `nil` where there is none.
  public let data: String?

  public init(data: String? = nil) { self.data = data }
}

extension FileWriting {
  /// Begins a file that takes its name when it is whole.
  ///
  /// - Parameter isPrivate: Whether nobody else may read it. A file of the name keeps its permissions.
  /// - Throws: `FileError.unwritable`.
  package func newFile(at path: String, isPrivate: Bool = false) throws(FileError) -> NewFile {
    try NewFile(path: path, isPrivate: isPrivate)
  }

  /// Writes a file, whole or not at all.
  ///
  /// - Throws: `FileError.unwritable`.
  package func write(
    _ bytes: [UInt8], to path: String, isPrivate: Bool = false
  ) throws(FileError) {
    try write(to: path, isPrivate: isPrivate) { file throws(FileError) in try file.write(bytes) }
  }

  /// Writes a file part by part, whole or not at all. What `body` throws is thrown on, and the old file stays.
  package func write(
    to path: String, isPrivate: Bool = false, _ body: (NewFile) throws(FileError) -> Void
  ) throws(FileError) {
    let file = try newFile(at: path, isPrivate: isPrivate)
    try body(file)
    try file.finish()
  }

  /// Opens a file to be read and added to at its end. One that is made is for its owner alone.
  package func open(addingTo path: String) throws(SystemError) -> Descriptor {
    let number = openFile(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard number >= 0 else { throw .last }
    return Descriptor(number)
  }

  /// Takes a lock that one process has at a time, in a file that is made.
  ///
  /// - Returns: `nil` where another has it.
  /// - Throws: `FileError.unwritable`.
  package func lock(_ path: String) throws(FileError) -> FileLock? { try FileLock(path: path) }

  /// Makes a folder, where there is none.
  ///
  /// - Throws: `FileError.unwritable`.
  package func makeFolder(_ folder: String, mode: mode_t = 0o777) throws(FileError) {
    guard mkdir(folder, mode) == 0 || errno == EEXIST else { throw .unwritable(folder) }
  }

  /// Makes a folder and those around it, where there are none.
  ///
  /// - Throws: `FileError.unwritable`.
  package func makeFolders(_ folder: String, mode: mode_t = 0o777) throws(FileError) {
    if folder.isEmpty || exists(folder) { return }
    if let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      try makeFolders(String(folder[..<slash]), mode: mode)
    }
    try makeFolder(folder, mode: mode)
  }

  /// - Returns: Whether it is gone.
  @discardableResult
  package func remove(_ path: String) -> Bool { unlink(path) == 0 || errno == ENOENT }
}

// Out of the type, whose own method hides that of the library.
private func openFile(_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt {
  open(path, flags, mode)
}
