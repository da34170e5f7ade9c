import TestSupport
import Testing
import UnicodeText

@testable import Tokenization

/// Words stay words, whatever the pieces are.
struct SubwordTokenizerTests {
  /// Pieces by spelling; what has none is unknown, scalar by scalar.
  private func tokenizer(
    _ pieces: [String], normalizer: TextNormalizer? = nil,
    preTokenizer: PreTokenizer? = .metaspace(Metaspace()), added: [AddedToken] = []
  ) throws -> SubwordTokenizer {
    let words = ["<unk>", "<mask>", "▁"] + pieces
    let specials = SpecialWords(padding: "", unknown: "<unk>", start: "", end: "", mask: "<mask>")
    let vocabulary = try Vocabulary(
      try WordTable(pieces: words), specials: specials, needsSpecials: false)
    let model = try UnigramModel(
      pieces: words.map { ($0, $0.count > 1 ? -1 : -5) }, unknown: 0)
    return SubwordTokenizer(
      vocabulary: vocabulary,
      steps: .init(normalizer: normalizer, preTokenizer: preTokenizer, model: model),
      added: AddedTokens(added), frame: TextFrame(before: [], after: []))
  }

  private func words(_ text: TokenizedText) -> [String: [String]] {
    Dictionary(
      text.tokens.map { token in
        (token.text, token.pieces.map { text.tokenizer.vocabulary.word(text.ids[$0]) })
      }, uniquingKeysWith: { $0 + $1 })
  }

  @Test func rowsOfAWordAreThePiecesThatTouchIt() throws {
    let tokenizer = try tokenizer(["▁the", "▁ban", "k", "...", "bank's"])
    let text = tokenizer.tokenize("the bank...")
    #expect(
      words(text) == ["the": ["▁the"], "bank": ["▁ban", "k"], ".": ["...", "...", "..."]],
      "three stops are words with one row")
    // One piece over two words is a row of both.
    let clitic = try self.tokenizer(["▁", "bank's"]).tokenize("bank's")
    #expect(words(clitic) == ["bank": ["bank's"], "'s": ["bank's"]])
    // A piece for a space alone is nobody's.
    let spaced = try self.tokenizer(["x"]).tokenize("  x")
    #expect(spaced.ids.count == 3 && spaced.tokens.map(\.pieces) == [2..<3])
  }

  @Test func whatIsUnknownIsSaid() throws {
    let text = try tokenizer(["▁the"], normalizer: .lowercase).tokenize("The q")
    #expect(text.tokens.map(\.finding) == [.caseFolded, .unknown])
    #expect(text.tokens.map(\.form) == ["the", "q"] && text.tokens.map(\.key) == ["the", "q"])
  }

  @Test func rowsGoWithTheLastWordTheyBelongTo() throws {
    let text = try tokenizer(["▁", "bank's", "▁old"]).tokenize("old bank's old")
    #expect(text.ids.count == 4)
    let stem = text.removing(tokens: [1])
    #expect(stem.ids == text.ids && stem.tokens.map(\.pieces) == [0..<1, 2..<3, 3..<4])
    let both = text.removing(tokens: [1, 2])
    #expect(both.ids == [text.ids[0], text.ids[1], text.ids[3]], "the space belongs to nobody")
    #expect(both.tokens.map(\.pieces) == [0..<1, 2..<3])
  }

  @Test func replacedInItsPlace() throws {
    let tokenizer = try tokenizer(["▁old", "▁bank", "bank", "▁river"])
    let text = tokenizer.tokenize("old bank")
    let other = text.replacing(token: 1, with: "river")
    #expect(words(other) == ["old": ["▁old"], "river": ["▁river"]])
    #expect(other.tokens[1].isReplaced && other.tokens[1].bytes == 4..<8)
    #expect(words(text.replacing(token: 1, with: "bank")) == ["old": ["▁old"], "bank": ["▁bank"]])
    let none = text.replacing(token: 1, with: " ")
    #expect(none.tokens[1].finding == .unknown && none.ids == [text.ids[0], 0])
    #expect(none.tokens[1].form == "" && none.tokens[1].key == "")
    #expect(try text.masking(token: 0).ids == [1, text.ids[1]])
  }

  @Test func addedTokensAreWords() throws {
    let mask = AddedToken("<mask>", id: 1, isSpecial: true, stripsBefore: true)
    let tokenizer = try tokenizer(["▁a", "▁b"], added: [mask])
    let text = tokenizer.tokenize("a <mask> b")
    #expect(text.tokens.map(\.text) == ["a", "<mask>", "b"])
    #expect(text.tokens.map(\.pieces) == [0..<1, 1..<2, 2..<3])
    #expect(tokenizer.pieces(of: "a <mask> b").map(\.characters) == [0..<1, 1..<8, 8..<10])
  }

  /// Composed first: the marks are kept that tokenizers loses.
  @Test func decomposedTextIsComposedForAMapOfCharacters() throws {
    // A map of nothing: the trie has only a root.
    let map = try CharacterMap([0, 4, 0, 0] + [UInt8](repeating: 0, count: 1024) + [0])
    let alone = TextNormalizer.characterMap(map)
    for normalizer in [alone, .sequence([.lowercase, alone])] {
      let tokenizer = try tokenizer(["▁ế"], normalizer: normalizer)
      #expect(tokenizer.tokenize("e\u{302}\u{301}").ids == [3])
      #expect(tokenizer.pieces(of: "e\u{302}\u{301}").map(\.id) == [3])
    }
  }

  @Test func badBytesKeepTheirPlaces() throws {
    let text = try tokenizer(["▁a", "▁b"]).tokenize(
      SourceText(bytes: [0x61, 0x20, 0xFF, 0x20, 0x62]))
    #expect(text.tokens.map(\.bytes).last == 4..<5 && text.tokens.last?.characters == 4..<5)
  }

  @Test func takesLinearTime() throws {
    let tokenizer = try tokenizer(["▁a", "é"], normalizer: .sequence([.form(.nfkc), .lowercase]))
    for unit in ["a ", "É", "e\u{301}", "a<mask>", "\u{301}"] {
      expectLinearTime(upTo: 80_000 / unit.utf8.count) { count in
        _ = tokenizer.tokenize(String(repeating: unit, count: count))
      }
    }
  }
}
