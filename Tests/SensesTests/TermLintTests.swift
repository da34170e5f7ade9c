import Testing

@testable import Senses

@Suite struct TermLintTests {
  static func lint(_ directions: Directions) -> TermLint {
    TermLint(term: "bank", directions: directions) { max(0, min(1, $0)) }
  }

  @Test func twoSensesAreToldWithTheUsesThatShowThem() throws {
    let lint = Self.lint(Directions([[1, 0.1], [0, 1], [1, 0], [0.1, 1], [1, 0.2]]))
    #expect(!lint.isConsistent)
    #expect(lint.senses.map { $0.sorted() } == [[0, 2, 4], [1, 3]])
    // Of 0, 2 and 4, use 0 lies in the middle.
    let witnesses = try #require(lint.witnesses)
    #expect(witnesses.0 == 0)
    #expect(try #require(lint.probability) < 0.35)
  }

  @Test func oneSenseIsConsistent() {
    let lint = Self.lint(Directions([[1, 0.1], [1, 0], [1, 0.3]]))
    #expect(lint.isConsistent)
    #expect(lint.witnesses == nil && lint.probability == nil)
    #expect(Self.lint(Directions([[1, 0]])).isConsistent)
    #expect(Self.lint(Directions([])).isConsistent)
  }
}
