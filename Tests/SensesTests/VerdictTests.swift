import Senses
import Testing

@Suite struct VerdictTests {
  @Test func clearOddsDecide() {
    #expect(Verdict(probability: 0.9, interval: 0.8...0.95) == .same)
    #expect(Verdict(probability: 0.1, interval: 0.05...0.2) == .different)
    #expect(Verdict(probability: 0.9, interval: nil) == .same)
  }

  @Test func thinEvidenceAbstainsAndSaysWhy() {
    #expect(Verdict(probability: nil, interval: nil) == .unsure([.noCalibration]))
    #expect(Verdict(probability: 0.55, interval: 0.52...0.6) == .unsure([.nearEven]))
    #expect(Verdict(probability: 0.7, interval: 0.45...0.9) == .unsure([.intervalHoldsEven]))
    #expect(
      Verdict(probability: 0.99, interval: 0.98...1, doubts: [.guess(word: "glorp")])
        == .unsure([.guess(word: "glorp")]))
  }

  @Test func everyDoubtHasItsOwnCodeAndReason() {
    let doubts: [Doubt] = [
      .noCalibration, .guess(word: "x"), .noContext(word: "x"), .oneSentence(word: "x"),
      .twoWords("x", "y"), .nearEven, .intervalHoldsEven,
    ]
    #expect(Set(doubts.map(\.code)).count == doubts.count)
    #expect(Set(doubts.map(\.reason)).count == doubts.count)
  }
}

@Suite struct DoubtTests {
  let reader = TopicReader()

  func doubts(_ a: String, _ b: String) -> [Doubt] {
    Doubt.about(reader.use(a), and: reader.use(b))
  }

  @Test func formsOfOneWordAreOneWord() {
    #expect(doubts("the [bank].", "by the [Bank]").isEmpty)
    #expect(doubts("the [river].", "by the [rivers]") == [.guess(word: "rivers")])
    #expect(doubts("the [river].", "by the [bank]") == [.twoWords("river", "bank")])
    #expect(doubts("the [ba\u{AD}nk].", "by the [\u{FF42}\u{E4}nk]").isEmpty)
  }

  @Test func twoUsesInOneSentenceShareTheirContext() {
    let (first, second) = ("the [bank] by the bank", "the bank by the [bank]")
    #expect(doubts(first, second) == [.oneSentence(word: "bank")])
    #expect(doubts(first, first).isEmpty)
    #expect(doubts(first, "by the [bank] the bank").isEmpty)
    // Another word of the sentence is another word first of all.
    #expect(doubts("the [river] bank", "the river [bank]") == [.twoWords("river", "bank")])
  }

  @Test func punctuationIsNoContext() {
    #expect(doubts("[bank] .", "by the [bank]") == [.noContext(word: "bank")])
    #expect(doubts("[bank]", "[bank]") == [.noContext(word: "bank")])
  }
}
