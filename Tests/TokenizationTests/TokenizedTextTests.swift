import Testing
import Tokenization
import UnicodeText

struct TokenizedTextTests {
  static let words = WordTokenizer(
    vocabulary: smallVocabulary, composer: WordComposer(bucketCount: 1000))
  static let pieces = WordPieceTokenizer(vocabulary: smallPieces)

  func ids(_ words: String...) -> [Int32] { words.map { smallVocabulary.id(of: $0)! } }

  @Test func removing() {
    let text = Self.words.tokenize("The Zyx bank, the river.")
    let rest = text.removing(tokens: [0, 3, 99])
    #expect(rest.tokens.map(\.text) == ["Zyx", "bank", "the", "river", "."])
    #expect(rest.ids == ids("[UNK]", "bank", "the", "river", "."))
    #expect(rest.composed == [0: text.composed[1]!])
    #expect(rest.tokens.map(\.pieces) == (0..<5).map { $0..<$0 + 1 })
    #expect(rest.tokens[1].bytes == 8..<12, "places stay those of the source")
    #expect(rest.gaps.first == 0..<4, "what is removed is part of the gap")
    expectRejoins(rest, text.source.bytes)
    #expect(text.removing(tokens: []).tokens == text.tokens)
    #expect(text.removing(tokens: Set(text.tokens.indices)).ids == [])
  }

  @Test func removingWordsOfSeveralPieces() {
    let text = Self.pieces.tokenize("unaffable banks wanted")
    #expect(text.tokens.map(\.pieces) == [0..<3, 3..<5, 5..<7])
    let rest = text.removing(tokens: [0])
    #expect(rest.ids == Array(text.ids[3...]))
    #expect(rest.tokens.map(\.pieces) == [0..<2, 2..<4])
  }

  @Test func replacing() {
    let text = Self.words.tokenize("The bank opens.")
    let other = text.replacing(token: 1, with: "River")
    #expect(other.tokens.map(\.text) == ["The", "River", "opens", "."])
    #expect(other.ids == ids("the", "river", "[UNK]", "."))
    #expect(other.tokens[1].form == "river")
    #expect(other.tokens[1].finding == .caseFolded)
    #expect(other.tokens[1].bytes == text.tokens[1].bytes)
    #expect(other.tokens[1].isReplaced && !other.tokens[0].isReplaced)
    #expect(other.composed == text.composed)
    #expect(other.tokens[1] != text.tokens[1])
    #expect(other.tokens[0] == text.tokens[0])
  }

  @Test func replacingByAWordToCompose() {
    let text = Self.words.tokenize("opens the bank opens")
    let other = text.replacing(token: 1, with: "Zyx")
    #expect(other.tokens[1].finding == .composed)
    #expect(other.composed[1]?.buckets == WordComposer(bucketCount: 1000).buckets(of: "zyx"))
    #expect(other.parts(of: 1) == [other.composed[1]])
    #expect(other.composed[0] == text.composed[0])
    #expect(other.composed[3] == text.composed[3])
    #expect(other.ids == ids("[UNK]", "[UNK]", "bank", "[UNK]"))
  }

  @Test func replacingBySeveralWordsKeepsTheNumberOfTokens() {
    let text = Self.words.tokenize("the bank opens")
    let other = text.replacing(token: 1, with: "Zyx river bank")
    #expect(other.tokens.count == 3)
    #expect(other.tokens[1].pieces == 1..<4)
    #expect(other.tokens[2].pieces == 4..<5)
    #expect(other.tokens[1].finding == .composed)
    #expect(other.tokens[1].form == "zyx river bank")
    #expect(other.ids == ids("the", "[UNK]", "river", "bank", "[UNK]"))
    #expect(other.composed.keys.sorted() == [1, 4])
    #expect(other.composed[4] == text.composed[2])
    #expect(other.replacing(token: 1, with: "money").ids == ids("the", "money", "[UNK]"))
  }

  @Test func replacingByNothing() {
    let other = Self.words.tokenize("the bank").replacing(token: 1, with: " ")
    #expect(other.ids == ids("the", "[UNK]"))
    #expect(other.tokens[1].finding == .unknown)
  }

  @Test func masking() throws {
    let text = try Self.pieces.tokenize("unaffable banks").masking(token: 0)
    #expect(
      text.ids == [smallPieces.mask!, smallPieces.id(of: "bank")!, smallPieces.id(of: "##s")!])
    #expect(text.tokens[0].text == "[MASK]")
    #expect(text.tokens[1].pieces == 1..<3)
  }

  @Test func withoutAMaskWord() throws {
    let words = try Vocabulary(words: ["[UNK]", "[CLS]", "[SEP]", "bank"])
    let text = WordTokenizer(vocabulary: words).tokenize("bank")
    #expect(throws: VocabularyError.missingSpecial(word: "[MASK]")) { try text.masking(token: 0) }
  }

  @Test func noSuchToken() async {
    await #expect(processExitsWith: .failure) {
      _ = TokenizedTextTests.words.tokenize("the bank").replacing(token: 2, with: "x")
    }
  }
}
