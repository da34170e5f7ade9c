import ContextualEmbeddings
import Senses
import Tokenization

/// What is known of judged pairs once they are encoded.
struct ReadPairs {
  var judgements: [Judgement] = []
  /// Of each pair.
  var words: [[String]] = []
  /// Of each pair, less what all uses of the set share.
  var centred: [Double] = []
  /// By layer, of each pair; empty where only the model's own was asked for.
  var similarities: [[Double]] = []
}

extension Session {
  /// How well the model agrees with people on a set of judged uses.
  ///
  /// - Parameters:
  ///   - train: Pairs on which the similarity is found from which on a pair is one sense; without them even odds decide.
  ///   - allLayers: Whether it is measured after every layer.
  ///   - findsLemmas: Whether senses are named without what the file says of lemma and part of speech.
  mutating func score(
    of set: JudgedSet, in path: String, train: TrainingPairs?, allLayers: Bool, findsLemmas: Bool
  ) throws -> Score {
    switch set {
    case .pairs(let pairs):
      let read = try read(pairs, in: path, allLayers: allLayers)
      let gold = pairs.map(\.gold)
      guard pairs.allSatisfy(\.isYesOrNo) else {
        func rank(_ similarities: [Double]) -> [Score.Value] {
          spearman(similarities, gold).map { [(.spearman, $0)] } ?? []
        }
        return Score(
          path, items: pairs.count,
          rank(read.judgements.map(\.similarity))
            + (spearman(read.centred, gold).map { [(.centredSpearman, $0)] } ?? []),
          layers: read.similarities.map(rank))
      }
      let same = gold.map { $0 == 1 }
      let heldOut =
        allLayers && train == nil ? HeldOutThreshold(words: read.words, same: same) : nil
      return Score(
        path, items: pairs.count, yesOrNo(read.judgements, same, train?.threshold),
        layers: read.similarities.enumerated().map { layer, similarities in
          var values: [Score.Value] = []
          if let threshold = train?.thresholds[layer] {
            values.append((.accuracy, threshold.accuracy(on: similarities, same: same)))
            values.append((.threshold, threshold.value))
          } else if let heldOut {
            values.append((.accuracy, heldOut.accuracy(on: similarities)))
          }
          if let area = areaUnderCurve(similarities, same: same) { values.append((.area, area)) }
          return values
        })
    case .senses(let uses): return try score(of: uses, in: path, findsLemmas: findsLemmas)
    case .uses(let uses):
      guard uses.count >= 5 else {
        throw ShellError("bad-set", "\(path): five-fold cross-validation takes 5 uses or more")
      }
      let layers = allLayers ? Array(model.layers) : [model.layer]
      var vectors = layers.map { _ in [[Float]]() }
      try forEachUse(of: uses.map(\.use), in: path, layers: Set(layers)) { use, vector in
        for (place, layer) in layers.enumerated() { vectors[place].append(vector(layer)) }
      }
      let values = try vectors.map { vectors -> [Score.Value] in
        let recall = try SenseRecall(
          directions: Directions(vectors), senses: uses.map(\.sense), checking: checkInterrupt)
        return [
          (.centroidRecall, recall.nearestCentroid), (.neighbourRecall, recall.nearestNeighbour),
        ]
      }
      let own = values[layers.firstIndex(of: model.layer)!]
      return Score(path, items: uses.count, own, layers: allLayers ? values : [])
    }
  }

  private func yesOrNo(
    _ judgements: [Judgement], _ same: [Bool], _ threshold: SimilarityThreshold?
  ) -> [Score.Value] {
    var values: [Score.Value] = []
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

  /// Encodes judged pairs.
  func read(_ pairs: [JudgedPair], in path: String, allLayers: Bool) throws -> ReadPairs {
    let layers = allLayers ? Array(model.layers) : []
    var result = ReadPairs(similarities: layers.map { _ in [] })
    var vectors: [[Float]] = []
    var first: (use: Use, vector: [Float], layers: [[Float]])?
    try forEachUse(
      of: pairs.flatMap { [$0.a, $0.b] }, in: path, layers: Set(layers).union([model.layer])
    ) { use, vector in
      let own = (use: use, vector: vector(model.layer), layers: layers.map(vector))
      guard let a = first else {
        first = own
        return
      }
      first = nil
      vectors += [a.vector, own.vector]
      result.judgements.append(reader.judgement(of: a.vector, and: own.vector, doubts: []))
      result.words.append(pairs[result.words.count].words(a.use, own.use))
      for layer in layers {
        result.similarities[layer].append(cosine(a.layers[layer], own.layers[layer]))
      }
    }
    let directions = Directions(vectors)
    let centred = directions.subtracting(directions.mean(of: vectors.indices))
    result.centred = pairs.indices.map { Double(centred.cosine(2 * $0, 2 * $0 + 1)) }
    return result
  }

  /// Encodes marked uses a few at a time, and hands out each with its vector after any of some layers.
  private func forEachUse(
    of uses: [MarkedText], in path: String, layers: Set<Int>,
    _ body: (_ use: Use, _ vector: (_ layer: Int) -> [Float]) -> Void
  ) throws {
    for start in stride(from: 0, to: uses.count, by: 64) {
      try checkInterrupt()
      progress("\(path): \(start) of \(counted(uses.count, "use")) encoded")
      let batch = try uses[start..<min(uses.count, start + 64)].map { use in
        try Use(use, of: path, read: reader.tokenize)
      }
      let read = try model.sentences(batch.map(\.text), layers: layers, checking: checkInterrupt)
      for (use, sentence) in zip(batch, read) {
        body(use) { sentence.vector(of: use.tokens, layer: $0) }
      }
    }
  }
}

/// The similarities from which on a pair is one sense, found on pairs of their own.
struct TrainingPairs {
  let threshold: SimilarityThreshold
  /// By layer; empty where only the model's own was asked for.
  let thresholds: [SimilarityThreshold]

  init(_ read: ReadPairs, same: [Bool]) {
    threshold = SimilarityThreshold(bestFor: read.judgements.map(\.similarity), same: same)
    thresholds = read.similarities.map { SimilarityThreshold(bestFor: $0, same: same) }
  }
}
