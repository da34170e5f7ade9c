import Testing

@testable import Senses

@Suite struct HarmlessEditTests {
  /// Marks the word in brackets.
  static func marked(_ text: String) -> MarkedText {
    let bytes = Array(text.utf8)
    let start = bytes.firstIndex(of: UInt8(ascii: "["))!
    let end = bytes.firstIndex(of: UInt8(ascii: "]"))! - 1
    return MarkedText(
      text: text.filter { $0 != "[" && $0 != "]" }, use: start..<end)
  }

  static func shown(_ marked: MarkedText?) -> String? {
    guard let marked else { return nil }
    var bytes = Array(marked.text.utf8)
    bytes.insert(UInt8(ascii: "]"), at: marked.use.upperBound)
    bytes.insert(UInt8(ascii: "["), at: marked.use.lowerBound)
    return String(decoding: bytes, as: UTF8.self)
  }

  static let cases: [(HarmlessEdit, String, String?)] = [
    (HarmlessEdit.addFinalStop, "We sat on the [bank]", "We sat on the [bank]."),
    (.addFinalStop, "We sat on the [bank].", nil),
    (.addFinalStop, "Is that the [bank]?", nil),
    (.removeFinalStop, "We sat on the [bank]. ", "We sat on the [bank] "),
    (.removeFinalStop, "We sat on the [bank]...", nil),
    (.upperCaseStart, "we sat on the [bank]", "We sat on the [bank]"),
    (.upperCaseStart, "ßo the [bank]", "SSo the [bank]"),
    (.upperCaseStart, "[bank] it", "[Bank] it"),
    (.lowerCaseStart, "Été at the [bank]", "été at the [bank]"),
    (.lowerCaseStart, "I saw the [bank]", nil),
    (.lowerCaseStart, "NATO has a [bank]", nil),
    (.leadingAdverb("Today"), "We sat on the [bank]", "Today, we sat on the [bank]"),
    (.leadingAdverb("Today"), "I sat on the [bank]", "Today, I sat on the [bank]"),
    (.leadingAdverb("Today"), "[Banks] fail", "Today, [banks] fail"),
    (.leadingAdverb("Today"), "Today the [bank] is shut", nil),
    (.leadingAdverb("Today"), "“We sat on the [bank]”", nil),
    (.leadingAdverb("Today"), "  we sat on the [bank]", "  Today, we sat on the [bank]"),
  ]

  @Test(arguments: cases)
  func editsKeepTheMarkOnTheWord(edit: HarmlessEdit, text: String, expected: String?) {
    #expect(Self.shown(edit.applied(to: Self.marked(text))) == expected)
  }

  @Test func onlyEditsThatChangeSomethingAreListed() {
    let edits = HarmlessEdit.all(for: Self.marked("We sat on the [bank]."))
    #expect(
      edits == [.removeFinalStop, .lowerCaseStart]
        + HarmlessEdit.adverbs.map { .leadingAdverb($0) })
    #expect(HarmlessEdit.all(for: Self.marked("[]…")).isEmpty)
  }
}
