import TestSupport
import Testing

@testable import Tokenization

struct UnigramModelTests {
  private func pieces(_ text: String, _ model: UnigramModel) -> [Subword] {
    var pieces: [Subword] = []
    model.cut(Array(text.utf8).span, into: &pieces)
    return pieces
  }

  private func model(
    _ pieces: [(text: String, score: Double)], bytes: Bool = false
  ) throws -> UnigramModel {
    try UnigramModel(pieces: [("<unk>", 0)] + pieces, unknown: 0, byteFallback: bytes)
  }

  @Test func bestSumOfScores() throws {
    let model = try model([
      ("a", 0), ("b", 0), ("c", 0), ("d", 0), ("cd", 1), ("ab", 2), ("abc", 5), ("abcd", 10),
    ])
    #expect(pieces("abcdacd", model).map(\.id) == [8, 1, 5])
    #expect(pieces("abcdacd", model).map(\.end) == [4, 5, 7])
  }

  /// Both ways have the same sum; the piece that starts first is the short one.
  @Test func tie() throws {
    let model = try model([("a", -1), ("aa", -1)])
    #expect(pieces("aaa", model).map(\.id) == [1, 2])
  }

  @Test func laterOfTwoCounts() throws {
    let model = try model([("a", -1), ("b", -1), ("ab", -1), ("ab", -9)])
    #expect(pieces("ab", model).map(\.id) == [1, 2])
    #expect(
      pieces("ab", try self.model([("ab", -9), ("a", -1), ("b", -1), ("ab", -1)])).map(\.id) == [4])
  }

  @Test func unknownNeighboursAreOne() throws {
    let model = try model([("a", -1)])
    #expect(
      pieces("xéa🙂", model) == [
        Subword(id: 0, start: 0, end: 3, isUnknown: true), Subword(id: 1, start: 3, end: 4),
        Subword(id: 0, start: 4, end: 8, isUnknown: true),
      ])
  }

  /// They are one before their bytes are looked up: a byte that has no piece makes both unknown, and each byte stands for both.
  @Test func bytesOfUnknownNeighbours() throws {
    let bytes: [(text: String, score: Double)] = ["78", "C3", "A9"].map { ("<0x\($0)>", -3) }
    let model = try model([("a", -1)] + bytes, bytes: true)
    #expect(pieces("xé", model).map(\.id) == [2, 3, 4])
    #expect(pieces("xé", model).allSatisfy { $0.start == 0 && $0.end == 3 && !$0.isUnknown })
    #expect(pieces("xy", model) == [Subword(id: 0, start: 0, end: 2, isUnknown: true)])
  }

  /// Unknown characters score ten less than the least piece: -1 + -13 is less than -13.5.
  @Test func scoreOfUnknown() throws {
    #expect(pieces("ax", try model([("a", -1), ("ax", -3)])).map(\.id) == [2])
    #expect(pieces("ax", try model([("a", 30), ("ax", -3)])).map(\.id) == [1, 0])
  }

  @Test func noPieceForUnknown() {
    #expect(throws: SubwordModelError.unknownID(1, count: 1)) {
      try UnigramModel(pieces: [("a", 0)], unknown: 1)
    }
  }

  @Test(arguments: ["a", "x", "🙂", "ab", "▁"])
  func longTextTakesLinearTime(unit: String) throws {
    let model = try model([
      ("a", -1), ("aa", -2), ("ab", -1), ("▁", -4), (String(repeating: "a", count: 20), -2),
    ])
    expectLinearTime(upTo: 40_000) { count in
      #expect(!pieces(String(repeating: unit, count: count), model).isEmpty)
    }
  }
}
