import Platform
import Shell

/// What was typed and answered at the prompt, added to a file as it comes, without colours. Nobody else can read a file that
/// is made.
final class SessionText {
  private let file: Descriptor

  /// - Throws: `FileError.unwritable`.
  init(path: String, writtenBy writing: FileWriting) throws {
    do { file = try writing.open(addingTo: path) } catch {
      throw FileError.unwritable(path, error)
    }
  }

  deinit { close(file.number) }

  /// A log that cannot be written is no reason to end a session.
  func add(_ bytes: [UInt8]) {
    var plain: [UInt8] = []
    var isEscape = false
    for byte in bytes {
      if isEscape {
        isEscape = byte != 0x6D
      } else if byte == 0x1B {
        isEscape = true
      } else {
        plain.append(byte)
      }
    }
    try? file.write(plain)
  }
}
