import TestSupport
import Testing

@testable import Senses

struct LogisticLineTests {
  /// One in four at 0 and three in four at 1: log(1/3) = −1.0986 at 0, and twice as much more at 1.
  @Test func findsTheOddsOfTwoPlaces() {
    let inputs = (0..<4000).map { Double($0 % 2) }
    let answers = (0..<4000).map { $0 % 8 == 0 || [1, 3, 5].contains($0 % 8) }
    let line = LogisticLine(inputs, answers)
    #expect(abs(line.intercept + 1.0986) < 1e-3)
    #expect(abs(line.slope - 2.1972) < 1e-3)
    #expect(abs(line.chance(0.5) - 0.5) < 1e-6)
  }

  /// What a line can part wholly has no best slope; the pull to zero gives it one.
  @Test func answersThatAreWhollyPartedHaveAFiniteLine() {
    let line = LogisticLine([-1, -0.5, 0.5, 1], [false, false, true, true])
    #expect(line.slope.isFinite && line.slope > 5 && abs(line.intercept) < 1e-6)
    let one = LogisticLine([0.2, 0.4], [true, true])
    #expect(one.intercept.isFinite && one.chance(0.3) > 0.9)
  }
}
