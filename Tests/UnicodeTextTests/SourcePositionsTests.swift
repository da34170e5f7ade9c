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
    #expect(positions.characters(in: 1..<2) == 1..<2, "half of a line end")
    #expect(positions.characters(in: 2..<3) == 1..<2)
    #expect(positions.characters(in: 3..<6) == 2..<3)
    #expect(positions.characters(in: 6..<9) == 3..<4)
    #expect(positions.characters(in: 9..<27) == 4..<5)
    #expect(positions.characters(in: 27..<28) == 5..<6)
    #expect(positions.byte(at: 28) == 26)
  }

  /// Against counting from the start each time.
  @Test(arguments: RandomText.allCases)
  func agreesWithCounting(kind: RandomText) {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<500 {
      let text = SourceText(bytes: kind.bytes(using: &generator))
      let string = text.string
      let starts = string.indices.map { string.utf8.distance(from: string.startIndex, to: $0) }
      let ends = Array(starts.dropFirst()) + [text.utf8.count]
      let scalars =
        string.unicodeScalars.indices.map {
          string.utf8.distance(from: string.startIndex, to: $0)
        } + [text.utf8.count]
      var positions = SourcePositions(text)
      var lower = 0
      while lower < scalars.count - 1 {
        let upper = Int.random(in: lower + 1..<min(scalars.count, lower + 4), using: &generator)
        let range = scalars[lower]..<scalars[upper]
        let touched = starts.indices.filter {
          starts[$0] < range.upperBound && ends[$0] > range.lowerBound
        }
        #expect(
          positions.characters(in: range) == touched.first!..<touched.last! + 1,
          "\(text.bytes) \(range)")
        lower = upper - Int.random(in: 0...1, using: &generator)
        if scalars[lower] < range.upperBound { lower = upper }
      }
    }
  }

  @Test(
    .timeLimit(.minutes(1)), arguments: ["🇩", "\u{301}", "\r\n", "a\u{301}", "👩\u{200D}", "e\r"])
  func longTextTakesLinearTime(unit: String) {
    let text = SourceText(String(repeating: unit, count: 100_000))
    var positions = SourcePositions(text)
    var last = 0..<0
    for index in text.string.unicodeScalars.indices {
      let offset = text.string.utf8.distance(from: text.string.startIndex, to: index)
      last = positions.characters(in: offset..<offset + 1)
    }
    #expect(last.upperBound == text.string.count)
  }
}
