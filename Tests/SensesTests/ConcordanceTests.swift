import Testing

@testable import Senses

@Suite struct ConcordanceTests {
  @Test func linesRunFromLikeToUnlike() {
    let uses = Directions([[0, 1], [1, 0], [1, 1]])
    let lines = Concordance(uses, like: Directions([[1, 0]]), unlike: Directions([[0, 1]])).lines
    #expect(lines.map(\.use) == [1, 2, 0])
    #expect(lines.map(\.lean) == [1, 0, -1])
    let only = Concordance(uses, like: Directions([]), unlike: Directions([[1, 0]])).lines
    #expect(only.map(\.use) == [0, 2, 1])
    // The mean over several examples, however many there are on either side.
    let two = Concordance(
      uses, like: Directions([[1, 0], [0, 1]]), unlike: Directions([[0, 1]])
    ).lines
    #expect(two.map(\.use) == [1, 2, 0])
    #expect(two.first?.lean == 0.5 && two.last?.lean == -0.5)
  }

  @Test func groupsHoldEveryUseOnce() {
    let induction = InductionTests.induction()
    let lines = Concordance(groupedIn: induction).lines
    #expect(lines.map(\.use).sorted() == Array(0..<27))
    let senses = lines.map { induction.labels[$0.use] }
    #expect(senses == senses.sorted())
  }
}
