import Foundation
import Platform
import TestSupport
import Testing

@testable import LineEditing

@Suite struct HistoryTests {
  static func kept(_ lines: [String], by history: inout History) -> [String] {
    lines.filter { history.keep(Array($0.utf8)) }
  }

  @Test func someLinesAreNotKept() {
    var history = History()
    #expect(
      Self.kept(
        ["a", "a", " secret", "a", "", " ", "\t", "b", "a", "a\0b", "\tb"], by: &history)
        == ["a", "b", "a", "\tb"])
    #expect(history.trouble == nil)
  }

  @Test func laterSessionsGoOnFromEarlierOnes() throws {
    let folder = try TemporaryFolder()
    var first = History(path: folder("history"), writtenBy: FileWriting())
    #expect(first.read() == [])
    #expect(Self.kept(["a", "b"], by: &first) == ["a", "b"])
    var second = History(path: folder("history"), writtenBy: FileWriting())
    #expect(second.read() == [Array("a".utf8), Array("b".utf8)])
    #expect(Self.kept(["b", "c"], by: &second) == ["c"])
    #expect(try HistoryFileTests.lines(folder("history")) == ["a", "b", "c"])
  }

  @Test func troubleLeavesLinesForThisSession() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder("taken")))
    var history = History(path: folder("taken/history"), writtenBy: FileWriting())
    #expect(history.read() == [])
    #expect(history.trouble == nil)
    #expect(Self.kept(["a", "a", "b"], by: &history) == ["a", "b"])
    #expect(
      history.trouble == .unusable(path: folder("taken/history"), reason: "Not a directory"))
  }
}
