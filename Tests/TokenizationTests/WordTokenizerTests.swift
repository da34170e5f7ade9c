import TestSupport
import Testing
import Tokenization
import UnicodeText

struct WordTokenizerTests {
  static let tokenizer = WordTokenizer(vocabulary: smallVocabulary)
  static let composing = WordTokenizer(
    vocabulary: smallVocabulary, composer: WordComposer(bucketCount: 1000))

  @Test func wordsHaveALetterOrADigit() {
    let tokens = Self.tokenizer.tokenize("The 42 ½ é , $ 🏳️‍🌈").tokens
    #expect(tokens.map(\.isWord) == [true, true, true, true, false, false, false])
  }

  @Test(
    arguments: [
      ("The bank's open.", ["The", "bank", "'s", "open", "."]),
      ("bank 's bank 's' bank 'S", ["bank", "'s", "bank", "'", "s", "'", "bank", "'S"]),
      ("don’t can't o'clock", ["don’t", "can't", "o'clock"]),
      (
        "you're we’ll i'm they'VE he'd",
        ["you", "'re", "we", "’ll", "i", "'m", "they", "'VE", "he", "'d"]
      ),
      ("I'd've BANK’S 1990's x1's", ["I", "'d", "'ve", "BANK", "’S", "1990", "'s", "x1", "'s"]),
      ("rock 'n' roll", ["rock", "'", "n", "'", "roll"]),
      ("'s' 'tis 'bank's'", ["'", "s", "'", "'", "tis", "'", "bank", "'s", "'"]),
      ("''s _'s s's", ["'", "'s", "_", "'s", "s", "'s"]),
      // A circled letter is a sign (So), and a clitic needs a letter or number before it.
      ("Ⓐ's Ⓐ's's", ["Ⓐ's", "Ⓐ's", "'s"]),
      ("d'ye o'reilly's", ["d'ye", "o'reilly", "'s"]),
      ("well-known", ["well", "-", "known"]),
      (
        "3.14 1,000 1,2,x e.g. U.S. a_b",
        ["3.14", "1,000", "1,2", ",", "x", "e.g", ".", "U.S", ".", "a_b"]
      ),
      ("...!? (“bank”)", [".", ".", ".", "!", "?", "(", "“", "bank", "”", ")"]),
      ("中文字 カタカナ ひら", ["中", "文", "字", "カタカナ", "ひ", "ら"]),
      ("ฉันรักเธอ ລາວ ខ្មែរ မြန်မာ", ["ฉันรักเธอ", "ລາວ", "ខ្មែរ", "မြန်မာ"]),
      ("ไทยລາວ ไทย\u{200B}ไทย ฿๑๒ ไทย1", ["ไทย", "ລາວ", "ไทย", "ไทย", "฿", "๑๒", "ไทย", "1"]),
      ("مرحبا بالعالم שלום", ["مرحبا", "بالعالم", "שלום"]),
      ("🏳️‍🌈🇩🇪🇫🇷👍🏽 1️⃣☕", ["🏳️‍🌈", "🇩🇪", "🇫🇷", "👍🏽", "1️⃣", "☕"]),
      ("\u{0}\u{FEFF} \r\n\t\u{200B}\u{2028}\u{3000}", []),
      ("ba\u{AD}nk a\u{200D}b", ["ba\u{AD}nk", "a\u{200D}b"]),
      ("[MASK][UNK]", ["[", "MASK", "]", "[", "UNK", "]"]),
      ("", []),
    ] as [(String, [String])])
  func words(text: String, words: [String]) {
    #expect(Self.tokenizer.tokenize(text).tokens.map(\.text) == words)
  }

  @Test(arguments: [
    ("bank", "bank", Finding.asTyped),
    ("BANK", "bank", .caseFolded),
    ("café", "café", .asTyped),
    ("cafe\u{301}", "café", .caseFolded),
    ("CAFÉ", "café", .caseFolded),
    ("don't", "don't", .asTyped),
    ("Don’t", "don't", .caseFolded),
    ("Straße", "strasse", .caseFolded),
    ("ｂａｎｋ", "bank", .compatibility),
    ("㎏", "kg", .compatibility),
    ("ba\u{AD}nk", "bank", .compatibility),
    ("ﬁancé", "fiancé", .caseFolded),
    ("①", "①", .asTyped),
    ("bänk", "bank", .withoutAccents),
    ("BÄNK", "bank", .withoutAccents),
    ("ｂänk", "bank", .withoutAccents),
    ("中", "中", .asTyped),
    ("🏳️‍🌈", "🏳️‍🌈", .asTyped),
  ])
  func ladder(text: String, form: String, finding: Finding) {
    for tokenizer in [Self.tokenizer, Self.composing] {
      let found = tokenizer.tokenize(text)
      #expect(found.tokens.map(\.text) == [text])
      #expect(found.tokens.map(\.finding) == [finding])
      #expect(found.tokens.map { Array($0.form.utf8) } == [Array(form.utf8)])
      #expect(found.ids == [smallVocabulary.id(of: form)])
      #expect(found.composed.isEmpty)
    }
  }

  @Test func unknownWordsAreComposedIfThereIsAComposer() {
    let plain = Self.tokenizer.tokenize("Zyx ☂")
    #expect(plain.tokens.map(\.finding) == [.unknown, .unknown])
    #expect(plain.composed.isEmpty)

    let text = Self.composing.tokenize("the Zyx ☂ ५ Ω")
    #expect(text.tokens.map(\.finding) == [.asTyped, .composed, .unknown, .composed, .composed])
    #expect(text.ids == [smallVocabulary.id(of: "the"), 1, 1, 1, 1])
    #expect(text.composed.keys.sorted() == [1, 3, 4])
    #expect(text.composed[1]?.buckets == WordComposer(bucketCount: 1000).buckets(of: "zyx"))
    #expect(text.parts(of: 1) == [text.composed[1]])
    #expect(text.parts(of: 2) == [])
    #expect(text.tokens[1].form == "zyx")
    #expect(text.composed[4]?.buckets == WordComposer(bucketCount: 1000).buckets(of: "ω"))
  }

  @Test func specialWordsAreNotTyped() {
    let text = Self.tokenizer.tokenize("[MASK] [pad]")
    #expect(text.ids.allSatisfy { $0 >= 5 || $0 == smallVocabulary.unknown })
    #expect(text.tokens.count == 6)
  }

  /// 400 bytes of UTF-8 are looked at, no more.
  @Test func overlongWordsAreUnknown() {
    for count in [400, 401] {
      let text = Self.composing.tokenize(String(repeating: "x", count: count))
      #expect(text.tokens.map(\.finding) == [count == 400 ? .composed : .unknown])
    }
  }

  @Test func rangesCountBytesAndCharactersAsTyped() {
    let text = Self.tokenizer.tokenize("e\u{301}a\r\n🇩🇪 ﬁ’s x")
    #expect(text.tokens.map(\.text) == ["e\u{301}a", "🇩🇪", "ﬁ", "’s", "x"])
    #expect(text.tokens.map(\.bytes) == [0..<4, 6..<14, 15..<18, 18..<22, 23..<24])
    #expect(text.tokens.map(\.characters) == [0..<3, 5..<7, 8..<9, 9..<11, 12..<13])
    #expect(text.gaps == [0..<0, 4..<6, 14..<15, 18..<18, 22..<23, 24..<24])
  }

  @Test func badBytesKeepTheirPlace() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0x20, 0xE2, 0x82, 0x20, 0x63]
    let text = Self.tokenizer.tokenize(SourceText(bytes: bytes))
    #expect(text.tokens.map(\.text) == ["a", "\u{FFFD}", "b", "\u{FFFD}", "\u{FFFD}", "c"])
    #expect(text.tokens.map(\.bytes) == [0..<1, 1..<2, 2..<3, 4..<5, 5..<6, 7..<8])
    #expect(text.tokens.map(\.characters) == [0..<1, 1..<2, 2..<3, 4..<5, 5..<6, 7..<8])
    #expect(text.source.badBytes == [1, 4, 5])
  }

  @Test(arguments: RandomText.allCases)
  func wordsAndGapsRejoin(kind: RandomText) {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<2000 {
      let bytes = kind.bytes(using: &generator)
      expectRejoins(Self.composing.tokenize(SourceText(bytes: bytes)), bytes)
    }
  }

  /// All texts of up to five of the scalars that the rules of apostrophes tell apart.
  @Test func apostrophesEverywhere() {
    let scalars = ["a", "s", "R", "e", "'", "’", " ", "1", "\u{301}"]
    var texts = [""]
    for _ in 0..<5 { texts = [""] + texts.flatMap { text in scalars.map { text + $0 } } }
    #expect(texts.count == 1 + 9 + 81 + 729 + 6561 + 59049)
    for text in texts {
      let found = Self.tokenizer.tokenize(text)
      let joined = zip(found.gaps, found.tokens.map(\.text) + [""]).map { gap, word in
        found.source.string(in: gap) + word
      }.joined()
      if Array(joined.utf8) != Array(text.utf8) { Issue.record("\(text)") }
      for word in found.tokens.map({ Array($0.text.unicodeScalars.map(\.value)) }) {
        // No word has a clitic left at its end, unless it is one.
        let plain = word.map { $0 == 0x2019 ? 0x27 : $0 | 0x20 }
        for clitic in ["'s", "'re"].map({ $0.unicodeScalars.map(\.value) })
        where plain.count > clitic.count && plain.suffix(clitic.count).elementsEqual(clitic) {
          let stem = plain.dropLast(clitic.count)
          if stem.contains(where: { $0 != 0x27 && $0 != 0x321 }) { Issue.record("\(text) \(word)") }
        }
      }
    }
  }

  @Test(
    arguments: [
      "a", "'s ", "'s", "_", "'", "’", "\u{0}", "\u{301}", "🇩", "ไ", "中", "a:", "\u{D}", "Zyx ",
      "é ",
      "👩\u{200D}",
    ])
  func longTextTakesLinearTime(unit: String) {
    expectLinearTime(upTo: 80_000 / unit.utf8.count) { count in
      let text = Self.composing.tokenize(String(repeating: unit, count: count))
      #expect(text.tokens.allSatisfy { $0.bytes.upperBound <= count * unit.utf8.count })
    }
  }
}

/// Tokens and gaps, one after another, are the bytes; rows are those of the tokens in turn.
func expectRejoins(
  _ text: TokenizedText, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
) {
  var joined: [UInt8] = []
  for (gap, token) in zip(text.gaps, text.tokens) {
    joined += bytes[gap]
    joined += bytes[token.bytes]
    if token.bytes.isEmpty || token.pieces.isEmpty { Issue.record("empty token in \(bytes)") }
    if token.text.isEmpty { Issue.record("no text in \(bytes)") }
  }
  joined += bytes[text.gaps.last!]
  #expect(joined == bytes, sourceLocation: sourceLocation)
  #expect(text.tokens.flatMap(\.pieces) == Array(text.ids.indices), sourceLocation: sourceLocation)
  // What Python's slices give.
  let scalars = Array(text.source.string.unicodeScalars)
  for token in text.tokens where !token.isReplaced {
    let characters = String(String.UnicodeScalarView(scalars[token.characters]))
    let typed = SourceText(bytes: Array(bytes[token.bytes])).utf8
    if !characters.utf8.elementsEqual(token.text.utf8) || !typed.elementsEqual(token.text.utf8) {
      Issue.record("\(bytes) \(token.characters) \(token.bytes)", sourceLocation: sourceLocation)
    }
  }
}
