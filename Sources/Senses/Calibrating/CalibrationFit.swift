// L layers, n pairs.

/// A calibration fitted to judged pairs, and what it is worth on words that it was not fitted to.
package struct CalibrationFit: Sendable {
  package let calibration: Calibration
  package let evidence: CalibrationEvidence

  /// Chooses the layer that tells the pairs apart best, and fits the chance of one sense to its similarities.
  ///
  /// What it is worth is measured in parts that share no word: for each of them the layer is chosen and the chance
  /// fitted on all the others. Ranges come from drawing the words anew, since pairs of one word resemble each other.
  ///
  /// - Parameters:
  ///   - layer: Where it is not to be chosen.
  ///   - files: What the pairs come from, for the evidence.
  /// - Throws: `CalibrationError`; what `check` throws.
  package init(
    to cosines: JudgedCosines, layer: Int? = nil, files: [CalibrationEvidence.File], seed: UInt64,
    checking check: () throws -> Void = {}
  ) throws {
    let groups = cosines.groups
    let same = cosines.same
    guard same.count >= Self.fewestPairs, groups.count >= Self.fewestWords else {
      throw CalibrationError.tooFewPairs(
        found: same.count, unknown: cosines.unknown, words: groups.count)
    }
    let yes = same.count(where: { $0 })
    guard min(yes, same.count - yes) >= Self.fewestOfEach else {
      throw CalibrationError.oneAnswer(same: yes > same.count / 2)
    }

    let choices = layer.map { [$0] } ?? Array(cosines.centred.indices)
    /// The layer with the largest area on some pairs, and the line fitted to it.
    func fit(_ pairs: [Int]) -> (layer: Int, line: LogisticLine) {
      let own = pairs.map { same[$0] }
      func area(_ layer: Int) -> Double {
        areaUnderCurve(pairs.map { cosines.centred[layer][$0] }, same: own) ?? 0
      }
      let best = choices.map { ($0, area($0)) }.max { $0.1 < $1.1 }!.0
      return (best, LogisticLine(pairs.map { cosines.centred[best][$0] }, own))
    }

    let folds = groups.folds(Self.folds, seed: seed)
    var chances = [Double](repeating: 0, count: same.count)
    for fold in 0..<Self.folds {
      try check()
      let (layer, line) = fit(same.indices.filter { folds[$0] != fold })
      for pair in same.indices where folds[pair] == fold {
        chances[pair] = line.chance(cosines.centred[layer][pair])
      }
    }

    let (best, line) = fit(Array(same.indices))
    var generator = SeededGenerator(seed: seed)
    let members = groups.members
    var lines: [LogisticLine] = []
    var areas: [Double] = []
    var accuracies: [Double] = []
    for _ in 0..<Self.draws {
      try check()
      let drawn = members.indices.flatMap { _ in members[generator.next(below: members.count)] }
      let own = drawn.map { same[$0] }
      guard let area = areaUnderCurve(drawn.map { chances[$0] }, same: own) else { continue }
      areas.append(area)
      accuracies.append(Self.accuracy(drawn.map { chances[$0] }, own))
      lines.append(LogisticLine(drawn.map { cosines.centred[best][$0] }, own))
    }
    let range = Self.middle(areas)
    guard range.lowerBound > 0.5 else { throw CalibrationError.noBetterThanChance(area: range) }
    calibration = Calibration(
      layer: best, features: [.centredCosine], coefficients: [line.intercept, line.slope],
      covariance: Self.covariance(lines))
    evidence = CalibrationEvidence(
      words: groups.count, pairs: same.count, share: Double(yes) / Double(same.count),
      unknown: cosines.unknown,
      accuracy: .init(value: Self.accuracy(chances, same), range: Self.middle(accuracies)),
      area: .init(value: areaUnderCurve(chances, same: same)!, range: range),
      quality: ChanceQuality(chances: chances, same: same),
      areas: cosines.centred.map { areaUnderCurve($0, same: same)! }, files: files)
  }

  private static func accuracy(_ chances: [Double], _ same: [Bool]) -> Double {
    SimilarityThreshold(0.5).accuracy(on: chances, same: same)
  }

  /// Where 95 of 100 values lie.
  private static func middle(_ values: [Double]) -> ClosedRange<Double> {
    let sorted = values.sorted()
    let cut = sorted.count / 40
    return sorted[cut]...sorted[sorted.count - 1 - cut]
  }

  private static func covariance(_ lines: [LogisticLine]) -> [[Double]] {
    let values = [lines.map(\.intercept), lines.map(\.slope)]
    let means = values.map { $0.reduce(0, +) / Double(lines.count) }
    return values.indices.map { a in
      values.indices.map { b in
        zip(values[a], values[b]).reduce(0) { $0 + ($1.0 - means[a]) * ($1.1 - means[b]) }
          / Double(lines.count - 1)
      }
    }
  }

  static let fewestPairs = 40
  static let fewestWords = 10
  static let fewestOfEach = 10
  private static let folds = 5
  private static let draws = 200
}
