import Senses
import Testing

struct JudgementTests {
  /// Even odds lean to one sense.
  @Test(arguments: [(0.49, false), (0.5, true), (0.51, true)])
  func itLeansToTheSideOfTheOdds(probability: Double, same: Bool) {
    #expect(Judgement(similarity: 0, probability: probability).leansToSame == same)
  }

  @Test func withoutAProbabilityItLeansNowhere() {
    #expect(Judgement(similarity: 1).leansToSame == nil)
  }
}
