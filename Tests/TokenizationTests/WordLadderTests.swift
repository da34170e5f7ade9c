import TestSupport
import Testing
import Tokenization
import UnicodeText

struct WordLadderTests {
  @Test(arguments: [
    ("Bank", "bank"), ("don’T", "don't"), ("E\u{301}", "é"), ("Å", "å"), ("ΑΙ\u{345}", "αιι"),
    ("ſ", "s"),
    ("ß", "ss"), ("İ", "i\u{307}"), ("ﬁ", "fi"), ("ŉ", "'n"), ("’", "'"), ("Donʼt", "don't"),
    ("‘", "‘"), ("don‘t", "don‘t"),
  ])
  func keys(word: String, key: String) {
    #expect(Array(word.wordKey.utf8) == Array(key.utf8))
  }

  @Test func theKeyOfAKeyIsItself() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value), !scalar.isASCII else { continue }
      let key = String(scalar).wordKey
      if !key.wordKey.utf8.elementsEqual(key.utf8) { Issue.record("U+\(String(value, radix: 16))") }
    }
    var generator = SplitMix64(seed: 6)
    for _ in 0..<5000 {
      let text = String(decoding: RandomText.scripts.bytes(using: &generator), as: UTF8.self)
      let key = text.wordKey
      #expect(key.wordKey.utf8.elementsEqual(key.utf8), "\(text.unicodeScalars.map(\.value))")
    }
  }
}
