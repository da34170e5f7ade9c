import Testing
import UnicodeText

/// `ASCIIReadings` too.
struct ASCIIReadingTests {
  private func reading(_ text: String) -> ASCIIReading {
    var place = 0
    let utf8 = Array(text.utf8)
    return ASCIIReadings.shared.next(at: &place, in: utf8.span)
  }

  @Test(arguments: [
    ("é", ASCIIReading.one(0x65)), ("É", .one(0x65)), ("２", .one(0x32)), ("\u{212A}", .one(0x6B)),
    ("\u{3164}", .nothing),
    ("ß", .several([0x73, 0x73])), ("ﬃ", .several([0x66, 0x66, 0x69])),
    ("½", .several([0x31, 0, 0x32])),
    ("\u{AD}", .nothing), ("\u{301}", .nothing), ("\u{FE0F}", .nothing), ("\u{200B}", .nothing),
    ("\u{E0100}", .nothing), ("\u{FFFD}", .nothing), ("—", .other), ("’", .other), ("ж", .other),
    ("й", .other), ("中", .other), ("가", .other), ("\u{A0}", .other), ("\u{2F801}", .other),
  ]) func readings(text: String, expected: ASCIIReading) {
    #expect(reading(text) == expected)
  }

  /// Against the forms by which words are looked up.
  @Test func everyScalarIsReadAsItsForms() {
    func letters(_ text: String) -> [UInt8] {
      text.unicodeScalars.map {
        0x61...0x7A ~= $0.value || 0x30...0x39 ~= $0.value ? UInt8($0.value) : 0
      }
    }
    for value in UInt32(0x80)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected = letters(String(scalar).compatibilityCaseFolded.withoutAccents)
      let found: [UInt8] =
        switch reading(String(scalar)) {
        case .other: [0]
        case .nothing: []
        case .one(let byte): [byte]
        case .several(let bytes): bytes
        }
      let agrees = expected.contains { $0 > 0 } ? found == expected : !found.contains { $0 > 0 }
      if !agrees {
        Issue.record("U+\(String(value, radix: 16)): \(found), expected \(expected)")
      }
      // What disappears for a word must not part it.
      if expected.isEmpty, !found.isEmpty {
        Issue.record("U+\(String(value, radix: 16)) parts words")
      }
    }
  }

  @Test func bytesThatAreNoTextAreReadOneByOne() {
    let bytes: [UInt8] = [0xFF, 0xC3, 0xC3, 0xA9, 0xE2, 0x80, 0x62]
    var place = 0
    var found: [ASCIIReading] = []
    var places: [Int] = []
    while place < 6 {
      found.append(ASCIIReadings.shared.next(at: &place, in: bytes.span))
      places.append(place)
    }
    #expect(found == [.nothing, .nothing, .one(0x65), .nothing, .nothing])
    #expect(places == [1, 2, 4, 5, 6])
    func first(_ start: Int) -> Int {
      ASCIIReadings.shared.firstReadable(from: start, in: bytes.span)
    }
    #expect(first(0) == 2 && first(4) == 6 && first(7) == 7)
  }
}
