import Platform
import TestSupport
import Testing

@Suite struct ForeignTextTests {
  @Test(arguments: [
    ("a\u{1B}[31mb", "a␛[31mb"), ("\0\t\r\n\u{7F}", "␀␉␍␊␡"), ("a\u{9B}2Jb", "a\u{FFFD}2Jb"),
    ("a\u{85}b\u{2028}c\u{2029}d", "a␤b␤c¶d"), ("a\u{202E}b\u{2066}c", "a\u{FFFD}b\u{FFFD}c"),
    ("ba\u{200B}nk\u{FEFF}", "ba\u{FFFD}nk\u{FFFD}"), ("ba\u{AD}nk", "ba\u{FFFD}nk"),
    // Joiners and selectors where they do nothing that is seen.
    ("ba\u{200C}nk\u{200D}", "ba\u{FFFD}nk\u{FFFD}"), ("b\u{FE0F}1\u{FE0F}", "b\u{FFFD}1\u{FFFD}"),
    ("👩\u{200D}a", "👩\u{FFFD}a"), ("中\u{E0100}\u{E0100}", "中\u{E0100}\u{FFFD}"),
    ("a\u{FE0F}\u{200D}👩", "a\u{FFFD}\u{FFFD}👩"), ("≨\u{FE00}b\u{FE00}", "≨\u{FE00}b\u{FFFD}"),
    // Tags behind what is no flag, without an end, and too many.
    ("a\u{E0067}\u{E007F}", "a\u{FFFD}\u{FFFD}"), ("🏴\u{E0067}\u{E0062}", "🏴\u{FFFD}\u{FFFD}"),
    ("🏴\u{E007F}", "🏴\u{FFFD}"),
  ]) func hiddenScalarsBecomePictures(text: String, shown: String) {
    // By scalars: some of these are one character.
    #expect(Array(text.onOneLine.unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test(arguments: [
    "plain text", "café über 水", "می\u{200C}خواهم", "क्\u{200D}ष", "ש\u{5C1}\u{34F}\u{5B8}",
    "ᠮᠣᠩ\u{180B}",
    "👩\u{200D}🚀 👩🏽\u{200D}🚀 👨\u{200D}👩\u{200D}👧", "🏳\u{FE0F}\u{200D}🌈", "❤\u{FE0F}\u{200D}🔥",
    "1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3}",
    "❤\u{FE0F} ☺\u{FE0E}", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "葛\u{E0100}城",
    "\u{600}١٢", "a\u{A0}b\u{202F}c\u{3000}d", "\u{FFFD}␛",
  ]) func whatIsWrittenSoStays(text: String) {
    #expect(Array(text.onOneLine.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func everyHiddenScalarIsSeen() {
    #expect(HiddenText.raw(in: HiddenText.all).count == HiddenText.scalars.count + 3)
    #expect(HiddenText.raw(in: HiddenText.all.onOneLine) == [])
    let alone = (0...0x10FFFF).lazy.compactMap { Unicode.Scalar($0 as UInt32) }.filter {
      "a\(Character($0))b".onOneLine.utf8.elementsEqual("a\(Character($0))b".utf8)
    }
    // Signs that Unicode calls format but that are drawn, and that lay out what is drawn.
    let drawn: Set<UInt32> = Set(
      Array(0x600...0x605) + [0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]
        + Array(0x13430...0x1343F))
    #expect(
      HiddenText.raw(in: String(String.UnicodeScalarView(alone))).allSatisfy {
        drawn.contains($0.value)
      })
  }

  @Test(arguments: RandomText.allCases) func showingTwiceChangesNothing(kind: RandomText) {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<2000 {
      let text = String(decoding: kind.bytes(using: &generator), as: UTF8.self)
      let shown = text.onOneLine
      #expect(shown.unicodeScalars.count == text.unicodeScalars.count)
      #expect(Array(shown.onOneLine.utf8) == Array(shown.utf8))
      #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value })
    }
  }

  @Test func linesStayLines() {
    #expect(shown(lines: Array("a\tb\n\u{1B}c\r\n".utf8)) == Array("a\tb\n␛c␍\n".utf8))
    #expect(shown(lines: Array("plain\n".utf8)) == Array("plain\n".utf8))
    #expect(shown(lines: [0x61, 0xFF, 0x9B]) == Array("a\u{FFFD}\u{FFFD}".utf8))
  }

  @Test func quotesAreCutShort() {
    #expect(quoted("a\nb") == "'a␊b'")
    #expect(quoted(String(repeating: "\u{1B}", count: 100)).unicodeScalars.count == 83)
    #expect(shown("abc", atMost: 3) == "abc" && shown("abcd", atMost: 3) == "abc…")
  }
}
