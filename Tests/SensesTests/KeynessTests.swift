import Testing

@testable import Senses

@Suite struct KeynessTests {
  private func texts(_ word: String, in count: Int, of all: Int) -> [[String: Double]] {
    (0..<all).map { $0 < count ? [word: 1] : [:] }
  }

  @Test func agreesWithTheFormulaDoneByHand() throws {
    // river in 4 of 10 texts and 2 of 20 others: 6 of 30, so 2, 8, 4 and 16 are expected.
    // G² = 2 (4 ln 2 + 6 ln 3/4 + 2 ln 1/2 + 18 ln 9/8) = 2 (2.772589 − 1.726092 − 1.386294 + 2.120094).
    let words = Keyness.words(
      of: texts("river", in: 4, of: 10), against: texts("river", in: 2, of: 20))
    let river = try #require(words.first)
    #expect(river.word == "river" && river.inside == 4 && river.outside == 2)
    #expect(abs(river.ratio - 3.560593) < 1e-5)
    // The other way round it points the other way.
    let other = Keyness.words(
      of: texts("river", in: 2, of: 20), against: texts("river", in: 4, of: 10))
    #expect(abs(other[0].ratio + river.ratio) < 1e-9)
  }

  @Test func aWordThatTheOthersLackCountsByHowOftenItIsMet() {
    let inside: [[String: Double]] =
      Array(repeating: ["water": 1], count: 9) + [["otter": 1, "water": 1]]
    let words = Keyness.words(of: inside, against: Array(repeating: ["cash": 1], count: 10))
    #expect(words.map(\.word) == ["water", "otter"])
    #expect(words[0].ratio > 10.83 && words[1].ratio < 10.83)
  }

  @Test func whatCountsLessSetsApartLess() throws {
    let words = Keyness.words(
      of: Array(repeating: ["near": 1, "far": 0.5], count: 9),
      against: Array(repeating: ["cash": 1], count: 9))
    #expect(words.map(\.word) == ["near", "far"] && words[1].inside == 9)
  }

  @Test func nothingToSayIsNotAnError() {
    #expect(Keyness.words(of: [], against: []).isEmpty)
    #expect(Keyness.words(of: [["a": 1]], against: [["a": 1]]).map(\.ratio) == [0])
    #expect(Keyness.words(of: [["a": 1]], against: []).map(\.ratio) == [0])
  }
}
