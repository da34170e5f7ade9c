import Testing

@testable import UnicodeText

struct UnicodeVersionsTests {
  /// Its normal forms, then its word boundaries.
  private static func versions(_ forms: UnicodeVersion, _ words: UnicodeVersion) -> UnicodeVersions
  {
    .init(wordBoundaries: words, normalForms: forms)
  }

  /// What two versions read otherwise, in both directions.
  private func otherwise(_ text: String, _ a: UnicodeVersions, _ b: UnicodeVersions) -> String {
    let utf8 = Array(text.utf8)
    let found = a.scalarsReadOtherwise(by: b, in: utf8.span)
    let back = b.scalarsReadOtherwise(by: a, in: utf8.span)
    #expect(back == found)
    let values = found.map(\.value)
    return String(scalars: values.span)
  }

  @Test func tablesAndTestFilesAreOfOneVersion() {
    #expect("Unicode-\(UnicodeVersions.current.wordBoundaries)" == UnicodeData.folder)
    #expect(ageTableVersion == wordBreakTableVersion)
  }

  @Test func agesAreThoseOfTheData() throws {
    let oldest: UnicodeVersion = "13.0.0"
    var expected: [UInt32: UnicodeVersion] = [:]
    for line in try UnicodeData.lines(of: "DerivedAge.txt") {
      let fields = line.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      let age = try #require(UnicodeVersion(fields[1] + ".0"))
      for point in UnicodeData.points(fields[0]) { expected[point] = max(age, oldest) }
    }
    let scalars = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }
    let wrong = scalars.filter { $0.age != expected[$0.value] }
    #expect(wrong == [])
  }

  /// The installed utf8proc knows the characters of the version that it names, and no others; of what
  /// is newer than the table nothing can be said.
  @Test func theLibraryKnowsWhatItsVersionHas() {
    let version = UnicodeVersions.current.normalForms
    let wrong = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }.filter { scalar in
      if scalar.isNoncharacter { return false }
      guard let age = scalar.age else { return version <= ageTableVersion && scalar.isAssigned }
      return (age <= version) != scalar.isAssigned
    }
    #expect(wrong == [])
  }

  /// U+1DFA came with 14.0, U+1FAE8 with 15.0, U+2FFC with 15.1, U+1C89 with 16.0, U+16EA0 with 17.0.
  private let ofEachVersion = "a\u{1DFA}\u{1FAE8}é\u{2FFC}\u{1C89}\u{16EA0}\u{1DFA}"

  @Test func normalFormsDifferWhereOneVersionDoesNotKnow() {
    func differ(_ a: UnicodeVersion, _ b: UnicodeVersion) -> String {
      otherwise(
        ofEachVersion, Self.versions(a, "17.0.0"), Self.versions(b, "17.0.0"))
    }
    #expect(differ("15.0.0", "15.0.0") == "")
    #expect(differ("15.0.0", "15.1.0") == "\u{2FFC}")
    #expect(differ("14.0.0", "16.0.0") == "\u{1FAE8}\u{2FFC}\u{1C89}")
    #expect(differ("13.0.0", "17.0.0") == "\u{1DFA}\u{1FAE8}\u{2FFC}\u{1C89}\u{16EA0}")
  }

  /// A version newer than the tables may know what nobody knows yet, and nothing else.
  @Test func aNewerVersionMayKnowMore() {
    let text = ofEachVersion + "\u{378}"
    func differ(_ a: UnicodeVersion, _ b: UnicodeVersion) -> String {
      otherwise(text, Self.versions(a, "17.0.0"), Self.versions(b, "17.0.0"))
    }
    #expect(differ("17.0.0", "18.0.0") == "\u{378}")
    #expect(differ("18.0.0", "19.0.0") == "\u{378}")
    #expect(differ("16.0.0", "17.0.0") == "\u{16EA0}")
    #expect(
      otherwise(text, Self.versions("17.0.0", "17.0.0"), Self.versions("17.0.0", "18.0.0"))
        == "\u{378}")
  }

  @Test func wordBoundariesDifferWhereAClassDoes() {
    func differ(_ text: String) -> String {
      otherwise(text, Self.versions("15.0.0", "15.0.0"), Self.versions("15.0.0", "17.0.0"))
    }
    #expect(differ("I sat on the bank, naïve and “quoted” 銀行 👩‍💻 ★ ¸") == "¸")
    #expect(differ("\u{6DD}١") == "\u{6DD}")
    // A new letter, and a new sign, which is cut like one that nobody knows.
    #expect(differ("\u{16EA0}\u{1CD00}") == "\u{16EA0}")
    #expect(differ("\u{200D}★ ★") == "★")
    #expect(differ("\u{200D}❤") == "")
  }

  @Test func nothingDiffersWithinAVersion() {
    let all = (0...0x10FFFF).compactMap { Unicode.Scalar($0)?.value }
    #expect(otherwise(String(scalars: all.span), .current, .current) == "")
  }
}

extension Unicode.Scalar {
  /// Never to be a character, but with an age.
  fileprivate var isNoncharacter: Bool {
    value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= value
  }
}
