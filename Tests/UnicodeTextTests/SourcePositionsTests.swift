import TestSupport
import Testing
import UnicodeText

struct SourcePositionsTests {
  @Test func bytesAndCharactersOfEachKind() {
    // a | CR LF | e + acute | bad byte | family | x
    let bytes = [0x61, 0x0D, 0x0A, 0x65, 0xCC, 0x81, 0xFF] + Array("👨‍👩‍👧x".utf8)
    let text = SourceText(bytes: bytes)
    #expect(text.badBytes == [6])
    var positions = SourcePositions(text)
    #expect(positions.byte(at: 6) == 6)
    #expect(positions.byte(at: 9) == 7)
    #expect(positions.characters(in: 0..<1) == 0..<1)
    #expect(positions.characters(in: 1..<2) == 1..<2)
    #expect(positions.characters(in: 2..<3) == 2..<3)
    #expect(positions.characters(in: 3..<6) == 3..<5)
    #expect(positions.characters(in: 6..<9) == 5..<6)
    #expect(positions.characters(in: 9..<27) == 6..<11)
    #expect(positions.characters(in: 27..<28) == 11..<12)
    #expect(positions.byte(at: 28) == 26)
  }

  /// Against counting from the start each time.
  @Test(arguments: RandomText.allCases)
  func agreesWithCounting(kind: RandomText) {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<500 {
      let text = SourceText(bytes: kind.bytes(using: &generator))
      let string = text.string
      let starts =
        string.unicodeScalars.indices.map {
          string.utf8.distance(from: string.startIndex, to: $0)
        } + [text.utf8.count]
      var positions = SourcePositions(text)
      var lower = 0
      while lower < starts.count - 1 {
        let upper = Int.random(in: lower + 1..<min(starts.count, lower + 4), using: &generator)
        #expect(positions.characters(in: starts[lower]..<starts[upper]) == lower..<upper)
        // The next range may share a part of this one.
        lower = Int.random(in: lower...upper, using: &generator)
      }
      for (place, start) in starts.enumerated() {
        let typed = positions.byte(at: start)
        #expect(text.repairedOffset(ofByte: typed) == start, "\(text.bytes) \(place)")
      }
    }
  }

  @Test(arguments: ["🇩", "\u{301}", "\r\n", "a\u{301}", "👩\u{200D}", "e\r"])
  func longTextTakesLinearTime(unit: String) {
    expectLinearTime(upTo: 24_000) { count in
      let text = SourceText(String(repeating: unit, count: count))
      var positions = SourcePositions(text)
      var (place, last) = (0, 0..<0)
      for scalar in text.string.unicodeScalars {
        last = positions.characters(in: place..<place + scalar.utf8.count)
        place += scalar.utf8.count
      }
      #expect(last.upperBound == text.string.unicodeScalars.count)
    }
  }
}
