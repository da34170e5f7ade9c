import ContextualEmbeddings
import Platform
import Senses

/// The right to write files, each whole or not at all.
///
/// A session that a person started has it; one that runs what a file says has none. Commands have no other way to open
/// a file for writing.
public struct FileWriting: Sendable {
  /// The person's data folder; `nil` where there is none.
  let data: String?

  public init(data: String? = SenseFolder.data) { self.data = data }

  /// - Throws: `FileError.unwritable`.
  func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try AtomicFile.write(bytes, to: path)
  }

  /// - Throws: `FileError.unwritable`.
  func write(lines: [[UInt8]], to path: String) throws(FileError) {
    try AtomicFile.write(to: path) { file throws(FileError) in
      for line in lines { try file.write(line) }
    }
  }

  /// Writes what DURel takes into a folder, which is made.
  ///
  /// - Returns: The paths of the files.
  /// - Throws: `FileError.unwritable`.
  func write(_ files: DURelFiles, to folder: String) throws(FileError) -> [String] {
    try makeFolders(folder)
    let written = [("uses.csv", files.uses), ("instances.csv", files.instances)]
    for (name, lines) in written {
      try write(lines: lines.map { Array("\($0)\n".utf8) }, to: "\(folder)/\(name)")
    }
    return written.map { "\(folder)/\($0.0)" }
  }

  /// The folder where files are found that say what a model's numbers mean.
  ///
  /// - Parameter isOwn: Whether it is to be the person's in any case.
  /// - Throws: As `MadeFiles.folder`.
  func folder(ofSenseFilesFor model: Model, isOwn: Bool) throws -> String {
    try MadeFiles.folder(for: model, isOwn: isOwn, data: data)
  }

  /// Writes such files.
  ///
  /// - Returns: Their paths.
  /// - Throws: `FileError.unwritable`.
  func write(_ files: MadeFiles, to folder: String) throws(FileError) -> [String] {
    try files.write(to: folder)
  }

  /// Writes a model as one folder.
  ///
  /// - Throws: As `Model.export(to:)`.
  func export(_ model: Model, to folder: String) throws(FileError) {
    try model.export(to: folder)
  }
}

extension Session {
  /// What a command that does nothing but write asks for.
  ///
  /// - Throws: `ShellError`, where this session may not write.
  func writing() throws -> FileWriting {
    guard let files else {
      throw ShellError("no-writing", "a session that is run again writes no file")
    }
    return files
  }

  /// Writes what an answer also says. Where this session may not write, the answer is the same and no file comes.
  func write(_ bytes: [UInt8], to path: String) throws {
    try files?.write(bytes, to: path)
  }
}
