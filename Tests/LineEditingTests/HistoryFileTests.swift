import Foundation
import Platform
import TestSupport
import Testing

@testable import LineEditing

@Suite struct HistoryFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  static func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  static func append(_ line: String, to file: inout HistoryFile) throws {
    try file.append(Array(line.utf8))
  }

  @Test func isMadeForTheFirstLineAndForItsOwnerOnly() throws {
    var file = HistoryFile(
      path: folder("state/polyseme/history"), limit: 10, writtenBy: FileWriting())
    #expect(try file.read() == [])
    #expect(!FileManager.default.fileExists(atPath: folder("state")))
    try Self.append("one", to: &file)
    try Self.append("twö", to: &file)
    #expect(try Self.mode(folder("state")) == 0o700)
    #expect(try Self.mode(folder("state/polyseme")) == 0o700)
    #expect(try Self.mode(file.path) == 0o600)
    #expect(try Self.lines(file.path) == ["one", "twö"])
    var later = HistoryFile(path: file.path, limit: 10, writtenBy: FileWriting())
    #expect(try later.read() == [Array("one".utf8), Array("twö".utf8)])
  }

  @Test func aFileOpenToOthersIsClosedToThem() throws {
    try Data("old\n".utf8).write(to: URL(fileURLWithPath: folder("history")))
    chmod(folder("history"), 0o644)
    var file = HistoryFile(path: folder("history"), limit: 10, writtenBy: FileWriting())
    try Self.append("new", to: &file)
    #expect(try Self.mode(file.path) == 0o600)
    #expect(try Self.lines(file.path) == ["old", "new"])
  }

  @Test func isCutToItsLimit() throws {
    var file = HistoryFile(path: folder("history"), limit: 100, writtenBy: FileWriting())
    for number in 1...125 { try Self.append("\(number)", to: &file) }
    #expect(try Self.lines(file.path).count == 125)
    try Self.append("126", to: &file)
    #expect(try Self.lines(file.path) == (27...126).map { "\($0)" })
    #expect(try Self.mode(file.path) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history"])
    for number in 127...10_000 { try Self.append("\(number)", to: &file) }
    let lines = try Self.lines(file.path)
    #expect((100...125).contains(lines.count))
    #expect(lines.last == "10000")
    var later = HistoryFile(path: file.path, limit: 7, writtenBy: FileWriting())
    #expect(try later.read().count == 7)
  }

  @Test func aLinkStaysALink() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: folder("real"))
    var file = HistoryFile(path: folder("link"), limit: 4, writtenBy: FileWriting())
    for number in 1...6 { try Self.append("\(number)", to: &file) }
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == folder("real"))
    #expect(try Self.lines(folder("real")) == ["3", "4", "5", "6"])
  }

  @Test func aVeryLongLineIsNotKept() throws {
    var file = HistoryFile(path: folder("history"), limit: 4, writtenBy: FileWriting())
    try file.append([UInt8](repeating: 0x78, count: HistoryFile.longestLine + 1))
    #expect(!FileManager.default.fileExists(atPath: file.path))
    try file.append([UInt8](repeating: 0x78, count: HistoryFile.longestLine))
    #expect(try Self.lines(file.path).map(\.count) == [HistoryFile.longestLine])
  }

  /// Each of several sessions finds all its lines in the file, or, where that was cut, its last ones
  /// without a gap.
  @Test(arguments: [10_000, 40]) func sessionsSideBySideLoseNothing(limit: Int) async throws {
    let path = folder("history")
    let (sessions, count) = (6, 150)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for session in 0..<sessions {
        group.addTask {
          var file = HistoryFile(path: path, limit: limit, writtenBy: FileWriting())
          _ = try file.read()
          for number in 0..<count { try Self.append("\(session) \(number)", to: &file) }
        }
      }
      try await group.waitForAll()
    }
    let lines = try Self.lines(path)
    #expect(lines.count == min(lines.count, sessions * count))
    #expect(lines.count >= min(limit, sessions * count))
    #expect(lines.count <= limit + limit / 4 * sessions)
    for session in 0..<sessions {
      let own = lines.filter { $0.hasPrefix("\(session) ") }
      #expect(own == (0..<count).suffix(own.count).map { "\(session) \($0)" })
    }
    var file = HistoryFile(path: path, limit: limit, writtenBy: FileWriting())
    #expect(try file.read().count == min(lines.count, limit))
  }

  /// While another session cuts the file nothing is added to it, and afterwards to the new one.
  @Test func aSessionWaitsForAnotherThatCuts() throws {
    let path = folder("history")
    var file = HistoryFile(path: path, limit: 10, writtenBy: FileWriting())
    try Self.append("old", to: &file)
    // A program that another test starts would keep the lock.
    let held = open(path, O_RDONLY | O_CLOEXEC)
    #expect(flock(held, LOCK_EX) == 0)
    try Data("cut\n".utf8).write(to: URL(fileURLWithPath: folder("copy")))
    let copy = folder("copy")
    var waits = 0
    var other = HistoryFile(path: path, limit: 10, writtenBy: FileWriting()) {
      waits += 1
      guard waits == 2 else { return }
      #expect((try? Self.lines(path)) == ["old"])
      #expect(rename(copy, path) == 0)
      close(held)
    }
    try Self.append("new", to: &other)
    #expect(waits == 2)
    #expect(try Self.lines(path) == ["cut", "new"])
  }

  @Test func aFileWhereAFolderShouldBeIsSaid() throws {
    try Data().write(to: URL(fileURLWithPath: folder("taken")))
    var file = HistoryFile(
      path: folder("taken/polyseme/history"), limit: 4, writtenBy: FileWriting())
    #expect(try file.read() == [])
    let error = #expect(throws: HistoryTrouble.self) { try Self.append("one", to: &file) }
    #expect(error?.description == "lines typed are not kept: \(file.path): Not a directory")
  }

  @Test func aDeviceIsNoHistory() throws {
    var file = HistoryFile(path: "/dev/null", limit: 4, writtenBy: FileWriting())
    let trouble = HistoryTrouble.unusable(path: "/dev/null", reason: "not a file")
    #expect(throws: trouble) { try file.read() }
    #expect(throws: trouble) { try Self.append("one", to: &file) }
  }

  @Test(.enabled(if: geteuid() != 0, "a folder is never read-only to root"))
  func aReadOnlyFolderIsSaid() throws {
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    var file = HistoryFile(path: folder("polyseme/history"), limit: 4, writtenBy: FileWriting())
    #expect(
      throws: HistoryTrouble.unusable(path: file.path, reason: "Permission denied")
    ) { try Self.append("one", to: &file) }
  }

  @Test func itsPlaceFollowsTheXDGFolders() {
    func place(_ environment: [String: String]) -> String? {
      HistoryFile.standardPath(program: "polyseme") { environment[$0] }
    }
    #expect(place(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/polyseme/history")
    #expect(place(["HOME": "/h"]) == "/h/.local/state/polyseme/history")
    #expect(place(["XDG_STATE_HOME": "", "HOME": "/h"]) == "/h/.local/state/polyseme/history")
    #expect(place(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/polyseme/history")
    #expect(place(["XDG_STATE_HOME": "s"]) == nil)
    #expect(place(["HOME": ""]) == nil)
  }
}
