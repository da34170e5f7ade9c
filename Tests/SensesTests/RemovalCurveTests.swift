import Testing

@testable import Senses

@Suite struct RemovalCurveTests {
  /// Worth is a plain sum, so the values are known and the areas can be done by hand.
  static let weights = [4.0, 1, 0, -2]
  static func worth(_ coalitions: [Coalition]) -> [Double] {
    coalitions.map { s in weights.indices.filter(s.contains).map { weights[$0] }.reduce(0, +) }
  }

  /// Random order loses 3/4 a step.
  static let random = [3, 2.25, 1.5, 0.75, 0]

  @Test func theTrueValuesFallFastestAndRiseFastest() {
    let curve = RemovalCurve.measure(
      values: Self.weights, random: Self.random, worth: Self.worth)
    #expect(curve.largestFirst == [3, -1, -2, -2, 0])
    #expect(curve.smallestFirst == [3, 5, 5, 4, 0])
    // Below it: (3.25 + 3.5 + 2.75) / 3; above it: (2.75 + 3.5 + 3.25) / 3.
    #expect(abs(curve.fall - 9.5 / 3) < 1e-12)
    #expect(abs(curve.rise - 9.5 / 3) < 1e-12)
  }

  @Test func turnedValuesAreWorseThanChance() {
    let curve = RemovalCurve.measure(
      values: Self.weights.map { -$0 }, random: Self.random, worth: Self.worth)
    #expect(curve.fall < -2 && curve.rise < -2)
  }

  @Test func oneWordLeavesNothingToOrder() {
    let curve = RemovalCurve.measure(values: [1], random: [1, 0]) { $0.map { Double($0.count) } }
    #expect(curve.fall == 0 && curve.rise == 0)
    #expect(curve.largestFirst == [1, 0])
  }
}
