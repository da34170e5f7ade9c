import Testing

@testable import Senses

struct WordKindsTests {
  private let reader = TopicReader()

  /// The topics of the words that may stand for the first word of a text.
  private func topics(for text: String, towards other: String, count: Int) throws -> [Int?] {
    let kinds = try WordKinds(of: reader.use(text), towards: reader.use(other), by: reader)
    return try kinds.words(for: 0, count: count).map { TopicReader.topics[$0] }
  }

  /// A word's nearest, and by turns those beside them that lie nearest to the other context.
  @Test func halfOfThemAreDrawnToTheOtherContext() throws {
    let found = try topics(for: "Money [bank]", towards: "Boat river [bank]", count: 4)
    #expect(found == [1, 2, 1, 2])
  }

  @Test func theNearestWhereTheOtherContextSaysNothing() throws {
    #expect(try topics(for: "Money [bank]", towards: "[bank]", count: 4) == [1, 1, 1, 2])
  }
}
