import ContextualEmbeddings
import Platform

/// The right to write files, each whole or not at all.
///
/// A session that a person started has it; one that runs what a file says has none. Commands have no other way to open
/// a file for writing.
public struct FileWriting: Sendable {
  public init() {}

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
