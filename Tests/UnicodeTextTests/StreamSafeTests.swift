import Testing
import UnicodeText

@Suite struct StreamSafeTests {
  @Test(arguments: [
    "", "bank", "e\u{301}", "שָׁלוֹם", "x" + String(repeating: "\u{301}\u{327}", count: 15),
    String(repeating: "e\u{301}", count: 100), String(repeating: "長い", count: 100),
  ])
  func staysAsItIs(text: String) {
    #expect(Array(text.streamSafe.utf8) == Array(text.utf8))
  }

  @Test func aJoinerPartsEveryThirtyMarks() {
    let marks = String(repeating: "\u{327}\u{301}", count: 31)
    let parts = ("a" + marks + "b").streamSafe.unicodeScalars.split(separator: "\u{34F}")
    #expect(parts.map(\.count) == [31, 30, 3])
    #expect(Array(marks.streamSafe.streamSafe.utf8) == Array(marks.streamSafe.utf8))
  }
}
