import Testing

@testable import Tokenization

struct FindingTests {
  /// The cases stand in the order of the ladder.
  @Test func ofTwoTheLaterRungCounts() {
    let rungs = Finding.allCases
    for (a, first) in rungs.enumerated() {
      for (b, second) in rungs.enumerated() {
        #expect(first.orLater(second) == rungs[max(a, b)])
      }
    }
  }
}
