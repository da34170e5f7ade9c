import Foundation
import Platform
import TestSupport
import Testing

struct FileBytesTests {
  @Test(arguments: [0, 1, 4095, 4096, 4097, 100_000])
  func wholeFiles(size: Int) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    let contents = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(contents).write(to: file)
    #expect(try bytes(ofFile: file.path, atMost: 100_000) == contents)
    if size > 0 {
      #expect(throws: FileError.tooLarge(path: file.path, bytes: size, limit: size - 1)) {
        try bytes(ofFile: file.path, atMost: size - 1)
      }
    }
  }

  /// A pipe to which nobody writes is not waited for.
  @Test func whatIsNoPlainFile() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    for path in ["/dev/zero", folder("pipe")] {
      #expect(throws: FileError.unreadable(path: path, reason: "not a plain file")) {
        try bytes(ofFile: path, atMost: 10_000)
      }
    }
  }
}
