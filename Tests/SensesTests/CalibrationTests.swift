import Senses
import Testing

struct CalibrationTests {
  /// 1 / (1 + e^−(−1 + 2 · 0.5)) = ½, and the variance is 0.04 + 2 · 0.5 · 0 + 0.25 · 0.16 = 0.08.
  @Test func estimatesByHand() {
    let calibration = Calibration(
      layer: 4, features: [.cosine], coefficients: [-1, 2], covariance: [[0.04, 0], [0, 0.16]])
    let estimate = calibration.estimate { _ in 0.5 }
    #expect(estimate.probability == 0.5)
    // 1.96 · √0.08 = 0.5544; 1 / (1 + e^0.5544) = 0.3648.
    #expect(abs(estimate.interval.lowerBound - 0.3648) < 1e-4)
    #expect(abs(estimate.interval.upperBound - 0.6352) < 1e-4)
  }

  @Test func readsEachFeature() {
    let calibration = Calibration(
      layer: 4, features: [.centredCosine, .cosine], coefficients: [0, 1, -1],
      covariance: [[0, 0, 0], [0, 0, 0], [0, 0, 0]])
    #expect(calibration.estimate { $0 == .cosine ? 0.25 : 0.25 }.probability == 0.5)
    #expect(calibration.estimate { $0 == .cosine ? 0 : 1 }.probability > 0.7)
  }
}
