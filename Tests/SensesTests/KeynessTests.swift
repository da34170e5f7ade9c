import Testing

@testable import Senses

@Suite struct KeynessTests {
  @Test func agreesWithTheFormulaDoneByHand() throws {
    // Inside: river 2, the 1 (n = 3); outside: the 2, money 1 (n = 3); α₀ = 6.
    // river: y 2, x 0, α = 6·2/6 = 2. Odds 4/(9 − 4) and 2/(9 − 2): δ = ln(4/5) − ln(2/7) = ln 2.8.
    // Variance 1/4 + 1/2, so z = 1.0296194 / 0.8660254.
    let words = Keyness.words(
      of: [["river", "the"], ["river"]], against: [["the", "money"], ["the"]], priorWeight: 6)
    let river = try #require(words.first)
    #expect(river.word == "river" && river.inside == 2 && river.outside == 0)
    #expect(abs(river.logOdds - 1.029619417) < 1e-8)
    #expect(abs(river.z - 1.188902) < 1e-5)
    // the: y 1, x 2, so it points the other way.
    #expect(words.last?.word == "the" && words.last!.z < 0)
  }

  @Test func aRareWordWeighsLessThanACommonOneThatIsAsExclusive() {
    let inside: [Set<String>] = Array(repeating: ["water"], count: 9) + [["otter", "water"]]
    let words = Keyness.words(of: inside, against: Array(repeating: ["cash"], count: 10))
    #expect(words.map(\.word) == ["water", "otter"])
  }

  @Test func nothingToSayIsNotAnError() {
    #expect(Keyness.words(of: [], against: []).isEmpty)
    #expect(Keyness.words(of: [["a"]], against: [["a"]]).allSatisfy { $0.z.isFinite })
    #expect(Keyness.words(of: [["a"]], against: []).allSatisfy { $0.z.isFinite })
  }
}
