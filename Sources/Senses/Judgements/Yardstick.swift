// C channels.

/// What cosines mean in a model: how alike random pairs of uses are, and uses of one word.
///
/// A raw cosine misleads, since all vectors of a model share a direction: what is 0.4 in one model is
/// 0.9 in another. The file `yardstick.json` beside the weights holds what was measured.
public struct Yardstick: Sendable, Hashable {
  /// What was measured after one layer.
  public struct Layer: Sendable, Hashable {
    /// The mean vector of all uses. Shape `[C]`.
    public let mean: [Float]
    public let band: LayerCurve.Band

    public init(mean: [Float], band: LayerCurve.Band) {
      self.mean = mean
      self.band = band
    }
  }

  /// By number: 0 is input encoding, n is block n.
  public let layers: [Layer]
  /// The layer whose quantiles were taken.
  public let layer: Int
  /// The cosines of random pairs of uses: the smallest, that below which 1 of 100 lies, … the largest.
  public let random: [Double]
  /// The same of two uses of one word.
  public let sameWord: [Double]

  /// - Precondition: Quantiles are sorted, two or more of each.
  public init(layers: [Layer], layer: Int, random: [Double], sameWord: [Double]) {
    precondition(random.count > 1 && sameWord.count > 1, "quantiles need two ends")
    self.layers = layers
    self.layer = layer
    self.random = random
    self.sameWord = sameWord
  }

  /// The cosine of two vectors after the mean of all uses is taken off both.
  public func centredCosine(_ a: [Float], _ b: [Float], layer: Int) -> Double {
    let mean = layers[layer].mean
    func centred(_ vector: [Float]) -> [Float] { zip(vector, mean).map { $0 - $1 } }
    return dot(unit(centred(a)), unit(centred(b)))
  }

  /// Percent of random pairs of uses that are less alike.
  public func placeAmongRandom(_ cosine: Double) -> Double { Self.percent(below: cosine, random) }

  /// Percent of pairs of uses of one word that are less alike.
  public func placeAmongUses(_ cosine: Double) -> Double { Self.percent(below: cosine, sameWord) }

  /// Where a value lies among quantiles, between two of them in proportion.
  static func percent(below value: Double, _ quantiles: [Double]) -> Double {
    let step = 100 / Double(quantiles.count - 1)
    guard let above = quantiles.firstIndex(where: { $0 > value }) else { return 100 }
    guard above > 0 else { return 0 }
    let (low, high) = (quantiles[above - 1], quantiles[above])
    return step * (Double(above - 1) + (value - low) / (high - low))
  }
}
