import TestSupport
import Testing
import UnicodeText

@testable import Tokenization

struct AddedTokensTests {
  /// What is found: the tokens in angle brackets, other text as it is, white space that a token takes left out.
  private func parts(_ text: String, _ tokens: AddedToken..., asText: Bool = false) -> [String] {
    let bytes = Array(text.utf8)
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return AddedTokens(tokens, readsSpecialsAsText: asText).parts(of: bytes.span).map {
      switch $0 {
      case .text(let range): string(range)
      case .token(let token, let range, _): "⟨\(token.content)=\(string(range))⟩"
      }
    }
  }

  private func token(
    _ content: String, special: Bool = false, single: Bool = false, before: Bool = false,
    after: Bool = false
  ) -> AddedToken {
    AddedToken(
      content, id: 1, isSpecial: special, isSingleWord: single, stripsBefore: before,
      stripsAfter: after, isNormalized: false)
  }

  @Test func whereTheyAre() {
    #expect(parts("a b") == ["a b"])
    #expect(parts("") == [])
    #expect(parts("", token("x")) == [])
    #expect(parts("a<x>b<x>", token("<x>")) == ["a", "⟨<x>=<x>⟩", "b", "⟨<x>=<x>⟩"])
    #expect(parts("<x><x>", token("<x>")) == ["⟨<x>=<x>⟩", "⟨<x>=<x>⟩"])
    #expect(parts("<X> <x", token("<x>")) == ["<X> <x"])
    #expect(parts("née中", token("e"), token("中")) == ["né", "⟨e=e⟩", "⟨中=中⟩"])
  }

  /// The first to start, and of those the longest; what is found is not searched again.
  @Test func leftmostLongest() {
    let tokens = (token("ab"), token("abcd"), token("bcdef"))
    #expect(parts("abcdef", tokens.0, tokens.1, tokens.2) == ["⟨abcd=abcd⟩", "ef"])
    #expect(parts("abcx", tokens.0, tokens.1, tokens.2) == ["⟨ab=ab⟩", "cx"])
    #expect(parts("aaa", token("aa")) == ["⟨aa=aa⟩", "a"])
  }

  @Test(arguments: [
    ("x", true), ("x.", true), ("-x", true), ("(x)", true), ("é x 中", true), ("²x", true),
    ("xs", false), ("ax", false), ("x_", false), ("1x", false), ("x\u{301}", false),
    ("中x", false), ("x\u{200D}", false), ("Ⓐx", false), ("Ⅷx", false),
  ])
  func singleWords(text: String, isFound: Bool) {
    #expect(parts(text, token("x", single: true)).contains("⟨x=x⟩") == isFound, "\(text)")
  }

  /// What is not a word by itself is passed by as a whole.
  @Test func aLongerOneThatIsNoWordHidesAShorter() {
    #expect(parts("abcd", token("abc", single: true), token("ab")) == ["abcd"])
  }

  @Test func whiteSpaceAround() {
    let (before, after) = (token("<", before: true), token(">", after: true))
    #expect(parts("a \u{A0}\n< b", before) == ["a", "⟨<=<⟩", " b"])
    #expect(parts("a > \u{3000}b", after) == ["a ", "⟨>=>⟩", "b"])
    #expect(parts("  <  ", before) == ["⟨<=<⟩", "  "])
    #expect(parts(">  <", before, after) == ["⟨>=>⟩", "⟨<=<⟩"])
    #expect(parts("> >  x", after) == ["⟨>=>⟩", "⟨>=>⟩", "x"])
  }

  @Test func specialsThatAreText() {
    let tokens = (token("<x>", special: true), token("y"))
    #expect(parts("<x>y", tokens.0, tokens.1) == ["⟨<x>=<x>⟩", "⟨y=y⟩"])
    #expect(parts("<x>y", tokens.0, tokens.1, asText: true) == ["<x>", "⟨y=y⟩"])
  }

  private func read(
    _ text: String, lowercases: Bool, _ tokens: [AddedToken]
  ) throws -> TokenizedText {
    let options = WordPieceTokenizer.Options(lowercases: lowercases)
    let contents = tokens.filter { $0.id ?? 0 >= smallPieces.count }.map(\.content)
    let vocabulary = try Vocabulary(words: Array(smallPieces.words) + contents)
    return WordPieceTokenizer(
      vocabulary: vocabulary, options: options,
      added: AddedTokens(tokens, normalize: options.normalization.normalized),
      pieceCount: smallPieces.count
    ).tokenize(text)
  }

  @Test func tokensOfAText() throws {
    let next = Int32(smallPieces.count)
    let tokens = [
      AddedToken("[TGT]", id: next, isSpecial: true), AddedToken("Newtok", id: next + 1),
      AddedToken("[MASK]", id: 4, isSpecial: true), AddedToken("[NONE]", id: nil, isSpecial: true),
    ]
    let text = try read("The [TGT]bank NEWTOK [MASK]é [NONE]s", lowercases: true, tokens)
    #expect(
      text.tokens.map(\.text) == ["The", "[TGT]", "bank", "NEWTOK", "[MASK]", "é", "[NONE]", "s"])
    #expect(
      text.tokens.map(\.form) == ["the", "[TGT]", "bank", "Newtok", "[MASK]", "e", "[NONE]", "s"])
    #expect(text.tokens[1].bytes == 4..<9 && text.tokens[5].bytes == 27..<29)
    #expect(text.tokens[5].characters == 27..<28)
    #expect(Array(text.ids[1...4]) == [next, smallPieces.id(of: "bank"), next + 1, 4])
    #expect(text.ids[6] == smallPieces.unknown)
    #expect(
      text.tokens.map(\.finding) == [
        .caseFolded, .asTyped, .asTyped, .caseFolded, .asTyped, .withoutAccents, .unknown, .unknown,
      ])
    expectRejoins(text, text.source.bytes)
    // An added token is no piece of a word, and with capitals kept it is found only as it is written.
    #expect(try read("[TGT", lowercases: true, tokens).tokens.count == 2)
    #expect(try read("NEWTOK Newtok", lowercases: false, tokens).ids == [1, next + 1])
  }

  /// Ideographs get spaces around them, in the token as in the text.
  @Test func normalizedTokens() throws {
    let next = Int32(smallPieces.count)
    let tokens = [
      AddedToken("中文", id: next), AddedToken("Café", id: next + 1, isSingleWord: true),
    ]
    let text = try read("中中文 cafe\u{301} CAFÉs Café", lowercases: true, tokens)
    #expect(text.tokens.map(\.text) == ["中", "中文", "cafe", "CAFÉs", "Café"])
    #expect(Array(text.ids[1...2]) == [next, next + 1] && text.ids.last == next + 1)
    expectRejoins(text, text.source.bytes)
  }

  @Test func amongWholeWords() throws {
    let next = Int32(smallVocabulary.count)
    let vocabulary = try Vocabulary(words: Array(smallVocabulary.words) + ["[TGT]"])
    let tokenizer = WordTokenizer(
      vocabulary: vocabulary, added: AddedTokens([AddedToken("[TGT]", id: next, isSpecial: true)]))
    let text = tokenizer.tokenize("the [TGT] bank's[TGT]mask")
    #expect(text.tokens.map(\.text) == ["the", "[TGT]", "bank", "'s", "[TGT]", "mask"])
    #expect(text.ids[1] == next && text.ids[4] == next)
    expectRejoins(text, text.source.bytes)
  }

  @Test(arguments: RandomText.allCases)
  func wordsAndGapsRejoin(kind: RandomText) throws {
    var generator = SplitMix64(seed: 5)
    let next = Int32(smallPieces.count)
    func known(_ piece: String) -> Int32 { smallPieces.id(of: piece)! }
    let tokens = [
      AddedToken("a", id: known("a"), stripsBefore: true, stripsAfter: true),
      AddedToken(" ", id: next, isNormalized: false),
      AddedToken("é", id: known("é"), stripsAfter: true), AddedToken("中", id: known("中")),
      AddedToken("\u{301}", id: next + 1, stripsBefore: true, isNormalized: false),
    ]
    for _ in 0..<300 {
      let bytes = kind.bytes(using: &generator)
      for lowercases in [true, false] {
        let text = try read(
          SourceText(bytes: bytes).string, lowercases: lowercases, tokens)
        expectRejoins(text, text.source.bytes)
      }
    }
  }

  @Test(arguments: ["a", "ab", "aab"])
  func longTextTakesLinearTime(unit: String) {
    let long = String(repeating: "a", count: AddedTokens.longestContent - 1)
    let added = AddedTokens([token(long + "x"), token("aab")])
    expectLinearTime(upTo: 8_000) { count in
      let bytes = Array(String(repeating: unit, count: count).utf8)
      #expect(!added.parts(of: bytes.span).isEmpty)
    }
  }
}
