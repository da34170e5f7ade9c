import ContextualEmbeddings
import Testing

@testable import Senses

@Suite struct FlipTests {
  let reader = TopicReader()
  let water = "We saw a boat in the water at the river [bank]."

  func flip(_ a: String, _ b: String) throws -> Flip {
    try Flip(of: reader.use(a), to: reader.use(b), by: reader)
  }

  func reads(_ change: Flip.Change, to b: String) throws -> Judgement {
    try reader.judgement(
      of: Use(change.marked, read: reader.tokenize)!, and: reader.use(b))
  }

  @Test func deletingOneWordIsTriedFirst() throws {
    let found = try flip("We saw a boat at the [bank] by her account.", water)
    #expect(found.before.leansToSame == false)
    let best = try #require(found.changes.first)
    #expect(best.edits == [.delete(at: 9, word: "account")])
    #expect(HarmlessEditTests.shown(best.marked) == "We saw a boat at the [bank] by her.")
    #expect(found.changes.allSatisfy { $0.edits.count == 1 })
  }

  /// More words than are tried between two looks at whether to stop.
  @Test func everyPlaceOfALongSentenceIsTried() throws {
    let commas = String(repeating: ", ", count: 300)
    let found = try flip("Account by her \(commas)we saw a boat at the [bank].", water)
    #expect(found.changes.first?.edits == [.delete(at: 0, word: "Account")])
    #expect(found.tried == 310)
  }

  @Test func aWordOfItsOwnKindComesNext() throws {
    let found = try flip("She took money at the [bank].", water)
    let best = try #require(found.changes.first)
    guard case .replace(at: 2, word: "money", with: let other) = best.edits[0] else {
      Issue.record("\(best.edits)")
      return
    }
    #expect(TopicReader.topics[other] == 2)
  }

  @Test func twoChangesWhereOneIsNotEnough() throws {
    let found = try flip("Cash account money at the [bank].", water)
    let best = try #require(found.changes.first)
    #expect(best.edits.count == 2)
    #expect(found.changes.allSatisfy { Set($0.edits.map(\.token)).count == 2 })
  }

  @Test(arguments: [
    "We saw a boat at the [bank] by her account.", "She took money at the [bank].",
    "Cash account money at the [bank].", "A boat by the [bank]",
  ])
  func everyFlipHoldsWhenItsTextIsReadAnew(a: String) throws {
    let found = try flip(a, water)
    #expect(!found.changes.isEmpty)
    for change in found.changes {
      #expect(try reads(change, to: water) == change.judgement)
      #expect(change.judgement.leansToSame != found.before.leansToSame)
    }
  }

  @Test func whereNothingFlipsTheNearestIsNamed() throws {
    let found = try flip("Money cash loan account cash loan money account [bank]", water)
    #expect(found.changes.isEmpty)
    let nearest = try #require(found.nearest)
    #expect(nearest.judgement.similarity > found.before.similarity)
    #expect(nearest.judgement.leansToSame == false)
  }

  @Test func aCapitalStaysACapital() throws {
    let found = try flip("Money at the [bank].", water)
    #expect(found.changes.allSatisfy { $0.marked.text.first!.isUppercase })
  }
}
