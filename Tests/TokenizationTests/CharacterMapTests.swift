import Foundation
import TestSupport
import Testing

@testable import Tokenization

struct CharacterMapTests {
  /// One block: "a" becomes "bc". The root's children are at its own place, the leaf of "a" at 1.
  private static let units: [UInt32] = {
    var units = [UInt32](repeating: 0, count: 256)
    units[0x61] = UInt32(0x61 ^ 1) << 10 | 0x100 | 0x61
    units[1] = 0x8000_0000
    return units
  }()

  private static func bytes(_ units: [UInt32], _ texts: [UInt8] = Array("bc\0".utf8)) -> [UInt8] {
    let numbers = [UInt32(units.count * 4)] + units
    return numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
      + texts
  }

  @Test func oneCharacter() throws {
    let map = try CharacterMap(Self.bytes(Self.units))
    #expect(map.applied(to: "xax") == "xbcx")
    #expect(map.applied(to: "") == "")
  }

  /// The whole grapheme becomes what its first scalar becomes: the mark is lost. Composed text has none to lose.
  @Test func shortGraphemesAreOne() throws {
    let map = try CharacterMap(Self.bytes(Self.units))
    #expect(map.applied(to: "a\u{301}") == "bc")
    #expect(
      Array(map.applied(to: "a\u{301}\u{301}\u{301}").utf8) == Array("bc\u{301}\u{301}\u{301}".utf8)
    )
    #expect(Array(map.applied(to: "x\u{301}a").utf8) == Array("x\u{301}bc".utf8))
  }

  private func expect(
    _ error: CharacterMapError, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: error, sourceLocation: sourceLocation) { try CharacterMap(bytes) }
  }

  @Test func damage() {
    expect(.truncated(bytes: 3, expected: 4), [0, 4, 0])
    expect(.truncated(bytes: 4, expected: 1028), [0, 4, 0, 0])
    expect(.trieSize(bytes: 0), [0, 0, 0, 0])
    expect(.trieSize(bytes: 8), [8, 0, 0, 0] + [UInt8](repeating: 0, count: 8))
    var units = Self.units
    units[1] |= 3
    expect(.damaged(unit: 1), Self.bytes(units))
    units[1] = 0x8000_0001
    expect(.damaged(unit: 1), Self.bytes(units, Array("é".utf8)))
    units = Self.units
    units[7] = 1 << 20
    expect(.damaged(unit: 7), Self.bytes(units))
    // The root has children, and is no value itself.
    units = Self.units
    units[0] = 0x8000_0000
    expect(.damaged(unit: 0), Self.bytes(units))
    expect(.notUTF8, Self.bytes(Self.units, [0xFF]))
  }

  /// "a" becomes what has both of the signs that base64 has besides letters and digits.
  @Test func inBase64() throws {
    let text = Data(Self.bytes(Self.units, Array("?ab>\0".utf8))).base64EncodedString()
    #expect(text.contains("/") && text.contains("+"))
    #expect(try CharacterMap(base64: text).applied(to: "xa") == "x?ab>")
  }

  @Test(arguments: ["", "AAAA", "A", "AA=A", "====", "AAA", "AB==", "A A=", "é==="])
  func badBase64(text: String) {
    #expect(throws: CharacterMapError.self) { try CharacterMap(base64: text) }
  }

  @Test(arguments: ["a", "a\u{301}", "\u{301}", "中", "\r\n"])
  func longTextTakesLinearTime(unit: String) throws {
    let map = try CharacterMap(Self.bytes(Self.units))
    expectLinearTime(upTo: 24_000) { count in
      var replaced = 0
      map.forEachReplacement(in: Array(String(repeating: unit, count: count).utf8).span) { _, _ in
        replaced += 1
      }
      #expect(replaced <= count)
    }
  }
}
