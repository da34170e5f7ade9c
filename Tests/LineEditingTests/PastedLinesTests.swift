import Testing

@testable import LineEditing

@Suite struct PastedLinesTests {
  @Test(
    arguments: [
      ("", [""]), ("a", ["a"]), ("a\nb", ["a", "b"]), ("a\nb\n", ["a", "b"]),
      ("a\n\nb", ["a", "", "b"]), ("\na", ["", "a"]), ("\n", [""]), ("a\n\n", ["a", ""]),
    ])
  func aPasteIsCutAtItsLineEnds(text: String, lines: [String]) {
    #expect(pastedLines(Array(text.utf8)) == lines.map { Array($0.utf8) })
  }

  @Test func controlsAreShownAndNotObeyed() {
    #expect(withoutControls(Array("a\u{1B}[2Jé\u{7F}\t".utf8)) == Array("a^[[2Jé^?^I".utf8))
  }
}
