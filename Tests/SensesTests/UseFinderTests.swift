import Testing
import Tokenization
import UnicodeText

@testable import Senses

@Suite struct UseFinderTests {
  static let tokenizer = WordTokenizer(
    vocabulary: try! Vocabulary(
      words: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bank", "is", "ice", "cream"]))

  @Test func findsEveryUseWithItsSentence() throws {
    let line = "It rained. The Bank is a BANK, not an embankment. Bank’s?"
    let finder = try #require(UseFinder("bank", tokenizer: Self.tokenizer))
    let uses = finder.uses(inLine: 7, Array(line.utf8))
    #expect(
      uses.map { String(decoding: Array(line.utf8)[$0.place], as: UTF8.self) }
        == ["Bank", "BANK", "Bank"])
    #expect(
      uses.map(\.sentence.string)
        == Array(repeating: "The Bank is a BANK, not an embankment.", count: 2) + ["Bank’s?"])
    #expect(uses.allSatisfy { $0.line == 7 })
    for use in uses {
      let text = Self.tokenizer.tokenize(use.sentence)
      let tokens = try #require(finder.tokens(of: use, in: text))
      #expect(finder.uses(in: text).contains(tokens))
    }
  }

  @Test func wordsInARowAreOneUse() throws {
    let finder = try #require(UseFinder("Ice cream", tokenizer: Self.tokenizer))
    let uses = finder.uses(inLine: 1, Array("ice ice cream, ICE  CREAM".utf8))
    #expect(uses.map(\.place) == [4..<13, 15..<25])
    #expect(UseFinder("  ", tokenizer: Self.tokenizer) == nil)
  }

  @Test func disguisedSpellingsAreFound() throws {
    let finder = try #require(UseFinder("bank", tokenizer: Self.tokenizer))
    let line =
      "a ba\u{AD}nk, \u{FF22}ank\u{200F} b\u{E4}nk bank\u{202F}? _bank_ **bank** bank\u{2BC}s bank.The banker."
    func mayFind(_ finder: UseFinder, _ line: String) -> Bool {
      let utf8 = Array(line.utf8)
      return finder.mayFind(in: utf8.span)
    }
    #expect(mayFind(finder, line))
    #expect(
      finder.uses(inLine: 1, Array(line.utf8)).map {
        String(decoding: Array(line.utf8)[$0.place], as: UTF8.self)
      } == [
        "ba\u{AD}nk", "\u{FF22}ank\u{200F}", "b\u{E4}nk", "bank", "bank", "bank", "bank", "bank",
      ])
    // A word that is not listed too, and from either spelling.
    for (word, line) in [
      ("zyx", "a Zy\u{AD}x"), ("zy\u{200D}x", "a zyx"), ("\u{FF5A}yx", "zyx"),
      ("don't", "don\u{2BC}t"),
      ("20", "\u{FF12}\u{FF10}"),
    ] {
      let finder = try #require(UseFinder(word, tokenizer: Self.tokenizer))
      #expect(mayFind(finder, line))
      #expect(finder.uses(inLine: 1, Array(line.utf8)).count == 1, "\(word) in \(line)")
    }
  }

  /// Models of word pieces read what their normalizer leaves; a search does not mind case even where they do.
  @Test(arguments: [true, false]) func wordPiecesAreFoundAsTheyAreNormalized(lowercases: Bool)
    throws
  {
    let tokenizer = WordPieceTokenizer(
      vocabulary: Self.tokenizer.vocabulary, options: .init(lowercases: lowercases))
    let finder = try #require(UseFinder("Bank", tokenizer: tokenizer))
    let uses = finder.uses(inLine: 1, Array("BANK bank ba\u{AD}nk b\u{E4}nk bankers".utf8))
    #expect(uses.map(\.place) == [0..<4, 5..<9, 10..<16] + (lowercases ? [17..<22] : []))
  }

  /// A line separator ends a sentence in a line that is read by itself.
  @Test func sentencesOfALineEndAtItsSeparators() {
    let finder = UseFinder("bank", tokenizer: Self.tokenizer)!
    var collector = UseCollector(finder: finder, capacity: 10, seed: 1)
    collector.read(Array("by the bank\u{2028}the bank lends".utf8).span)
    #expect(collector.uses.map(\.sentence.string) == ["by the bank", "the bank lends"])
    #expect(collector.lines == 1)
  }

  @Test func aStreamIsCountedAndSampled() throws {
    let finder = try #require(UseFinder("bank", tokenizer: Self.tokenizer))
    var collector = UseCollector(finder: finder, capacity: 3, seed: 1)
    for i in 0..<50 { collector.read(Array((i % 2 == 0 ? "the bank" : "the tank").utf8).span) }
    collector.read([0xFF, 0x62, 0x61, 0x6E, 0x6B].span)
    #expect(collector.lines == 51)
    #expect(collector.bytes == 50 * 9 + 6)
    #expect(collector.found >= 25)
    #expect(collector.uses.count == 3)
    #expect(collector.uses.map(\.line) == collector.uses.map(\.line).sorted())
  }
}
