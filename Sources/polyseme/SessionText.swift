import Platform
import Shell

/// What was typed and answered at the prompt, added to a file as it comes, without colours.
final class SessionText {
  private let file: Descriptor

  /// - Throws: `FileError.unwritable`.
  init(path: String) throws {
    file = Descriptor(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666))
    guard file.number >= 0 else { throw FileError.unwritable(path) }
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
