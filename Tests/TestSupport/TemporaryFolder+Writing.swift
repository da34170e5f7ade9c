import Foundation

extension TemporaryFolder {
  /// Writes a file, and the folders above it.
  public func write(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: self(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
