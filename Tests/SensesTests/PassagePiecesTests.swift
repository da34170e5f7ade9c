import Corpora
import Testing

@testable import Senses

@Suite struct PassagePiecesTests {
  static func pieces(_ text: String, lineEndsPart: Bool = false, limit: Int = 1 << 15) -> [String] {
    var bytes = Array(text.utf8)
    let ranges = passagePieces(of: &bytes, lineEndsPart: lineEndsPart, limit: limit)
    return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func separatorsPart() {
    #expect(Self.pieces("a\u{0C}b\u{2029}c\u{2028}d") == ["a", "b", "c   d"])
    #expect(Self.pieces("a\u{2028}b", lineEndsPart: true) == ["a", "b"])
    #expect(Self.pieces("\u{0C}\u{0C}").isEmpty && Self.pieces("").isEmpty)
    #expect(Self.pieces("“a…”") == ["“a…”"])
  }

  @Test func whatIsTooLongIsCutAfterASentenceOrBetweenWords() {
    #expect(Self.pieces("One two. Three four", limit: 12) == ["One two.", " Three four"])
    #expect(Self.pieces("one two three", limit: 9) == ["one two", " three"])
    let marks = String(repeating: "水", count: 10)
    #expect(Self.pieces(marks, limit: 8).joined() == marks)
    #expect(Self.pieces(marks, limit: 8).allSatisfy { $0.utf8.count <= 8 })
  }

  @Test func placesLeadBackToTheLines() {
    let lines = PassageLines([
      .init(number: 3, start: 0, column: 2, offset: 22),
      .init(number: 4, start: 5, column: 0, offset: 30),
    ])
    #expect(lines.place(of: 0..<2) == (3, 2..<4))
    #expect(lines.place(of: 6..<8) == (4, 1..<3))
    #expect(lines.place(of: 2..<8) == (3, 4..<13))
    #expect(PassageLines(line: 7, from: 100).place(of: 1..<2) == (7, 101..<102))
  }

  @Test func sentencesOfAPassage() {
    var text = Array("  One two.  Three!\u{2028}Four \u{0C} five".utf8)
    let spans = sentenceSpans(inPassage: &text)
    #expect(
      spans.map { String(decoding: text[$0], as: UTF8.self) }
        == ["One two.", "Three!", "Four", "five"])
  }
}
