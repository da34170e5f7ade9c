import Testing

@testable import Tokenization

struct AffixChangesTests {
  static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test(arguments: [
    ("governs", "government", "-s/-ment"),
    ("walks", "walk", "-s/-"),
    ("walk", "walks", "-/-s"),
    ("unkind", "kind", "un-/-"),
    ("inland", "island", "in-/is-"),
    // As much of the beginning as of the ending: the ending changes.
    ("banban", "ban", "-ban/-"),
    ("élèves", "élève", "-s/-"),
  ])
  func whatIsBetween(word: String, other: String, change: String) {
    let found = AffixChange(from: Self.scalars(word), to: Self.scalars(other))
    #expect(found?.description == change)
  }

  @Test(arguments: [
    // The same, two letters in common, and an affix of seven letters.
    ("walk", "walk"), ("we", "were"), ("ox", "oxen"), ("care", "carelessness"), ("", "a"),
  ])
  func nothingIsBetween(word: String, other: String) {
    #expect(AffixChange(from: Self.scalars(word), to: Self.scalars(other)) == nil)
  }

  @Test func theyAreNumberedByTheirLines() throws {
    let changes = try AffixChanges(text: Array("-s\t-\t2.5\r\n-\t-s\t1e0\nun-\t-\t.5".utf8))
    #expect(changes.count == 3)
    let plural = changes.find(from: Self.scalars("rivers"), to: Self.scalars("river"))
    #expect(plural?.number == 0 && plural?.factor == 2.5)
    let front = changes.find(from: Self.scalars("unseen"), to: Self.scalars("seen"))
    #expect(front?.number == 2 && front?.factor == 0.5)
    #expect(changes.find(from: Self.scalars("rivers"), to: Self.scalars("riverside")) == nil)
    #expect(AffixChanges().find(from: Self.scalars("rivers"), to: Self.scalars("river")) == nil)
    #expect(try AffixChanges(text: []).count == 0)
  }

  @Test(arguments: [
    ("-s\t-\n", AffixChangesError.columns(line: 1, found: 2)),
    ("-s\t-\t1\n\n-\t-s\t1\n", .columns(line: 2, found: 1)),
    ("-s\t-\t1\ns\t-\t1\n", .affix(line: 2, found: "s")),
    ("-s\t\t1\n", .affix(line: 1, found: "")),
    ("-\t-abcdefg\t1\n", .affix(line: 1, found: "-abcdefg")),
    ("-s\t-\t0\n", .factor(line: 1, found: "0")),
    ("-s\t-\tnan\n", .factor(line: 1, found: "nan")),
    ("-s\t-\tinf\n", .factor(line: 1, found: "inf")),
    ("-s\t-\tmuch\n", .factor(line: 1, found: "much")),
    ("-s\t-\t1\n-\t-s\t1\n-s\t-\t2\n", .duplicate(line: 3, first: 1)),
  ])
  func lists(text: String, error: AffixChangesError) {
    #expect(throws: error) { try AffixChanges(text: Array(text.utf8)) }
    #expect(error.description.hasPrefix("line ") && !error.description.contains("\n"))
  }

  @Test func aListThatIsNotUTF8() {
    #expect(throws: AffixChangesError.notUTF8(line: 2)) {
      try AffixChanges(text: Array("-s\t-\t1\n-".utf8) + [0xFF] + Array("\t-\t1\n".utf8))
    }
  }
}
