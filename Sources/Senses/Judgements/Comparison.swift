import ContextualEmbeddings

/// Every pair of some uses compared, and the uses grouped.
public struct Comparison: Sendable {
  /// Shape `[n, n]`.
  public let similarities: [[Double]]
  /// That two have one sense. Shape `[n, n]`; `nil` where the reader has no calibration.
  public let probabilities: [[Double]]?
  public let groups: Partition
  /// Groups less alike than this on average stay apart: even odds, or, without a calibration, halfway between random
  /// pairs and uses of one word.
  public let floor: Double

  /// - Parameter vectors: Of the uses. Shape `[n, C]`
  /// - Throws: What the reader's interrupt check throws.
  public init(of vectors: [[Float]], by reader: SenseReader) throws {
    var similarities = vectors.map { _ in [Double](repeating: 1, count: vectors.count) }
    var probabilities = similarities
    try forEachPair(of: vectors.count, checking: reader.checkInterrupt) { a, b in
      let judgement = reader.judgement(of: vectors[a], and: vectors[b], doubts: [])
      for (a, b) in [(a, b), (b, a)] {
        similarities[a][b] = judgement.similarity
        probabilities[a][b] = judgement.probability ?? 0
      }
    }
    self.similarities = similarities
    self.probabilities = reader.calibration == nil ? nil : probabilities
    floor = Self.floor(reader)
    groups = try averageLinkage(
      self.probabilities ?? similarities, floor: floor, checking: reader.interruptCheck
    ).partition
  }

  private static func floor(_ reader: SenseReader) -> Double {
    guard reader.calibration == nil, let band = reader.yardstick?.layers[reader.model.layer].band
    else { return 0.5 }
    return (band.random + band.sameWord) / 2
  }
}

extension SenseReader {
  /// That every two of some uses have one sense; 1 where there is no calibration.
  ///
  /// - Parameter vectors: Shape `[n, C]`
  /// - Returns: Shape `[n, n]`.
  /// - Throws: What the interrupt check throws.
  public func probabilities(ofPairs vectors: [[Float]]) throws -> [[Double]] {
    var chances = vectors.map { _ in [Double](repeating: 1, count: vectors.count) }
    try forEachPair(of: vectors.count, checking: checkInterrupt) { a, b in
      chances[a][b] = judgement(of: vectors[a], and: vectors[b], doubts: []).probability ?? 1
      chances[b][a] = chances[a][b]
    }
    return chances
  }
}

extension Doubt {
  /// What makes some pair's comparison thin, each once.
  public static func aboutPairs(of uses: [Use]) -> [Doubt] {
    var found: [Doubt] = []
    forEachPair(of: uses.count, checking: {}) { a, b in
      found += about(uses[a], and: uses[b]).filter { !found.contains($0) }
    }
    return found
  }
}
