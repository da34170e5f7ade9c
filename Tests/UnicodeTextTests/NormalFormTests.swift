import TestSupport
import Testing

@testable import UnicodeText

struct NormalFormTests {
  /// Each line gives a text and its NFC, NFD, NFKC and NFKD: c1 to c5.
  ///
  /// Asked are the lines whose characters the installed utf8proc knows, whatever its version. Unicode
  /// promises that a text has the same normal forms in every version that knows its characters
  /// (https://www.unicode.org/policies/stability_policy.html#Normalization), so that a line of a newer
  /// version holds for an older one too.
  @Test func conformance() throws {
    var lines = 0
    var failures: [Substring] = []
    for line in try UnicodeData.lines(of: "NormalizationTest.txt") where !line.hasPrefix("@") {
      let c = line.split(separator: ";", maxSplits: 5).prefix(5).map(UnicodeData.text)
      guard c.allSatisfy({ $0.unicodeScalars.allSatisfy(\.isAssigned) }) else { continue }
      lines += 1
      let holds =
        c[0..<3].allSatisfy {
          scalars($0.normalized(to: .nfc)) == scalars(c[1])
            && scalars($0.normalized(to: .nfd)) == scalars(c[2])
        }
        && c[3..<5].allSatisfy {
          scalars($0.normalized(to: .nfc)) == scalars(c[3])
            && scalars($0.normalized(to: .nfd)) == scalars(c[4])
        }
        && c.allSatisfy {
          scalars($0.normalized(to: .nfkc)) == scalars(c[3])
            && scalars($0.normalized(to: .nfkd)) == scalars(c[4])
        }
      if !holds { failures.append(line) }
    }
    #expect(failures == [])
    // Those that Unicode 13.0 had, and no more than there are.
    #expect(18_800...20_034 ~= lines)
  }

  /// What part 1 of the test file does not list has no other form: not among the characters of its
  /// version. A newer utf8proc may know others.
  @Test(arguments: NormalForm.allCases)
  func scalarsNotListedStay(form: NormalForm) throws {
    let lines = try UnicodeData.lines(of: "NormalizationTest.txt")
    let part1 = lines.drop { !$0.hasPrefix("@Part1") }.dropFirst().prefix { !$0.hasPrefix("@") }
    let listed = Set(part1.map { UInt32($0.prefix { $0 != ";" }, radix: 16)! })
    #expect(listed.count > 10_000)
    let others = (0...0x10FFFF).compactMap {
      listed.contains($0) ? nil : Unicode.Scalar($0)
    }.filter { $0.age != nil || !$0.isAssigned }
    #expect(others.count > 0x10_0000)
    // A line end between them keeps each to itself.
    var text = String.UnicodeScalarView()
    for scalar in others {
      text.append(scalar)
      text.append("\n")
    }
    let result = Array(String(text).normalized(to: form).unicodeScalars)
    #expect(result.count == 2 * others.count)
    let moved = zip(result, text).first { $0 != $1 }.map { "\($0.1.value) became \($0.0.value)" }
    #expect(moved == nil)
  }

  /// What stays by itself may still combine with what is before it.
  @Test(arguments: [
    ("가\u{11A8}", "각"), ("\u{1100}\u{1161}", "가"), ("\u{1100}\u{1161}\u{11A8}", "각"),
    ("\u{9C7}\u{9BE}", "\u{9CB}"), ("A\u{30A}", "Å"), ("é\u{323}", "ẹ\u{301}"),
    ("\u{212B}", "\u{C5}"), ("\u{2126}", "\u{3A9}"),
  ])
  func composition(text: String, composed: String) {
    for form in [NormalForm.nfc, .nfkc] {
      #expect(scalars(text.normalized(to: form)) == scalars(composed))
    }
  }

  @Test func onceIsEnough() {
    var generator = SplitMix64(seed: 15)
    for _ in 0..<2000 {
      let bytes = RandomText.scripts.bytes(using: &generator)
      let text = String(decoding: bytes, as: UTF8.self)
      for form in NormalForm.allCases {
        let once = text.normalized(to: form)
        #expect(scalars(once.normalized(to: form)) == scalars(once), "\(scalars(text)) \(form)")
      }
    }
  }

  @Test func longRunsOfMarksTakeLinearTime() {
    // Alternating classes are the worst case of sorting by swaps.
    expectLinearTime(upTo: 40_000) { count in
      let text = "a" + String(repeating: "\u{301}\u{323}", count: count)
      let sorted = text.normalized(to: .nfd)
      let half = String(repeating: "\u{323}", count: count)
      #expect(
        scalars(sorted).elementsEqual(
          scalars("a" + half) + [UInt32](repeating: 0x301, count: count)))
    }
  }

  @Test(arguments: [
    ("Straße", "strasse"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("Ⅷ", "ⅷ"), ("BANK", "bank"), ("ŉ", "ʼn"),
    ("İ", "i\u{307}"), ("Ꮳ", "Ꮳ"), ("ꮳ", "Ꮳ"), ("", ""),
  ])
  func caseFolding(text: String, folded: String) {
    #expect(scalars(text.caseFolded) == scalars(folded))
  }

  @Test(arguments: [
    ("café", "cafe"), ("cafe\u{301}", "cafe"), ("Ångström", "Angstrom"),
    ("tiếng Việt", "tieng Viet"),
    ("ø", "ø"), ("가", "가"), ("हिन्दी", "हिनदी"), ("plain", "plain"),
  ])
  func accents(text: String, plain: String) {
    #expect(scalars(text.withoutAccents) == scalars(plain))
  }

  @Test(arguments: [
    ("ﬁancé", "fiancé"), ("Ｂａｎｋ", "bank"), ("ba\u{AD}nk", "bank"), ("ℌ", "h"), ("①", "1"),
    ("㎏", "kg"), ("❤\u{FE0F}", "❤"), ("ﷺ", "صلى الله عليه وسلم"),
  ])
  func compatibility(text: String, folded: String) {
    #expect(scalars(text.compatibilityCaseFolded) == scalars(folded))
  }
}
