import TestSupport
import Testing
import Tokenization
import UnicodeText

struct WordPieceTokenizerTests {
  static let uncased = WordPieceTokenizer(vocabulary: smallPieces)
  static let cased = WordPieceTokenizer(
    vocabulary: smallPieces, options: .init(lowercases: false))

  func pieces(_ text: String, _ tokenizer: WordPieceTokenizer = uncased) -> [[String]] {
    let found = tokenizer.tokenize(text)
    return found.tokens.map { $0.pieces.map { smallPieces.word(found.ids[$0]) } }
  }

  @Test(
    arguments: [
      ("UNwantéd,running", [["[UNK]"], [","], ["runn", "##ing"]]),
      ("unaffable", [["un", "##aff", "##able"]]),
      ("the  banks", [["the"], ["bank", "##s"]]),
      ("Riverbanks", [["riverbank", "##s"]]),
      ("thebank", [["[UNK]"]]),
      ("中文ab", [["中"], ["文"], ["ab"]]),
      ("aab", [["a", "##a", "##b"]]),
      ("\u{301}a\u{301}b", [["ab"]]),
      ("a\u{200B}b\u{0}", [["ab"]]),
      ("CAFÉ cafe\u{301}", [["cafe"], ["cafe"]]),
      ("≠", [["="]]),
      ("[MASK]", [["["], ["mask"], ["]"]]),
      ("\u{301} \u{FFFD}\t\n", []),
      ("", []),
    ] as [(String, [[String]])])
  func uncasedPieces(text: String, pieces: [[String]]) {
    #expect(self.pieces(text) == pieces)
  }

  @Test(
    arguments: [
      ("The é aé", [["[UNK]"], ["é"], ["a", "##é"]]),
      ("a\u{301}", [["a", "##\u{301}"]]),
    ] as [(String, [[String]])])
  func casedPieces(text: String, pieces: [[String]]) {
    let found = self.pieces(text, Self.cased)
    #expect(found.map { $0.map { Array($0.utf8) } } == pieces.map { $0.map { Array($0.utf8) } })
  }

  @Test func longestWord() {
    #expect(
      pieces(String(repeating: "a", count: 100)) == [["a"] + Array(repeating: "##a", count: 99)])
    #expect(pieces(String(repeating: "a", count: 101)) == [["[UNK]"]])
  }

  @Test func rangesAndFindings() {
    let text = Self.uncased.tokenize("Café a\u{200B}b, zz the\u{301}")
    #expect(text.tokens.map(\.text) == ["Café", "a\u{200B}b", ",", "zz", "the"])
    #expect(text.tokens.map(\.form) == ["cafe", "ab", ",", "zz", "the"])
    #expect(text.tokens.map(\.bytes) == [0..<5, 6..<11, 11..<12, 13..<15, 16..<19])
    #expect(
      text.tokens.map(\.finding)
        == [.withoutAccents, .compatibility, .asTyped, .unknown, .withoutAccents])
    // The letter and its accent are one Character, of which the word has the letter.
    #expect(text.tokens.map(\.characters) == [0..<4, 5..<8, 8..<9, 10..<12, 13..<16])
  }

  @Test func smallLetters() {
    let text = Self.uncased.tokenize("THE İ")
    #expect(text.tokens.map(\.form) == ["the", "i"])
    #expect(text.tokens[0].finding == .caseFolded)
    let keeping = WordPieceTokenizer(
      vocabulary: smallPieces, options: .init(lowercases: true, stripsAccents: false))
    #expect(keeping.tokenize("İ").tokens.map { Array($0.form.utf8) } == [Array("i\u{307}".utf8)])
  }

  @Test(arguments: RandomText.allCases)
  func wordsAndGapsRejoin(kind: RandomText) {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<1000 {
      let bytes = kind.bytes(using: &generator)
      for tokenizer in [Self.uncased, Self.cased] {
        expectRejoins(tokenizer.tokenize(SourceText(bytes: bytes)), bytes)
      }
    }
  }

  @Test(arguments: ["a", "aff", "中", "\u{301}", "🇩", "é", ", "])
  func longTextTakesLinearTime(unit: String) {
    expectLinearTime(upTo: 24_000) { count in
      let text = Self.uncased.tokenize(String(repeating: unit, count: count))
      #expect(text.ids.count <= 2 * count)
    }
  }
}
