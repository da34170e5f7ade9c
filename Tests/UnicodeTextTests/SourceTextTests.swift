import TestSupport
import Testing
import UnicodeText

struct SourceTextTests {
  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b", [1]),
      ([0xE2, 0x82], "\u{FFFD}\u{FFFD}", [0, 1]),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", [0, 1, 2]),
      ([0xC0, 0x80], "\u{FFFD}\u{FFFD}", [0, 1]),
      ([0xF0, 0x9F, 0x98, 0x80, 0xF0, 0x9F, 0x98], "😀\u{FFFD}\u{FFFD}\u{FFFD}", [4, 5, 6]),
      ([0xF5, 0x80], "\u{FFFD}\u{FFFD}", [0, 1]),
      ([0xEF, 0xBF, 0xBD], "\u{FFFD}", []),
      ([0x00], "\0", []),
      ([], "", []),
    ] as [([UInt8], String, [Int])])
  func repair(bytes: [UInt8], string: String, badBytes: [Int]) {
    let text = SourceText(bytes: bytes)
    #expect(text.bytes == bytes)
    #expect(text.string == string)
    #expect(text.badBytes == badBytes)
    #expect(text.utf8 == Array(string.utf8))
  }

  /// All texts of up to four of the bytes at which well-formedness turns, against the standard
  /// library's word on each sequence.
  @Test func everyTurnOfWellFormedness() {
    let bytes: [UInt8] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0,
      0xF1,
      0xF4, 0xF5,
    ]
    var texts: [[UInt8]] = [[]]
    for _ in 0..<3 { texts = [[]] + texts.flatMap { text in bytes.map { text + [$0] } } }
    for lead in [0xF0, 0xF1, 0xF3, 0xF4] as [UInt8] {
      texts += texts.prefix(6000).map { [lead] + $0 }
    }
    for text in texts {
      var string = ""
      var badBytes: [Int] = []
      var offset = 0
      while offset < text.count {
        let length = (1...4).first {
          offset + $0 <= text.count
            && String(validating: text[offset..<offset + $0], as: UTF8.self)?.unicodeScalars.count
              == 1
        }
        if let length {
          string += String(decoding: text[offset..<offset + length], as: UTF8.self)
        } else {
          string += "\u{FFFD}"
          badBytes.append(offset)
        }
        offset += length ?? 1
      }
      let source = SourceText(bytes: text)
      if source.string != string || source.badBytes != badBytes { Issue.record("\(text)") }
    }
  }

  @Test func equalWhenTheBytesAre() {
    #expect(SourceText("é") == SourceText(bytes: [0xC3, 0xA9]))
    #expect(SourceText("é") != SourceText("e\u{301}"))
    #expect(SourceText(bytes: [0xFF]) != SourceText(bytes: [0xFE]))
    #expect(Set([SourceText("é"), "é", "e\u{301}"]).count == 2)
  }

  @Test(arguments: RandomText.allCases)
  func rangesReadAsTheWhole(kind: RandomText) {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<500 {
      let text = SourceText(bytes: kind.bytes(using: &generator))
      // Cut where the walk over scalars may cut.
      var positions = SourcePositions(text)
      var cuts = [0]
      for index in text.string.unicodeScalars.indices.dropFirst() {
        let offset = text.string.utf8.distance(from: text.string.startIndex, to: index)
        cuts.append(positions.byte(at: offset))
      }
      cuts.append(text.bytes.count)
      let pieces = zip(cuts, cuts.dropFirst()).map { text.string(in: $0..<$1) }
      #expect(Array(pieces.joined().utf8) == text.utf8, "\(text.bytes)")
    }
  }
}
