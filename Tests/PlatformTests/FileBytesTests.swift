import Foundation
import Platform
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

  @Test func aFileWithoutEnd() {
    #expect(throws: FileError.tooLarge(path: "/dev/zero", bytes: 10_001, limit: 10_000)) {
      try bytes(ofFile: "/dev/zero", atMost: 10_000)
    }
  }
}
