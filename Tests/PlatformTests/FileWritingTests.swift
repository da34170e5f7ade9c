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
