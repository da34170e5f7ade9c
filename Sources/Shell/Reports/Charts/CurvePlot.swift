import Senses

/// A similarity after each layer, above the band of random pairs.
public struct CurvePlot: Sendable {
  public let curve: LayerCurve

  /// The two, as a picture says below its title.
  public let uses: [MarkedText]

  public init(_ curve: LayerCurve, uses: [MarkedText] = []) {
    self.curve = curve
    self.uses = uses
  }

  /// From the lowest to the highest of all that is drawn, and a little more; never empty.
  var range: (low: Double, high: Double) {
    let values = curve.layers.flatMap { layer in
      [layer.similarity]
        + (layer.band.map {
          [$0.random - $0.randomSpread, $0.random + $0.randomSpread, $0.sameWord]
        }
          ?? [])
    }.filter(\.isFinite)
    let (low, high) = (min(0, values.min() ?? 0), max(1, values.max() ?? 1))
    return (low, high)
  }
}
