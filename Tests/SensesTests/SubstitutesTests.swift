import TestSupport
import Testing

@testable import Senses

@Suite struct SubstitutesTests {
  let reader = TopicReader()

  /// Any word in the place has the same vector there, so what it does to the others decides: as
  /// "money" it adds a topic that "cash" adds too, and "boat" another.
  @Test func aSubstituteLeavesTheRestAsItWas() throws {
    let use = reader.use("She saw the [money] today.")
    let words = try Substitutes(for: use, by: reader, count: 30).words
    #expect(Set(words.prefix(3).map(\.text)) == ["account", "cash", "loan"])
    for word in words.prefix(3) { #expect(abs(word.change) < 1e-9) }
    for word in words.dropFirst(3) { #expect(word.change > 0.01, "\(word)") }
    for word in words { #expect(abs(word.similarity - 1) < 1e-9) }
  }

  @Test func aUseWithoutContextHasSome() throws {
    let words = try Substitutes(for: reader.use("[money]"), by: reader, count: 3).words
    #expect(words.count == 3 && words.allSatisfy { $0.change == 0 })
  }

  @Test func aPhraseIsReplacedByOneWord() throws {
    let use = reader.use("She saw the [money account] today.")
    let words = try Substitutes(for: use, by: reader, count: 30).words
    #expect(!words.isEmpty && !words.contains { ["money", "account"].contains($0.text) })
  }

  @Test(arguments: [
    ("banknote", "bank", true), ("bassist", "bass", true), ("bright", "brightness", true),
    ("riverbank", "bank", false), ("random", "ran", false), ("cool", "school", false),
    ("bank", "bank", true),
  ])
  func derivationsAreNoSubstitutes(word: String, other: String, isOne: Bool) {
    #expect(isDerivation(word, of: other) == isOne)
  }

  @Test func standardDeviationsHaveMeanZeroAndSpreadOne() {
    // Mean 3, variance (4 + 0 + 4) / 3.
    let values = standardised([1, 3, 5])
    #expect(abs(values[0] + 1.5.squareRoot()) < 1e-12 && values[1] == 0 && values[2] == -values[0])
    #expect(standardised([2, 2]) == [0, 0] && standardised([]) == [])
  }
}
