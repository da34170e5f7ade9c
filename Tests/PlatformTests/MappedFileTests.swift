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
    try FileWriting().write(Array("newer".utf8), to: folder("a"))
    #expect(Array(file.bytes) == Array("old".utf8))
  }

  /// The bytes that are gone read as zeros, and the file says so.
  @Test func aFileThatIsCutShort() throws {
    let folder = try TemporaryFolder()
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    try folder.write(String(repeating: "a", count: 4 * page), "a")
    try folder.write("whole", "b")
    let files = try (MappedFile(path: folder("a")), MappedFile(path: folder("b")))
    try files.0.checkUnchanged()
    truncate(folder("a"), off_t(page))
    let sum = files.0.bytes.reduce(0) { $0 + Int($1) }
    #expect(sum == page * Int(UInt8(ascii: "a")))
    #expect(throws: FileError.changed(path: folder("a"))) { try files.0.checkUnchanged() }
    #expect(throws: FileError.changed(path: folder("a"))) { try MappedFile.checkAllUnchanged() }
    try files.1.checkUnchanged()
    // That it has its length again does not bring back what was read.
    truncate(folder("a"), off_t(4 * page))
    #expect(throws: FileError.changed(path: folder("a"))) { try files.0.checkUnchanged() }
  }

  @Test func aFileThatIsWrittenTo() throws {
    let folder = try TemporaryFolder()
    try folder.write("bank", "a")
    let file = try MappedFile(path: folder("a"))
    let other = open(folder("a"), O_WRONLY)
    defer { close(other) }
    // Two writes in one tick of the system's clock cannot be told apart.
    usleep(20_000)
    #expect(pwrite(other, "B", 1, 0) == 1)
    #expect(throws: FileError.changed(path: folder("a"))) { try file.checkUnchanged() }
  }

  @Test func aFileThatIsReplacedOrRemovedIsUnchanged() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", "a")
    let file = try MappedFile(path: folder("a"))
    try FileWriting().write(Array("newer".utf8), to: folder("a"))
    try file.checkUnchanged()
    unlink(folder("a"))
    try file.checkUnchanged()
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
        == "\(folder.path)/no␊file: cannot be read: No such file or directory")
  }
}
