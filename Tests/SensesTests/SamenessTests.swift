import Testing

@testable import Senses

@Suite struct SamenessTests {
  let reader = TopicReader()

  func sameness(_ texts: String...) throws -> Sameness {
    try Sameness(of: texts.map(reader.use), by: reader)
  }

  @Test func everyPairIsJudgedOnce() throws {
    let uses = try sameness(
      "the [bank] money", "cash at the [bank]", "river [bank]", "a [bank] loan")
    #expect(
      uses.pairs.map { [$0.first, $0.second] } == [
        [0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3],
      ])
    let again = try reader.judgement(
      of: reader.use("the [bank] money"), and: reader.use("river [bank]"))
    #expect(uses.pairs[1].judgement == again)
    #expect(uses.farthest?.second == 2 || uses.farthest?.first == 2)
    #expect(uses.nearest.map { $0.first != 2 && $0.second != 2 } == true)
  }

  @Test func oneSenseNeedsEveryPair() throws {
    #expect(
      try sameness("the [bank] money", "cash at the [bank]", "a [bank] loan").verdict == .same)
    let mixed = try sameness(
      "the [bank] money cash", "cash at the [bank] loan", "river water [bank]")
    #expect(mixed.verdict == .different)
    #expect(mixed.count { $0 == .same } == 1)
    #expect(mixed.count { $0 == .different } == 2)
  }

  @Test func aDoubtfulPairLeavesItOpenUnlessAnotherDecides() throws {
    #expect(
      try sameness("the [bank]", "[bank]").verdict == .unsure([.noContext(word: "bank")]))
    #expect(
      try sameness("the [bank] money cash", "[bank]", "river water [bank]").verdict == .different)
  }

  @Test func oneUseCannotDiffer() throws {
    #expect(try sameness("the [bank] money").verdict == nil)
    #expect(try sameness().verdict == nil)
  }
}
