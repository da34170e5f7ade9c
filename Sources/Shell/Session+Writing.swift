import Platform
import Senses

public typealias FileWriting = Platform.FileWriting

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
  mutating func write(_ bytes: [UInt8], to path: String) throws {
    guard let files else { return unwritten.append(path) }
    try files.write(bytes, to: path)
  }

  /// Writes what DURel takes into a folder, which is made; as `write(_:to:)` does.
  ///
  /// - Returns: The paths of the files.
  mutating func write(_ answer: DURelFiles, to folder: String) throws -> [String] {
    try files?.makeFolders(folder)
    let parts = [("uses.csv", answer.uses), ("instances.csv", answer.instances)]
      .map { (path: "\(folder)/\($0)", lines: $1) }
    for part in parts {
      try write(part.lines.flatMap { Array("\($0)\n".utf8) }, to: part.path)
    }
    return parts.map(\.path)
  }
}
