import Testing

@testable import Senses

@Suite struct EstimateTests {
  @Test func quantilesAgreeWithNumPy() {
    let values = [0.1, 0.25, 0.3, 0.45, 0.5, 0.8, 0.95]
    for (share, value) in [(0.025, 0.1225), (0.5, 0.45), (0.9, 0.86), (0.975, 0.9275), (1, 0.95)] {
      #expect(abs(values.quantile(share) - value) < 1e-12)
    }
    #expect([7.0].quantile(0.3) == 7)
  }

  @Test func resamplesThatLieHigherPullTheIntervalDown() throws {
    // Resamples 1, 2, …, 41: quantiles 2 and 40, so that 20 is from 2·20 − 40 to 2·20 − 2.
    let interval = try #require(
      Estimate(20, resamples: (1...41).map(Double.init), within: -100...100).interval)
    #expect(interval == 0...38)
    #expect(Estimate(20, resamples: [30, 50], within: 0...100).interval!.lowerBound == 0)
    #expect(Estimate(1, resamples: [], within: 0...2) == Estimate(value: 1))
  }
}
