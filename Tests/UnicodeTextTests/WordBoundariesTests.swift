import TestSupport
import Testing

@testable import UnicodeText

struct WordBoundariesTests {
  @Test func conformance() throws {
    let lines = try UnicodeData.lines(of: "WordBreakTest.txt")
    #expect(lines.count == 1944)
    let failures = lines.map(BreakTest.init).filter { $0.text.wordBoundaries != $0.boundaries }
    #expect(failures.map(\.line) == [])
  }

  @Test func propertiesAreThoseOfTheData() throws {
    let expected = try UnicodeData.values(of: "WordBreakProperty.txt")
    for value in UInt32(0)...0x10FFFF {
      let name = "\(wordBreak(of: value).property)".lowercased()
      let data = (expected[value] ?? "Other").filter { $0 != "_" }.lowercased()
      if name != data { Issue.record("U+\(String(value, radix: 16)) is \(name), not \(data)") }
    }
  }

  @Test func pictographsAreThoseOfTheData() throws {
    var expected: Set<UInt32> = []
    for line in try UnicodeData.lines(of: "emoji-data.txt")
    where line.contains("Extended_Pictographic") {
      expected.formUnion(UnicodeData.points(line.prefix { $0 != ";" }))
    }
    #expect(expected.count > 1000)
    #expect(Set((0...0x10FFFF).filter { wordBreak(of: $0).isPictographic }) == expected)
  }

  /// What a word is where the classes changed since Unicode 15.0.
  @Test(arguments: [
    ("\u{6DD}١٢", ["\u{6DD}١٢"]), ("a\u{B8}b", ["a\u{B8}b"]),
    ("1\u{FE10}2", ["1", "\u{FE10}", "2"]),
    ("★\u{200D}★", ["★\u{200D}", "★"]), ("👩\u{200D}❤", ["👩\u{200D}❤"]),
  ])
  func newClasses(text: String, segments: [String]) {
    #expect(UnicodeTextTests.segments(of: text, at: text.wordBoundaries) == segments)
  }

  /// One scalar of each kind, and those that the fast path for ASCII tells apart.
  static let samples = Array(
    "aZ\u{B8}א\u{6DD}カ1_.:,;'\"\u{301}\u{200D}\u{AD} \u{3000}\r\n\u{85}🇩☺ℹ中-\t".unicodeScalars)

  /// All texts of up to three samples, and of four and more at random, against the rules of UAX #29 as
  /// they are written there.
  @Test func agreesWithTheRulesAsWritten() {
    let texts = texts(of: Self.samples, atRandom: 20_000, ofLength: 4...9, seed: 29)
    #expect(texts.count > 24 * 24 * 24)
    var failures: [[UInt32]] = []
    for text in texts {
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text)
      if String(string).wordBoundaries != boundariesByRule(text) {
        failures.append(text.map(\.value))
      }
    }
    #expect(failures == [])
  }

  @Test func agreesWithTheStandardLibrary() throws {
    // Regex follows the Unicode version of the standard library, so only old characters are asked.
    var generator = SplitMix64(seed: 30)
    let boundary = try Regex(#"\b"#).wordBoundaryKind(.default)
    let alphabet = Array("abcXé'’.,:; 12_-中カ☺\u{301}".unicodeScalars)
    for _ in 0..<200 {
      let length = Int.random(in: 1...12, using: &generator)
      var scalars = String.UnicodeScalarView()
      for _ in 0..<length { scalars.append(alphabet.randomElement(using: &generator)!) }
      let text = String(scalars)
      // It cuts between Characters alone.
      let characters = Set(text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) })
      let found = Set(
        text.matches(of: boundary).map {
          text.utf8.distance(from: text.startIndex, to: $0.range.lowerBound)
        })
      let ours = Set(text.wordBoundaries).intersection(characters).subtracting([0])
      #expect(ours == found.subtracting([0, text.utf8.count]), "\(text)")
    }
  }

  @Test func noneInNothing() {
    #expect("".wordBoundaries == [])
  }

  @Test(
    arguments: ["🇩", "a:", "a\u{301}", "\u{301}", "א\"", "1,", "\u{200D}☺", "a\u{AD}\u{200D}"])
  func longRunsTakeLinearTime(unit: String) {
    expectLinearTime(upTo: 48_000) { count in
      let text = String(repeating: unit, count: count)
      #expect(text.wordBoundaries.last == text.utf8.count)
    }
  }
}

/// The rules one by one, by the definitions and in the order of UAX #29, at any cost.
private func boundariesByRule(_ text: [Unicode.Scalar]) -> [Int] {
  let kinds = text.map { wordBreak(of: $0.value) }
  func isAHLetter(_ kind: WordBreakProperty?) -> Bool { kind == .aLetter || kind == .hebrewLetter }
  func isMidNumLetQ(_ kind: WordBreakProperty?) -> Bool {
    kind == .midNumLet || kind == .singleQuote
  }

  func isBoundary(_ place: Int) -> Bool {
    if place == 0 || place == text.count { return true }  // WB1, WB2
    let before = kinds[place - 1]
    let after = kinds[place]
    if before.property == .cr && after.property == .lf { return false }  // WB3
    if [.newline, .cr, .lf].contains(before.property) { return true }  // WB3a
    if [.newline, .cr, .lf].contains(after.property) { return true }  // WB3b
    if before.property == .zwj && after.isPictographic { return false }  // WB3c
    if before.property == .wSegSpace && after.property == .wSegSpace { return false }  // WB3d
    let ignored: [WordBreakProperty] = [.extend, .format, .zwj]
    if ignored.contains(after.property) { return false }  // WB4

    /// The scalars that count, before or from a place: each that WB4 does not take into the last.
    func counted(_ range: Range<Int>) -> [WordBreakProperty] {
      range.filter {
        !ignored.contains(kinds[$0].property) || $0 == 0
          || [.newline, .cr, .lf].contains(kinds[$0 - 1].property)
      }.map { kinds[$0].property }
    }
    let left = counted(0..<place)
    let right = counted(place..<text.count)
    let a = left.last
    let beforeA = left.dropLast().last
    let b = right.first
    let afterB = right.dropFirst().first
    if isAHLetter(a) && isAHLetter(b) { return false }  // WB5
    // WB6
    if isAHLetter(a) && (b == .midLetter || isMidNumLetQ(b)) && isAHLetter(afterB) { return false }
    // WB7
    if isAHLetter(beforeA) && (a == .midLetter || isMidNumLetQ(a)) && isAHLetter(b) { return false }
    if a == .hebrewLetter && b == .singleQuote { return false }  // WB7a
    // WB7b
    if a == .hebrewLetter && b == .doubleQuote && afterB == .hebrewLetter { return false }
    // WB7c
    if beforeA == .hebrewLetter && a == .doubleQuote && b == .hebrewLetter { return false }
    if a == .numeric && b == .numeric { return false }  // WB8
    if isAHLetter(a) && b == .numeric { return false }  // WB9
    if a == .numeric && isAHLetter(b) { return false }  // WB10
    // WB11
    if beforeA == .numeric && (a == .midNum || isMidNumLetQ(a)) && b == .numeric { return false }
    // WB12
    if a == .numeric && (b == .midNum || isMidNumLetQ(b)) && afterB == .numeric { return false }
    if a == .katakana && b == .katakana { return false }  // WB13
    if isAHLetter(a) || a == .numeric || a == .katakana || a == .extendNumLet, b == .extendNumLet {
      return false  // WB13a
    }
    // WB13b
    if a == .extendNumLet, isAHLetter(b) || b == .numeric || b == .katakana { return false }
    if a == .regionalIndicator && b == .regionalIndicator {  // WB15, WB16
      return left.reversed().prefix { $0 == .regionalIndicator }.count % 2 == 0
    }
    return true  // WB999
  }

  var offsets: [Int] = []
  var offset = 0
  for place in 0...text.count where !text.isEmpty {
    if isBoundary(place) { offsets.append(offset) }
    if place < text.count { offset += UTF8.width(text[place]) }
  }
  return offsets
}
