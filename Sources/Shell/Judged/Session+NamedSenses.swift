import ContextualEmbeddings
import Senses

extension Session {
  /// How well uses are given the senses that people give them.
  ///
  /// - Parameter findsLemmas: Whether the lemma and the part of speech are to be found too, as from plain text.
  mutating func score(
    of uses: [JudgedSense], in path: String, findsLemmas: Bool
  ) throws -> Score {
    let reader = reader
    var right: [Bool] = []
    var chances: [Double] = []
    var unsure = 0
    for start in stride(from: 0, to: uses.count, by: Self.batch) {
      try checkInterrupt()
      progress("\(path): \(start) of \(counted(uses.count, "use")) named")
      let batch = try uses[start..<min(uses.count, start + Self.batch)].map { judged in
        guard let use = judged.use(read: reader.tokenize(_:words:)) else {
          throw ShellError("bad-set", "\(path): there is no word at “\(judged.lemma)”")
        }
        return (judged, use)
      }
      let vectors = try reader.vectors(of: batch.map(\.1))
      for ((judged, use), vector) in zip(batch, vectors) {
        let named = try withNamer { namer in
          try namer.senses(
            of: use, vector, lemma: findsLemmas ? nil : judged.lemma,
            findsLemmas ? nil : judged.partOfSpeech, by: reader)
        }
        right.append(named.candidates.first.map { judged.senses.contains($0.sense.id) } ?? false)
        chances.append(named.candidates.first?.probability ?? 0)
        unsure += [.unsure, .none].contains(named.verdict) ? 1 : 0
      }
    }
    let count = Double(uses.count)
    return Score(
      path, items: uses.count,
      [
        (.f1, Double(right.count { $0 }) / count),
        (.calibrationError, ChanceQuality(chances: chances, same: right).calibrationError),
        (.unsure, Double(unsure) / count),
      ])
  }
}
