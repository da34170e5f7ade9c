import Testing
import UnicodeText

struct ScalarsTests {
  /// Each length of UTF-8 at both of its ends, and what lies around the surrogates.
  @Test(arguments: [
    "", "a\u{7F}", "\u{80}\u{7FF}", "\u{800}\u{D7FF}\u{E000}\u{FFFF}", "\u{10000}\u{10FFFF}",
    "naïve 🦊 שלום",
  ])
  func thereAndBack(_ text: String) {
    let utf8 = Array(text.utf8)
    let found = scalars(of: utf8.span)
    #expect(found == text.unicodeScalars.map(\.value))
    #expect(Array(String(scalars: found.span).utf8) == utf8)
  }
}
