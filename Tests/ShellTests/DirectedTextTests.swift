import Testing

@testable import Shell

@Suite struct DirectedTextTests {
  @Test(arguments: [
    ("", ""), ("a b", "a b"), ("שלום", "<bdi>שלום</bdi>"),
    ("“שלום”: 3 uses", "“<bdi>שלום</bdi>”: 3 uses"),
    ("a שלום, עולם. b", "a <bdi>שלום, עולם</bdi>. b"),
    ("<שלום & عالم>", "&lt;<bdi>שלום &amp; عالم</bdi>&gt;"),
    ("שלום abc عالم 5", "<bdi>שלום</bdi> abc <bdi>عالم</bdi> 5"),
  ]) func wordsFromRightToLeftStandApart(text: String, html: String) {
    #expect(content(text) == html)
    #expect(DirectedText.stretches(of: text).map(\.text).joined() == text)
  }

  @Test func aSentenceHasItsOwnDirection() {
    #expect(marked("שלום עולם.", 0..<8) == "<bdi><mark class=\"use\">שלום</mark> עולם.</bdi>")
    #expect(direction(of: "שלום.") == " dir=\"auto\"" && direction(of: "peace") == "")
  }
}
