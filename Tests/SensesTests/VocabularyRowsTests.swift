import TestSupport
import Testing

@testable import Senses

@Suite struct VocabularyRowsTests {
  @Test(arguments: [0, 1, 2, 5, 40, 200, 300])
  func theLargestAreThoseOfTheWholeOrder(count: Int) {
    var random = SplitMix64(seed: 3)
    // Few values, so that many are equal.
    let numbers = (0..<200).map { _ in Float(Int.random(in: 0..<30, using: &random)) }
    let order = numbers.indices.sorted { (numbers[$0], $1) > (numbers[$1], $0) }
    #expect(numbers.largest(count) == Array(order.prefix(count)))
  }

  @Test func theNearestRowsThatAreWanted() throws {
    let reader = TopicReader()
    let rows = VocabularyRows(of: reader.tokenizer, by: reader)
    let money = try rows.direction(rows.words.id(of: "money")!)
    let near = try rows.nearest(to: [money], count: 3) { $0 != "money" }
    #expect(Set(near) == ["cash", "loan", "account"])
    #expect(
      try rows.nearest(to: [money], count: 100) { $0.count == 4 }.allSatisfy { $0.count == 4 })
    #expect(try rows.nearest(to: [money], count: 0) { _ in true }.isEmpty)
  }
}
