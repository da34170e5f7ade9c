/// How well the senses of uses are found from other uses whose sense is known, in cross-validation:
/// use *i* is asked in fold *i* modulo the number of folds, where all other folds are known.
public struct SenseRecall: Sendable, Hashable {
  /// Mean over senses of the share of their uses that are nearest to their own sense's centroid.
  public let nearestCentroid: Double
  /// Mean over senses of the share of their uses whose most similar known use has their sense.
  public let nearestNeighbour: Double

  /// - Parameters:
  ///   - directions: Of the uses.
  ///   - senses: Of each use. Shape `[n]`.
  ///   - check: Called between pieces of work; what it throws is thrown on.
  /// - Precondition: There are as many uses as folds.
  public init(
    directions: Directions, senses: [Int], folds: Int = 5, checking check: () throws -> Void
  ) rethrows {
    precondition(directions.count == senses.count && senses.count >= folds, "too few uses")
    let numbers = Partition(senses).labels
    var right = [(centroid: Int, neighbour: Int)](
      repeating: (0, 0), count: numbers.max()! + 1)
    for fold in 0..<folds {
      let known = senses.indices.filter { $0 % folds != fold }
      let partition = Partition(known.map { numbers[$0] })
      // The sense of each group of the partition.
      var senseOfGroup = [Int](repeating: 0, count: partition.count)
      for (place, group) in partition.labels.enumerated() {
        senseOfGroup[group] = numbers[known[place]]
      }
      let centres = directions[known].centres(of: partition)
      for use in stride(from: fold, to: senses.count, by: folds) {
        try check()
        let centre = (0..<centres.count).max {
          directions.cosine(use, $0, of: centres) < directions.cosine(use, $1, of: centres)
        }!
        let neighbour = known.max { directions.cosine(use, $0) < directions.cosine(use, $1) }!
        let sense = numbers[use]
        if senseOfGroup[centre] == sense { right[sense].centroid += 1 }
        if numbers[neighbour] == sense { right[sense].neighbour += 1 }
      }
    }
    var sizes = [Int](repeating: 0, count: right.count)
    for sense in numbers { sizes[sense] += 1 }
    func mean(_ count: ((centroid: Int, neighbour: Int)) -> Int) -> Double {
      zip(right, sizes).reduce(0) { $0 + Double(count($1.0)) / Double($1.1) } / Double(sizes.count)
    }
    nearestCentroid = mean { $0.centroid }
    nearestNeighbour = mean { $0.neighbour }
  }

  public init(directions: Directions, senses: [Int], folds: Int = 5) {
    self.init(directions: directions, senses: senses, folds: folds, checking: {})
  }
}
