import TestSupport
import Testing

@testable import UnicodeText

struct SentenceBoundariesTests {
  @Test func conformance() throws {
    let lines = try UnicodeData.lines(of: "SentenceBreakTest.txt")
    #expect(lines.count == 512)
    let failures = lines.map(BreakTest.init).filter { $0.text.sentenceBoundaries != $0.boundaries }
    #expect(failures.map(\.line) == [])
  }

  @Test func propertiesAreThoseOfTheData() throws {
    let expected = try UnicodeData.values(of: "SentenceBreakProperty.txt")
    for value in UInt32(0)...0x10FFFF {
      let name = "\(sentenceBreak(of: value))".lowercased()
      let data = (expected[value] ?? "Other").lowercased()
      if name != data { Issue.record("U+\(String(value, radix: 16)) is \(name), not \(data)") }
    }
  }

  /// One scalar of each kind, and those that the fast path for ASCII tells apart.
  static let samples = Array(
    "aZ水1.!,)\" \t\r\n\u{85}\u{2029}\u{301}\u{AD}é。：+\u{B}".unicodeScalars)

  /// All texts of up to three samples, and of four and more at random, against the rules of UAX #29 as
  /// they are written there.
  @Test func agreesWithTheRulesAsWritten() {
    let texts = texts(of: Self.samples, atRandom: 30_000, ofLength: 4...10, seed: 31)
    var failures: [[UInt32]] = []
    for text in texts {
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text)
      if String(string).sentenceBoundaries != boundariesByRule(text) {
        failures.append(text.map(\.value))
      }
    }
    #expect(failures == [])
  }

  @Test(arguments: [
    ("The bank closed. He left.", ["The bank closed. ", "He left."]),
    ("It fell by 3.4 percent etc. and so on.", ["It fell by 3.4 percent etc. and so on."]),
    ("“Is it?” She said “no.” Then:", ["“Is it?” ", "She said “no.” ", "Then:"]),
    ("银行关门了。他走了。", ["银行关门了。", "他走了。"]),
    ("बैंक बंद। वह गया।", ["बैंक बंद। ", "वह गया।"]), ("One\r\nTwo", ["One\r\n", "Two"]),
  ])
  func sentences(text: String, expected: [String]) {
    #expect(UnicodeTextTests.segments(of: text, at: text.sentenceBoundaries) == expected)
  }

  @Test(arguments: [
    ("“What?” he said. “Go!” He left.", ["“What?” he said. ", "“Go!” ", "He left."]),
    ("`` Is it ? '' he said . No .", ["`` Is it ? '' he said . ", "No ."]),
    ("Well… no. My bank…  Then…", ["Well… no. ", "My bank…  ", "Then…"]),
    ("See http://a.b/?Q=x!Y now. It is.", ["See http://a.b/?Q=x!Y now. ", "It is."]),
    ("银行关门了。他走了。", ["银行关门了。", "他走了。"]),
    (
      "It fell\nby a\r\nlot.\nThen it\r \rrose",
      ["It fell\nby a\r\nlot.\n", "Then it\r \r", "rose"]
    ),
    ("Why?\n\nnow\n\n\n", ["Why?\n\n", "now\n\n", "\n"]),
    ("Really? 12 came. (All of them.) Yes", ["Really? ", "12 came. ", "(All of them.) ", "Yes"]),
  ])
  func sentencesOfProse(text: String, expected: [String]) {
    #expect(
      UnicodeTextTests.segments(of: text, at: text.sentenceBoundaries(by: .prose)) == expected)
  }

  @Test func noneInNothing() {
    #expect("".sentenceBoundaries == [] && "".sentenceBoundaries(by: .prose) == [])
  }

  @Test(arguments: [
    ". ", ".)", ".1", "a. ", ".  (", "\u{301}", ".\u{301}", "!,", "! )", "\n ", "a!",
  ])
  func longRunsTakeLinearTime(unit: String) {
    expectLinearTime(upTo: 48_000) { count in
      let text = String(repeating: unit, count: count)
      #expect(text.sentenceBoundaries.last == text.utf8.count)
      #expect(text.sentenceBoundaries(by: .prose).last == text.utf8.count)
    }
  }
}

/// The rules one by one, by the definitions and in the order of UAX #29, at any cost.
private func boundariesByRule(_ text: [Unicode.Scalar]) -> [Int] {
  let kinds = text.map { sentenceBreak(of: $0.value) }
  let paragraphEnds: [SentenceBreakProperty] = [.sep, .cr, .lf]
  let terminators: [SentenceBreakProperty] = [.aTerm, .sTerm]

  func isBoundary(_ place: Int) -> Bool {
    if place == 0 || place == text.count { return true }  // SB1, SB2
    let (before, after) = (kinds[place - 1], kinds[place])
    if before == .cr && after == .lf { return false }  // SB3
    if paragraphEnds.contains(before) { return true }  // SB4
    if after == .extend || after == .format { return false }  // SB5

    /// The scalars that count: each that SB5 does not take into the last.
    func counted(_ range: Range<Int>) -> [SentenceBreakProperty] {
      range.filter {
        (kinds[$0] != .extend && kinds[$0] != .format) || $0 == 0
          || paragraphEnds.contains(kinds[$0 - 1])
      }.map { kinds[$0] }
    }
    let left = counted(0..<place)
    let right = counted(place..<text.count)
    let (a, b) = (left.last!, right.first!)
    if a == .aTerm && b == .numeric { return false }  // SB6
    let beforeA = left.dropLast().last
    if beforeA == .upper || beforeA == .lower, a == .aTerm, b == .upper { return false }  // SB7
    /// The terminator before Close*, before Sp*, before ParaSep?.
    func terminator(close: Bool, space: Bool, paragraph: Bool) -> SentenceBreakProperty? {
      var rest = left[...]
      if paragraph, let last = rest.last, paragraphEnds.contains(last) { rest.removeLast() }
      if space { while rest.last == .sp { rest.removeLast() } }
      if close { while rest.last == .close { rest.removeLast() } }
      return rest.last.flatMap { terminators.contains($0) ? $0 : nil }
    }
    let spaced = terminator(close: true, space: true, paragraph: false)
    if spaced == .aTerm {  // SB8
      let rest = right.drop {
        ![.oLetter, .upper, .lower].contains($0) && !paragraphEnds.contains($0)
          && !terminators.contains($0)
      }
      if rest.first == .lower { return false }
    }
    if spaced != nil, b == .sContinue || terminators.contains(b) { return false }  // SB8a
    if terminator(close: true, space: false, paragraph: false) != nil,
      b == .close || b == .sp || paragraphEnds.contains(b)
    {
      return false  // SB9
    }
    if spaced != nil, b == .sp || paragraphEnds.contains(b) { return false }  // SB10
    if terminator(close: true, space: true, paragraph: true) != nil { return true }  // SB11
    return false  // SB998
  }

  var offsets: [Int] = []
  var offset = 0
  for place in 0...text.count where !text.isEmpty {
    if isBoundary(place) { offsets.append(offset) }
    if place < text.count { offset += UTF8.width(text[place]) }
  }
  return offsets
}
