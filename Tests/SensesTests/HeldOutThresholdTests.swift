import Testing

@testable import Senses

struct HeldOutThresholdTests {
  private let words = (0..<40).map { ["w\($0 / 4)z"] }
  private let same = (0..<40).map { $0 % 2 == 0 }

  @Test func similaritiesThatTellAreRightOnOtherWords() throws {
    let trial = try #require(HeldOutThreshold(words: words, same: same))
    #expect(trial.accuracy(on: same.map { $0 ? 0.8 : 0.2 }) == 1)
    #expect(trial.accuracy(on: same.map { _ in 0.5 }) <= 0.5)
  }

  @Test func fewWordsHaveNoParts() {
    #expect(HeldOutThreshold(words: [["a"], ["b"]], same: [true, false]) == nil)
  }
}
