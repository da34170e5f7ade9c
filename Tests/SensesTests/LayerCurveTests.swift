import Testing

@testable import Senses

@Suite struct LayerCurveTests {
  /// Uses of one word at 0.8, most of them above 0.5.
  static let bands = [LayerCurve.Band](
    repeating: .init(random: 0.2, randomSpread: 0.1, sameWord: 0.8, sameWordSpread: 0.3),
    count: 4)

  static func parting(_ similarities: [Double]) -> Int? {
    LayerCurve(similarities: similarities, bands: bands).parting
  }

  @Test func usesPartWhereTheyStayLessAlikeThanMostUsesOfOneWord() {
    #expect(Self.parting([1, 0.9, 0.8, 0.7]) == nil)
    #expect(Self.parting([1, 0.9, 0.6, 0.4]) == 3)
    #expect(Self.parting([1, 0.4, 0.4, 0.4]) == 1)
    #expect(Self.parting([0.1, 0.1, 0.1, 0.1]) == 0)
    // Apart for a while and together at the end is not a parting.
    #expect(Self.parting([1, 0.3, 0.6, 0.3]) == 3)
    #expect(Self.parting([1, 0.3, 0.3, 0.6]) == nil)
  }

  @Test func placeRunsFromRandomPairsToUsesOfOneWord() throws {
    let layers = LayerCurve(similarities: [0.2, 0.8, 0.35, 0.95], bands: Self.bands).layers
    for (layer, place) in zip(layers, [0, 1, 0.25, 1.25]) {
      #expect(abs(try #require(layer.place) - place) < 1e-12)
    }
  }

  @Test func withoutBandsThereIsNoParting() {
    let curve = LayerCurve(similarities: [1, 0], bands: nil)
    #expect(curve.parting == nil)
    #expect(curve.layers.map(\.place) == [nil, nil])
  }
}
