import Foundation
import Testing

@testable import Corpora

@Suite struct FileLinesTests {
  static func lines(of bytes: [UInt8], stoppingAfter limit: Int = .max) throws -> [[UInt8]] {
    let path = NSTemporaryDirectory() + "/polyseme-lines-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var lines: [[UInt8]] = []
    try FileLines(path: path).forEach { line in
      lines.append((0..<line.count).map { line[$0] })
      return lines.count < limit
    }
    return lines
  }

  @Test(
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]),
      ("\n\na\n", ["", "", "a"]), ("a\rb\n", ["a\rb"]),
    ] as [(String, [String])])
  func endsAreTakenOff(text: String, lines: [String]) throws {
    #expect(try Self.lines(of: Array(text.utf8)) == lines.map { Array($0.utf8) })
  }

  /// Lines that cross the border between two chunks of a mebibyte.
  @Test func chunksDoNotShow() throws {
    let bytes = (0..<(3 << 20)).map {
      UInt8(truncatingIfNeeded: $0 % 999_983 == 7 ? 10 : 65 + $0 % 26)
    }
    let expected = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    #expect(try Self.lines(of: bytes) == expected)
  }

  @Test func stopsWhenAsked() throws {
    #expect(try Self.lines(of: Array("a\nb\nc\n".utf8), stoppingAfter: 2).count == 2)
  }

  @Test func aMissingFileIsNamed() {
    #expect(
      throws: FileLinesError.cannotOpen(
        path: "/no/such/file", reason: "No such file or directory")
    ) { try FileLines(path: "/no/such/file").forEach { _ in true } }
    #expect(throws: FileLinesError.self) { try FileLines(path: "/").forEach { _ in true } }
  }
}
