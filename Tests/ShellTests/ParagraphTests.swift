import Testing
import UnicodeText

@testable import Shell

@Suite struct ParagraphTests {
  static func lines(_ text: String, _ width: Int, indent: Int = 0) -> [String] {
    Paragraph([Run(text)], indent: indent).picture(width: width).text(colour: false)
  }

  @Test func wordsFlow() {
    #expect(Self.lines("a bc def", 4) == ["a bc", "def"])
    #expect(Self.lines("a bc def", 80) == ["a bc def"])
    #expect(Self.lines("one two three", 8, indent: 2) == ["one two", "  three"])
    #expect(Self.lines("", 8) == [""])
  }

  @Test func aWordWiderThanTheWindowIsBroken() {
    #expect(Self.lines("abcdefgh", 3) == ["abc", "def", "gh"])
    #expect(Self.lines("a 水水水", 4) == ["a", "水水", "水"])
  }

  @Test(arguments: [20, 40, 80]) func everyLineFits(width: Int) {
    let text = "水の銀行 by the river — https://example.org/a/very/long/path?that=cannot&be=broken 👩‍👩‍👧 ok"
    for indent in [0, 4, 30] {
      for line in Self.lines(text, width, indent: indent) { #expect(line.displayWidth <= width) }
    }
  }

  @Test func runsOfOneWordStayTogether() {
    let runs = [Run("aaa bb"), Run("cc", .strong), Run(" d")]
    #expect(Paragraph(runs).picture(width: 8).text(colour: false) == ["aaa bbcc", "d"])
  }
}
