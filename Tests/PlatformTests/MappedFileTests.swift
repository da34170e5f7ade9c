import Foundation
import Platform
import TestSupport
import Testing

struct MappedFileTests {
  @Test func bytesOfAFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("bank", "a")
    try folder.write("", "empty")
    let file = try MappedFile(path: folder("a"))
    #expect(Array(file.bytes) == Array("bank".utf8))
    #expect(try MappedFile(path: folder("empty")).bytes.isEmpty)
  }

  /// Who reads a file goes on reading it as it was.
  @Test func aReplacedFileStaysAsItWas() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", "a")
    let file = try MappedFile(path: folder("a"))
    try AtomicFile.write(Array("newer".utf8), to: folder("a"))
    #expect(Array(file.bytes) == Array("old".utf8))
  }

  @Test func whatIsLetGoStaysReadable() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "river bank ", count: 4000)
    try folder.write(text, "a")
    let file = try MappedFile(path: folder("a"))
    for range in [0..<44_000, 100..<43_000, 5..<9, 44_000..<44_000] { file.letGo(of: range) }
    #expect(Array(file.bytes) == Array(text.utf8))
  }

  @Test func whatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.unreadable(path: folder.path, reason: "Is a directory")) {
      try MappedFile(path: folder.path)
    }
    #expect(throws: FileError.unreadable(path: "/dev/null", reason: "not a plain file")) {
      try MappedFile(path: "/dev/null")
    }
    let missing = folder("no\nfile")
    let error = #expect(throws: FileError.self) { try MappedFile(path: missing) }
    #expect(
      error?.description
        == "\(folder.path)/no\u{FFFD}file: cannot be read: No such file or directory")
  }
}
