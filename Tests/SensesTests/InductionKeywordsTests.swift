import Testing
import UnicodeText

@testable import Senses

@Suite struct InductionKeywordsTests {
  static func induction(_ sentences: [String], senses: [Int]) -> Induction {
    let finder = UseFinder("bank", tokenizer: UseFinderTests.tokenizer)!
    let uses = sentences.enumerated().flatMap { finder.uses(inLine: $0 + 1, Array($1.utf8)) }
    return Induction(
      word: "bank", uses: uses, directions: Directions(uses.map { _ in [1, 0] }), senses: senses,
      count: nil)
  }

  @Test func sensesAreToldByTheWordsAroundThem() {
    let induction = Self.induction(
      Array(repeating: "The muddy bank by the River.", count: 12)
        + Array(repeating: "The bank lends the money, bank of 1 a.", count: 12)
        .map { String($0) },
      senses: Array(repeating: 1, count: 12)
        + Array(repeating: 2, count: 24))
    let words = induction.keywords(tokenizer: UseFinderTests.tokenizer)
    #expect(Set(words[1]!.map(\.word)) == ["muddy", "by", "river"])
    #expect(Set(words[2]!.map(\.word)).isSuperset(of: ["lends", "money"]))
    // In both, or the word itself, or no word at all.
    for word in ["the", "bank", "1", ".", "a"] {
      #expect(!words.values.joined().contains { $0.word == word }, "\(word)")
    }
  }

  @Test func oneSenseHasNothingToBeToldFrom() {
    let induction = Self.induction(["The bank.", "A bank."], senses: [1, 1])
    #expect(induction.keywords(tokenizer: UseFinderTests.tokenizer) == [1: []])
  }
}
