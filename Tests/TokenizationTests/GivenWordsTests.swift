import TestSupport
import Testing
import UnicodeText

@testable import Tokenization

/// The words of an annotated corpus are tokens, whatever a tokenizer's own boundaries are.
struct GivenWordsTests {
  private static let words = WordTokenizer(
    vocabulary: smallVocabulary, composer: WordComposer(bucketCount: 1000),
    added: AddedTokens([AddedToken("[MASK]", id: smallVocabulary.mask, isSpecial: true)]))
  private static let wordPieces = WordPieceTokenizer(vocabulary: smallPieces)
  private static let bytePairs: SubwordTokenizer = {
    let letters = "abcdefghijklmnopqrstuvwxyz'.,[]-".map(String.init)
    let pieces =
      letters + ["Ġ", "<mask>", "ba", "nk", "bank", "Ġb", "Ġbank", "do", "Ġdo", "n'", "n't"]
    let specials = SpecialWords(padding: "", unknown: "", start: "", end: "", mask: "<mask>")
    let model = try! BPEModel(
      pieces: pieces.enumerated().map { ($1, Int32($0)) },
      merges: [
        ("b", "a"), ("n", "k"), ("ba", "nk"), ("Ġ", "bank"), ("d", "o"), ("Ġ", "do"), ("n", "'"),
        ("n'", "t"),
      ])
    return SubwordTokenizer(
      vocabulary: try! Vocabulary(
        try! WordTable(pieces: pieces), specials: specials, needsSpecials: false),
      steps: .init(
        preTokenizer: .byteLevel(prefixesSpace: false, splits: false), model: model),
      added: AddedTokens([AddedToken("<mask>", id: Int32(pieces.firstIndex(of: "<mask>")!))]),
      frame: TextFrame(before: [], after: []))
  }()
  private static let all: [any Tokenizer] = [words, wordPieces, bytePairs]

  /// A text whose words are parted by `|`, each of which is given; ` ` and what is between two `|` is a gap.
  private func cut(_ text: String, _ tokenizer: any Tokenizer) -> (TokenizedText, [[String]]) {
    var bytes: [UInt8] = []
    var words: [Range<Int>] = []
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      let isGap = part.allSatisfy(\.isWhitespace) || part.hasPrefix("~")
      let start = bytes.count
      bytes += part.utf8.drop { $0 == UInt8(ascii: "~") }
      if !isGap { words.append(start..<bytes.count) }
    }
    let found = tokenizer.tokenize(SourceText(bytes: bytes), words: words)
    let rows = found.tokens.map { $0.pieces.map { tokenizer.vocabulary.word(found.ids[$0]) } }
    return (found, rows)
  }

  @Test func wholeWordsAreLookedUpAsTheyAreGiven() {
    let (text, rows) = cut("The| |river bank|'s| |bank's| |caf|é|.", Self.words)
    #expect(
      text.tokens.map(\.text) == ["The", "river bank", "'s", "bank's", "caf", "é", "."])
    #expect(
      rows == [
        ["the"], ["river", "bank"], ["'s"], ["bank", "'s"], ["[UNK]"], ["[UNK]"], ["."],
      ])
    #expect(text.composed.keys.sorted() == [6, 7])
    #expect(text.tokens[1].key == "river bank" && text.tokens[0].finding == .caseFolded)
    #expect(cut("don't", Self.words).1 == [["don't"]])
    #expect(cut("do|n't", Self.words).0.tokens.map(\.key) == ["do", "n't"])
  }

  @Test func wordPiecesAreThoseOfTheText() {
    let (text, rows) = cut("un|affable| |want|ed| |the bank|~, the |banks", Self.wordPieces)
    #expect(
      text.tokens.map(\.text) == [
        "un", "affable", "want", "ed", "the bank", ",", "the", "banks",
      ])
    #expect(
      rows == [
        ["un"], ["##aff", "##able"], ["want"], ["##ed"], ["the", "bank"], [","], ["the"],
        ["bank", "##s"],
      ])
    #expect(text.ids == Self.wordPieces.tokenize(text.source).ids)
    // A piece over the border of two words is a row of both.
    #expect(cut("river|bank", Self.wordPieces).1 == [["riverbank"], ["riverbank"]])
    #expect(cut("riverbank| |bank", Self.wordPieces).0.tokens[1].key == "bank")
  }

  @Test func bytePairsAreThoseOfTheText() {
    let (text, rows) = cut("do|n't| |bank|-|bank| |a bank", Self.bytePairs)
    #expect(text.tokens.map(\.text) == ["do", "n't", "bank", "-", "bank", "a bank"])
    #expect(
      rows == [["do"], ["n't"], ["Ġbank"], ["-"], ["bank"], ["a", "Ġbank"]])
    #expect(text.ids == Self.bytePairs.tokenize(text.source).ids)
  }

  @Test func addedTokensAreFoundInGapsAndAsWords() {
    for (tokenizer, mask) in [(Self.words, "[MASK]"), (Self.bytePairs, "<mask>")]
      as [(any Tokenizer, String)]
    {
      let (text, rows) = cut("bank| |\(mask)|~ \(mask) |a\(mask)", tokenizer)
      #expect(text.tokens.map(\.text) == ["bank", mask, mask, "a\(mask)"], "\(tokenizer)")
      #expect(rows[1] == [mask] && rows[2] == [mask])
    }
  }

  @Test(arguments: 0..<3)
  func ownWordsGivenAreTheSame(kind: Int) {
    let tokenizer = Self.all[kind]
    for text in [
      "", " ", "The bank's river, don't", "unaffable bank \u{301}a\u{301}b", "中文 ①ß 🏳️‍🌈!",
      "a bank.The \u{200B}do\u{AD}n't",
    ] {
      let own = tokenizer.tokenize(text)
      let given = tokenizer.tokenize(own.source, words: own.tokens.map(\.bytes))
      #expect(given.ids == own.ids && given.tokens == own.tokens, "\(text.debugDescription)")
      #expect(given.composed == own.composed)
    }
  }

  @Test(arguments: 0..<3)
  func wordsAndGapsRejoin(kind: Int) {
    let tokenizer = Self.all[kind]
    var generator = SplitMix64(seed: 35)
    for kind in RandomText.allCases {
      for _ in 0..<60 {
        let bytes = kind.bytes(using: &generator)
        // Words of any bytes, some of them within a scalar.
        var words: [Range<Int>] = []
        var place = 0
        while true {
          let start = place + Int.random(in: 0..<4, using: &generator)
          let end = start + Int.random(in: 1..<8, using: &generator)
          guard end <= bytes.count else { break }
          words.append(start..<end)
          place = end
        }
        let text = tokenizer.tokenize(SourceText(bytes: bytes), words: words)
        var joined: [UInt8] = []
        for (gap, token) in zip(text.gaps, text.tokens) {
          joined += bytes[gap] + bytes[token.bytes]
          #expect(!token.pieces.isEmpty && token.pieces.upperBound <= text.ids.count)
        }
        #expect(joined + bytes[text.gaps.last!] == bytes, "\(bytes)")
      }
    }
  }
}
