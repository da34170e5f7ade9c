import ContextualEmbeddings
import Senses

extension Session {
  /// How well the model agrees with people on a set of judged uses.
  ///
  /// - Parameter threshold: The similarity from which on a pair is one sense; without it even odds decide.
  func score(of set: JudgedSet, in path: String, threshold: SimilarityThreshold?) throws -> Score {
    switch set {
    case .pairs(let pairs):
      let judgements = try judgements(of: pairs, in: path)
      return Score(
        path, items: pairs.count,
        pairs.allSatisfy(\.isYesOrNo)
          ? yesOrNo(judgements, pairs.map { $0.gold == 1 }, threshold)
          : spearman(judgements.map(\.similarity), pairs.map(\.gold)).map { [(.spearman, $0)] }
            ?? [])
    case .uses(let uses):
      guard uses.count >= 5 else {
        throw ShellError("bad-set", "\(path): five-fold cross-validation takes 5 uses or more")
      }
      let recall = try SenseRecall(
        directions: Directions(try vectors(of: uses.map(\.use), in: path)),
        senses: uses.map(\.sense), checking: checkInterrupt)
      return Score(
        path, items: uses.count,
        [(.centroidRecall, recall.nearestCentroid), (.neighbourRecall, recall.nearestNeighbour)])
    }
  }

  private func yesOrNo(
    _ judgements: [Judgement], _ same: [Bool], _ threshold: SimilarityThreshold?
  ) -> [(measure: Score.Measure, value: Double)] {
    var values: [(measure: Score.Measure, value: Double)] = []
    let similarities = judgements.map(\.similarity)
    let chances = judgements.compactMap(\.probability)
    let hasChances = chances.count == same.count
    if let threshold {
      values += [
        (.accuracy, threshold.accuracy(on: similarities, same: same)),
        (.threshold, threshold.value),
      ]
    } else if hasChances {
      values.append((.accuracy, SimilarityThreshold(0.5).accuracy(on: chances, same: same)))
    }
    if let area = areaUnderCurve(similarities, same: same) { values.append((.area, area)) }
    if hasChances {
      let quality = ChanceQuality(chances: chances, same: same)
      values += [(.brier, quality.brier), (.calibrationError, quality.calibrationError)]
    }
    return values
  }

  func judgements(of pairs: [JudgedPair], in path: String) throws -> [Judgement] {
    let vectors = try vectors(of: pairs.flatMap { [$0.a, $0.b] }, in: path)
    return pairs.indices.map {
      reader.judgement(of: vectors[2 * $0], and: vectors[2 * $0 + 1], doubts: [])
    }
  }

  private func vectors(of uses: [MarkedText], in path: String) throws -> [[Float]] {
    var vectors: [[Float]] = []
    vectors.reserveCapacity(uses.count)
    while vectors.count < uses.count {
      try checkInterrupt()
      progress("\(path): \(vectors.count) of \(counted(uses.count, "use")) encoded")
      let batch = try uses[vectors.count...].prefix(64).map { use in
        guard let occurrence = Use(use, read: reader.tokenize) else {
          throw ShellError(
            "bad-set", "\(path): no word stands at bytes \(use.use) of “\(use.text)”")
        }
        return occurrence
      }
      vectors += try reader.vectors(of: batch)
    }
    return vectors
  }
}

extension JudgedPair {
  var isYesOrNo: Bool { gold == 0 || gold == 1 }
}
