import Foundation
import Platform
import TestSupport
import Testing

struct FileWritingTests {
  private func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  @Test func writesAndReplaces() throws {
    let folder = try TemporaryFolder()
    let path = folder("a")
    try FileWriting().write([1, 2, 3], to: path)
    #expect(bytes(path) == [1, 2, 3])
    try FileWriting().write([], to: path)
    #expect(bytes(path) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  /// As a full disk does, the writer fails half way.
  @Test func theOldFileStaysWhole() throws {
    let folder = try TemporaryFolder()
    let path = folder("a")
    try FileWriting().write([1, 2, 3], to: path)
    let error = FileError.unwritable(path: path, reason: "No space left on device")
    #expect(throws: error) {
      try FileWriting().write(to: path) { file throws(FileError) in
        try file.write([4, 5, 6, 7])
        throw error
      }
    }
    #expect(bytes(path) == [1, 2, 3])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test func aFIFOThatNobodyReadsIsNotWaitedForForEver() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    let nobody = FileError.unwritable(
      path: folder("pipe"), reason: "nobody reads it; start what reads it first")
    #expect(throws: nobody) { try FileWriting().write([1], to: folder("pipe")) }
    let reader = try Descriptor(reading: folder("pipe"))
    defer { close(reader.number) }
    try FileWriting().write([1, 2], to: folder("pipe"))
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(try reader.read(into: &buffer) == 2 && buffer[..<2] == [1, 2])
  }

  @Test func permissionsAreThoseOfTheOldFileOrUsual() throws {
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    let folder = try TemporaryFolder()
    let (new, usual) = (folder("new"), folder("usual"))
    try FileWriting().write([1], to: new)
    try Data([1]).write(to: URL(fileURLWithPath: usual))
    #expect(try mode(new) == mode(usual))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: new)
    try FileWriting().write([2], to: new)
    #expect(try mode(new) == 0o600)
  }

  @Test func aPrivateFileIsItsOwnersAlone() throws {
    let folder = try TemporaryFolder()
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    try FileWriting().write([1], to: folder("new"), isPrivate: true)
    #expect(try mode(folder("new")) == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: folder("new"))
    try FileWriting().write([2], to: folder("new"), isPrivate: true)
    #expect(try mode(folder("new")) == 0o664)
    close(try FileWriting().open(addingTo: folder("log")).number)
    #expect(try mode(folder("log")) == 0o600)
  }

  /// A killed writer leaves its file, which nobody locks any more; the next one takes that away, and no other.
  @Test func whatKilledWritersLeaveGoesWithTheNext() throws {
    let folder = try TemporaryFolder()
    let others = [".a.polyseme-abcdefg", ".ab.polyseme-abcdef", "a.polyseme-abcdef", "b"]
    for name in others + [".a.polyseme-abcdef", ".a.polyseme-AAAAAA"] {
      try Data([9]).write(to: URL(fileURLWithPath: folder(name)))
    }
    try FileManager.default.createDirectory(
      atPath: folder(".a.polyseme-folder"), withIntermediateDirectories: false)
    try FileWriting().write([1], to: folder("a"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == (others + [".a.polyseme-folder", "a"]).sorted())
  }

  @Test func twoWritersOfOneNameLeaveEachOtherAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder("a")
    let first = try FileWriting().newFile(at: path)
    try first.write([1])
    let second = try FileWriting().newFile(at: path)
    try second.write([2, 2])
    try FileWriting().write([3], to: path)
    #expect(bytes(path) == [3])
    try first.write([1])
    try first.finish()
    #expect(bytes(path) == [1, 1])
    try second.finish()
    #expect(bytes(path) == [2, 2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test func manyWritersOfOneNameAllEnd() async throws {
    let folder = try TemporaryFolder()
    let path = folder("a")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for _ in 0..<100 {
            try FileWriting().write([UInt8](repeating: UInt8(writer), count: 999), to: path)
          }
        }
      }
      try await group.waitForAll()
    }
    let last = try #require(bytes(path))
    #expect(last.count == 999 && Set(last).count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
  }

  @Test(arguments: ["a", "é", "水"]) func aNameMayBeAsLongAsNamesMayBe(letter: String) throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: letter, count: 255 / letter.utf8.count)
    try FileWriting().write([1], to: folder(name))
    try FileWriting().write([2], to: folder(name))
    #expect(bytes(folder(name)) == [2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
  }

  @Test func aLinkStaysALink() throws {
    let folder = try TemporaryFolder()
    try FileWriting().write([1], to: folder("file"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "file")
    try FileWriting().write([2], to: folder("link"))
    #expect(bytes(folder("file")) == [2])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "file")
  }

  @Test func whatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    let missing = folder("no/a")
    #expect(throws: FileError.unwritable(path: missing, reason: "No such file or directory")) {
      try FileWriting().write([1], to: missing)
    }
    #expect(throws: FileError.unwritable(path: folder.path, reason: "Is a directory")) {
      try FileWriting().write([1], to: folder.path)
    }
  }

  #if os(Linux)
    @Test func aDeviceIsWrittenToDirectly() throws {
      try FileWriting().write([1], to: "/dev/null")
      #expect(
        throws: FileError.unwritable(path: "/dev/full", reason: "No space left on device")
      ) { try FileWriting().write([1], to: "/dev/full") }
    }
  #endif
}
