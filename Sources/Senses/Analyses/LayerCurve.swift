/// How alike two uses are after each layer, and where they part.
public struct LayerCurve: Sendable, Hashable {
  /// What cosines mean at one layer.
  public struct Band: Sendable, Hashable {
    /// Mean and standard deviation of the cosines of random pairs of words.
    public let random: Double
    public let randomSpread: Double
    /// Mean and standard deviation of the cosines of two uses of one word.
    public let sameWord: Double
    public let sameWordSpread: Double

    public init(random: Double, randomSpread: Double, sameWord: Double, sameWordSpread: Double) {
      self.random = random
      self.randomSpread = randomSpread
      self.sameWord = sameWord
      self.sameWordSpread = sameWordSpread
    }
  }

  public struct Layer: Sendable, Hashable {
    /// 0 is the embedding.
    public let number: Int
    public let similarity: Double
    public let band: Band?
    /// Where the similarity lies between random pairs, 0, and uses of one word, 1.
    public let place: Double?
  }

  public let layers: [Layer]
  /// The first layer from which on the uses are less alike than uses of one word commonly are, by
  /// more than a standard deviation; `nil` where they are not at the last layer, or where there is
  /// no band to measure with.
  public let parting: Int?

  public init(similarities: [Double], bands: [Band]?) {
    layers = similarities.indices.map { layer in
      let band = bands?[layer]
      return Layer(
        number: layer, similarity: similarities[layer], band: band,
        place: band.map { ($0.random, $0.sameWord - $0.random) }
          .map { (similarities[layer] - $0) / $1 })
    }
    let together = layers.lastIndex { layer in
      layer.band.map { layer.similarity >= $0.sameWord - $0.sameWordSpread } ?? true
    }
    let first = together.map { $0 + 1 } ?? 0
    parting = first < layers.count ? first : nil
  }
}
