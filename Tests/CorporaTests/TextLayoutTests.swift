import Testing

@testable import Corpora

@Suite struct TextLayoutTests {
  static func look(_ text: String) -> LayoutLook { LayoutLook(Array(text.utf8).span) }

  static let wrapped = """
    It is a truth universally acknowledged, that a single man in possession
    of a good fortune, must be in want of a wife. However little known the
    feelings or views of such a man may be on his first entering a
    neighbourhood, this truth is so well fixed in the minds of the
    surrounding families, that he is considered as the rightful property of
    some one or other of their daughters.

    "My dear Mr. Bennet," said his lady to him one day, "have you heard that
    Netherfield Park is let at last?" Mr. Bennet replied that he had not.

    """

  @Test(arguments: [
    wrapped, wrapped.replacing("\n", with: "\r\n"), wrapped.replacing("\n", with: "\n    "),
    "Savers bring their money to the\nbank, which opens at nine. The flood washed away the\n"
      + "bank, so that the river ran over the fields.\n",
  ])
  func wrappedTextIsReadByParagraphs(text: String) {
    let look = Self.look(text)
    #expect(look.layout == .paragraphs && look.isPlain)
  }

  @Test(arguments: [
    "", "\n\n", "The bank closed.\n", "The bank closed",
    "The bank closed.\nThe river rose!\n“Is it?”\n",
    // Every sentence on a line of its own, long or short, with or without a stop.
    (0..<50).map { "The customer number \($0) of that town went to the bank and closed it" }
      .joined(separator: "\n"),
    "The bank closed\nA river rose\nWe left\n",
    // A list of words, a poem, and lines that know no capitals.
    "bank\nriver\nloan\nmoney\nice cream\n",
    "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\n"
      + "Rough winds do shake the darling buds of May,\nAnd summer’s lease hath all too short a date;\n",
    "i went to the bank. it was closed\nwe left\nyou know? the river\nrose again\nby the bank\n",
  ])
  func linesByThemselvesStaySo(text: String) {
    #expect(Self.look(text).layout == .lines, "\(text)")
  }

  @Test func aTextWithoutCapitalsIsToldByItsWidth() {
    let words = Array(repeating: ["क", "नदी", "किनारे", "बैंक", "पानी"], count: 60).joined()
    var lines = [""]
    for word in words {
      if lines.last!.unicodeScalars.count + word.unicodeScalars.count > 60 { lines.append("") }
      lines[lines.count - 1] += (lines.last!.isEmpty ? "" : " ") + word
    }
    #expect(Self.look(lines.joined(separator: "\n")).layout == .paragraphs)
  }

  @Test func aDoubtIsOne() {
    let mixed = "The bank closed.\nWe went to the\nriver. It rose.\nThe loan was open.\n"
    let look = Self.look(mixed)
    #expect(look.layout == .lines && !look.isPlain)
  }
}
