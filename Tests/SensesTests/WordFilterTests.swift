import TestSupport
import Testing
import Tokenization
import UnicodeText

@testable import Senses

@Suite struct WordFilterTests {
  static func mayFind(_ word: String, in line: String) -> Bool {
    WordFilter(keys: word.split(separator: " ").map { String($0).wordKey }).mayFind(
      in: Array(line.utf8).span)
  }

  @Test func caseDoesNotCount() {
    for line in ["bank", "the BANK.", "a Bank", "embankment", "xxban bank"] {
      #expect(Self.mayFind("Bank", in: line), "\(line)")
    }
    for line in ["", "ban", "ban k", "bang", "the river"] {
      #expect(!Self.mayFind("bank", in: line), "\(line)")
    }
  }

  @Test func theLongestRunOfTheWordIsLookedFor() {
    #expect(Self.mayFind("ice cream", in: "he said CREAM"))
    #expect(!Self.mayFind("ice cream", in: "nice"))
    #expect(Self.mayFind("naïveté", in: "NAÏVETÉ"))
    #expect(Self.mayFind("水", in: "anything"))
  }

  @Test func disguisesAreSeenThrough() {
    for line in [
      "ba\u{AD}nk", "b\u{E4}\u{F1}k", "\u{FF22}\u{FF21}\u{FF2E}\u{FF2B}", "x𝐛𝐚𝐧𝐤",
      "ba\u{200B}\u{2060}nk",
      "b\u{FE0F}a\u{301}\u{302}nk\u{200F}", "the ㏃ank", "Ban\u{212A}s", "xⓑⓐⓝⓚ",
    ] {
      #expect(Self.mayFind("bank", in: line) == !line.contains("㏃"), "\(line)")
    }
    #expect(Self.mayFind("official", in: "oﬃcial"))
    #expect(
      Self.mayFind("kgs", in: "㎏s") && Self.mayFind("g1", in: "㎏1") && !Self.mayFind("gs", in: "㎏"))
    #expect(Self.mayFind("strasse", in: "Straße") && Self.mayFind("2000", in: "２０\u{AD}00"))
    for line in [
      "ba–nk", "“ba”nk", "бank", "ba中nk", "b½ank", "ba nk", "ba\u{A0}nk", "ba\nnk", "ba\tnk",
    ] {
      #expect(!Self.mayFind("bank", in: line), "\(line)")
    }
  }

  /// Bytes that are no UTF-8 are left out by some models, so they part no word.
  @Test func badBytesDoNotHideAWord() {
    let filter = WordFilter(keys: ["bank"])
    func mayFind(_ line: [UInt8]) -> Bool { filter.mayFind(in: line.span) }
    #expect(mayFind([0x62, 0x61, 0xFF, 0xC3, 0x6E, 0x6B]))
    #expect(mayFind([0x62, 0x61, 0x6E, 0xE2, 0x80, 0x6B]))
    #expect(!mayFind([0x62, 0x61, 0x6E, 0xE2, 0x80]))
  }

  /// A scalar inside a word that a tokenizer reads as another must not hide it.
  @Test func everyScalarInAWordIsSeenThrough() throws {
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    let bank =
      words + ["bank", "banks", "ba", "nk", "##s"]
      + (97...122).map { "ban\(UnicodeScalar(UInt8($0)))k" }
    let tokenizers: [any Tokenizer] = [
      WordTokenizer(vocabulary: try Vocabulary(words: bank)),
      WordPieceTokenizer(vocabulary: try Vocabulary(words: bank)),
      WordPieceTokenizer(
        vocabulary: try Vocabulary(words: bank), options: .init(lowercases: false)),
    ]
    var seen = 0
    for value in UInt32(0x01)...0xE01FF {
      guard let scalar = Unicode.Scalar(value), !(0x3400...0xA000 ~= value),
        !(0xAC00...0xD7A3 ~= value), !(0x20000...0xDFFFF ~= value)
      else { continue }
      let line = "BAN\(scalar)k"
      for (place, tokenizer) in tokenizers.enumerated() {
        let key = tokenizer.tokenize(line).tokens.first!.key
        guard !key.utf8.elementsEqual("ban".utf8) else { continue }
        seen += 1
        if !WordFilter(keys: [key]).mayFind(in: Array(line.utf8).span) {
          Issue.record("U+\(String(value, radix: 16)) hides \(key) from tokenizer \(place)")
        }
      }
    }
    #expect(seen > 5000)
  }

  @Test(arguments: RandomText.allCases)
  func whateverIsFoundIsLetThrough(kind: RandomText) throws {
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "ab", "s", "aé"]
    let tokenizers: [any Tokenizer] = [
      WordTokenizer(vocabulary: try Vocabulary(words: words), composer: .init(bucketCount: 16)),
      WordPieceTokenizer(vocabulary: try Vocabulary(words: words)),
    ]
    var generator = SplitMix64(seed: 31)
    for _ in 0..<2000 {
      let line = kind.bytes(using: &generator)
      for tokenizer in tokenizers {
        for token in tokenizer.tokenize(SourceText(bytes: line)).tokens {
          if !WordFilter(keys: [token.key]).mayFind(in: line.span) {
            Issue.record("\(line) \(token.key)")
          }
        }
      }
    }
  }
}
