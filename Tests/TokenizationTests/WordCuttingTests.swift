import TestSupport
import Testing
import Tokenization
import UnicodeText

/// Where words end, beyond what UAX #29 says.
struct WordCuttingTests {
  static let vocabulary = try! Vocabulary(
    words: specialWords
      + """
      the a i it river bank banks was left etc ph d ph.d u s u.s e.g a.m st john said end start com net js file \
      don't can't o'clock o'brien 's 'd 've . : , ' ` ´ 10 000 école strasse no says where 中 文 20 note
      """.split(whereSeparator: \.isWhitespace).map(String.init))
  static let tokenizer = WordTokenizer(vocabulary: vocabulary)
  static let composing = WordTokenizer(
    vocabulary: vocabulary, composer: WordComposer(bucketCount: 1000))

  func words(_ text: String) -> [String] { Self.tokenizer.tokenize(text).tokens.map(\.text) }

  @Test(
    arguments: [
      ("bank\u{202F}?", ["bank", "?"]),
      ("bank\u{202F}closed", ["bank", "closed"]),
      ("\u{202F}\u{202F}bank\u{202F}\u{202F}", ["bank"]),
      ("\u{202F}", []), ("\u{202F}_\u{202F}", ["_"]),
      ("10\u{202F}000", ["10\u{202F}000"]),
      ("1\u{202F}234\u{202F}567,50\u{202F}€", ["1\u{202F}234\u{202F}567,50", "€"]),
      ("3,141\u{202F}592", ["3,141\u{202F}592"]),
      ("10\u{202F}00 10\u{202F}0000 1234\u{202F}567", ["10", "00", "10", "0000", "1234", "567"]),
      ("06\u{202F}12\u{202F}34", ["06", "12", "34"]),
      ("x10\u{202F}000 10\u{202F}m", ["x10", "000", "10", "m"]),
      ("a\u{202F}000", ["a", "000"]),
      // UAX #29 ends words at all other white space, but for marks that stand on it.
      ("10\u{A0}000 10\u{2009}000", ["10", "000", "10", "000"]),
      ("bank \u{301}a", ["bank", "\u{301}", "a"]),
      ("bank\u{3000}\u{301}", ["bank", "\u{301}"]),
      ("ba\u{200B}nk", ["ba\u{200B}nk"]), ("x\u{200B}y", ["x", "y"]),
      ("中\u{200B}文", ["中", "文"]),
    ] as [(String, [String])])
  func whiteSpaceBelongsToNoWord(text: String, expected: [String]) {
    #expect(words(text) == expected)
    #expect(words("the " + text + " bank") == ["the"] + expected + ["bank"])
  }

  /// All of White_Space, on either side of a word and inside it.
  @Test func everyWhiteSpaceEndsAWord() {
    for value in UInt32(0)...0x1FFFF {
      guard let space = Unicode.Scalar(value), space.properties.isWhitespace else { continue }
      #expect(
        words("\(space)bank\(space)river\(space)\(space)?\(space)") == ["bank", "river", "?"])
    }
  }

  @Test(
    arguments: [
      ("bank.The river", ["bank", ".", "The", "river"]),
      ("Bank.The", ["Bank", ".", "The"]), ("bank:The", ["bank", ":", "The"]),
      ("bank\u{FF0E}The bank\u{FF1A}The", ["bank", "\u{FF0E}", "The", "bank", "\u{FF1A}", "The"]),
      ("said.“The", ["said", ".", "“", "The"]), ("etc.The", ["etc", ".", "The"]),
      ("bank.The bank.River.", ["bank", ".", "The", "bank", ".", "River", "."]),
      ("end.The.End", ["end", ".", "The", ".", "End"]),
      ("u.s.The U.S.The", ["u.s", ".", "The", "U.S", ".", "The"]),
      ("e.g.The Ph.D.The a.m.It", ["e.g", ".", "The", "Ph.D", ".", "The", "a.m", ".", "It"]),
      ("bank.I left.A", ["bank", ".", "I", "left", ".", "A"]),
      ("bank.I'd've was.It's", ["bank", ".", "I", "'d", "'ve", "was", ".", "It", "'s"]),
      ("bank's.The can't.Don't", ["bank", "'s", ".", "The", "can't", ".", "Don't"]),
      ("école.École straße.The", ["école", ".", "École", "straße", ".", "The"]),
      ("e\u{301}cole.The", ["e\u{301}cole", ".", "The"]),
      ("J.R.R.John", ["J.R.R", ".", "John"]), ("St.John", ["St", ".", "John"]),
      ("_bank.The_", ["_", "bank", ".", "The", "_"]),
    ] as [(String, [String])])
  func aStopEndsASentenceWithoutASpace(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(arguments: [
    "bank.com", "U.S", "Ph.D", "e.g", "i.e", "file.txt", "README.md", "Node.js", "3.14", "a.m",
    "J.R.R", "U.S.A", "B.A", "J.John", "end.The.start", "the.bank", "bank.THE", "bank.Zyx",
    "Zyx.The",
    "www.Bank.com", "Bank.I", "U.S.I", "m.A", "bank:the", "C:Bank", "10.50", "asp.NET", "a.The",
  ])
  func otherStopsStayInWords(word: String) {
    #expect(words(word) == [word])
    #expect(words(word + ".") == [word, "."])
  }

  @Test(
    arguments: [
      ("_bank_", ["_", "bank", "_"]), ("__bank__", ["_", "_", "bank", "_", "_"]),
      ("**bank**", ["*", "*", "bank", "*", "*"]), ("bank_ _bank", ["bank", "_", "_", "bank"]),
      ("a_b snake_case_name _a_b_", ["a_b", "snake_case_name", "_", "a_b", "_"]),
      ("_the river bank_.", ["_", "the", "river", "bank", "_", "."]),
      ("_bank's_ _bank_'s", ["_", "bank", "'s", "_", "_", "bank", "_", "'s"]),
      ("_10_ \u{FF3F}bank\u{203F}", ["_", "10", "_", "\u{FF3F}", "bank", "\u{203F}"]),
      ("___ _", ["___", "_"]), ("_\u{301}bank_\u{301}", ["_\u{301}", "bank", "_\u{301}"]),
      ("_е́ж_", ["_", "е́ж", "_"]),
    ] as [(String, [String])])
  func underscoresAroundAWordAreMarks(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(
    arguments: Array(
      "\u{60}\u{B4}\u{2B9}\u{2BB}\u{2BC}\u{2BD}\u{2018}\u{2019}\u{201B}\u{2032}\u{2035}\u{FF07}\u{FF40}"
        .unicodeScalars))
  func aSignThatIsTypedForTheApostropheIsOne(sign: Unicode.Scalar) {
    let text = Self.tokenizer.tokenize(
      "the bank\(sign)s doors, I\(sign)d\(sign)ve, don\(sign)t O\(sign)Clock")
    #expect(
      text.tokens.map(\.text) == [
        "the", "bank", "\(sign)s", "doors", ",", "I", "\(sign)d", "\(sign)ve", ",", "don\(sign)t",
        "O\(sign)Clock",
      ])
    #expect(text.tokens.map(\.key)[2] == "'s")
    #expect(text.tokens.suffix(2).map(\.key) == ["don't", "o'clock"])
    #expect(
      text.ids[2] == Self.vocabulary.id(of: "'s") && text.ids[9] == Self.vocabulary.id(of: "don't"))
    // As quotation marks they stay marks.
    #expect(words("the \(sign)bank\(sign) was") == ["the", "\(sign)", "bank", "\(sign)", "was"])
    #expect(words("banks\(sign) \(sign)").suffix(2) == ["\(sign)", "\(sign)"])
    // What is not listed stays apart, or together, as UAX #29 has it.
    #expect(words("zyx\(sign)bank").joined() == "zyx\(sign)bank")
  }

  @Test(
    arguments: [
      ("the `s` and ´d", ["the", "`", "s", "`", "and", "´", "d"]),
      ("bank`s` a‘s’", ["bank", "`", "s", "`", "a", "‘s", "’"]),
      ("don´t´ve", ["don´t", "´ve"]), ("ʼs ʼtis ʼʼ", ["ʼs", "ʼ", "tis", "ʼ", "ʼ"]),
      ("``bank''", ["`", "`", "bank", "'", "'"]), ("5′ 6″", ["5", "′", "6", "″"]),
      ("hawaiʻi ʻokina", ["hawaiʻi", "ʻ", "okina"]),
    ] as [(String, [String])])
  func marksThatAreNoApostrophes(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test func aDisguisedGuessIsThatOfThePlainWord() {
    let plain = Self.composing.tokenize("zyxo")
    for text in ["zy\u{AD}xo", "ｚｙｘｏ", "zy\u{200D}x\u{FE0F}o", "Z\u{2060}yxo\u{200E}", "𝐳𝐲𝐱𝐨"] {
      let found = Self.composing.tokenize(text)
      #expect(found.tokens.map(\.key) == ["zyxo"] && found.tokens[0].finding == .composed)
      #expect(found.composed == plain.composed, "\(text)")
    }
    #expect(Self.composing.tokenize("ǅ❤\u{FE0F}").tokens.map(\.key) == ["dž", "❤"])
    #expect(
      Self.tokenizer.tokenize("\u{FE0F}").tokens.map(\.key) == ["\u{FE0F}"], "nothing else is left")
  }

  /// The same word however it is written: in either normal form, with line ends, pictures and bad bytes before it.
  @Test func slicesOfCharactersAndBytesGiveTheWords() {
    let lines: [[UInt8]] = [
      Array("Le caf\u{E9} de l\u{2019}\u{E9}t\u{E9} bank.The".utf8),
      Array("Le cafe\u{301} de l\u{2019}e\u{301}te\u{301} bank.The".utf8),
      Array(
        "one\r\ntwo\r\n\u{1F469}\u{200D}\u{1F4BB} \u{1F1E9}\u{1F1EA}\u{1F44D}\u{1F3FD} 1\u{FE0F}\u{20E3} bank"
          .utf8),
      Array("a ".utf8) + [0xFF, 0xE2, 0x82] + Array("bank ".utf8) + [0xC3]
        + Array(" _\u{5E9}\u{5DC}_".utf8),
      Array("ba\u{AD}nk\u{202F}! \u{E01EF}x".utf8),
    ]
    for line in lines { expectRejoins(Self.composing.tokenize(SourceText(bytes: line)), line) }
  }

  @Test(
    arguments: [
      "Ab.", "Bank.The.", "a`", "don`t`", "_", "_a", "\u{202F}", "10\u{202F}", "100\u{202F}", "ʼ",
      "ʼs",
      "a\u{200B}", "bank:", " \u{301}", "I.", "_\u{301}", "´",
    ])
  func longTextTakesLinearTime(unit: String) {
    expectLinearTime(upTo: 80_000 / unit.utf8.count) { count in
      let text = Self.composing.tokenize(String(repeating: unit, count: count))
      #expect(text.tokens.allSatisfy { $0.bytes.upperBound <= count * unit.utf8.count })
    }
  }

  /// All texts of up to three of the signs that these rules tell apart.
  @Test func nothingIsLostAnywhere() {
    let signs = [
      "the", "I", "A", "s", ".", ":", "_", "`", "ʼ", "\u{202F}", "000", "\u{301}", "\u{200B}",
    ]
    var texts = [""]
    for _ in 0..<3 { texts = [""] + texts.flatMap { text in signs.map { text + $0 } } }
    for text in texts { expectRejoins(Self.tokenizer.tokenize(text), Array(text.utf8)) }
  }
}
