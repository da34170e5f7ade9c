import Tokenization

/// The embedding table as directions, for finding words of one kind.
struct VocabularyRows {
  let words: WholeWords
  /// How many rows there are.
  let count: Int
  private let reader: any UseReader

  init(of tokenizer: any Tokenizer, by reader: any UseReader) {
    words = tokenizer.wholeWords
    count = tokenizer.vocabulary.count
    self.reader = reader
  }

  /// Whether an id stands for a word: letters throughout, no special mark, no piece of a word.
  func isWord(_ id: Int32) -> Bool { words.word(id) != nil }

  /// The words of similar frequency: from half the rank to twice it, at least 500 and at most
  /// 4,000 to either side.
  func band(around id: Int32) -> Range<Int32> {
    let rank = Int(id)
    let reach = (below: min(4000, max(500, rank / 2)), above: min(4000, max(500, rank)))
    return Int32(max(0, rank - reach.below))..<Int32(min(count, rank + reach.above))
  }

  /// The number of words that are not much rarer than one: up to an eighth of its frequency, as
  /// frequencies go with ranks (Zipf's law); never fewer than a fair vocabulary.
  static func rarest(_ id: Int32) -> Int { max(8000, 8 * Int(id)) }

  /// The number of words that readers know: the commoner third of the vocabulary; never fewer than a fair one.
  var common: Int { max(8000, count / 3) }

  /// The row of an id, of length 1.
  func direction(_ id: Int32) throws -> [Double] { unit(try reader.embedding(of: id)) }

  /// The direction of the rows of some words, each by its weight, one above zero at least.
  private func mean(of words: [(word: String, weight: Double)]) throws -> [Double] {
    var sum = try direction(self.words.id(of: words[0].word)!).map { _ in 0.0 }
    for (word, weight) in words {
      for (channel, value) in try direction(self.words.id(of: word)!).enumerated() {
        sum[channel] += max(0, weight) * value
      }
    }
    return unit(sum)
  }

  /// Proposes words, and twice more such as are like the best by then (Rocchio 1971, "Relevance feedback in information
  /// retrieval"). No word is proposed twice.
  ///
  /// - Parameters:
  ///   - targets: Of length 1 each.
  ///   - count: How many words in all, at most.
  ///   - limit: Only words with an id below this; without it, all.
  ///   - isWanted: Asked only of words that would be among the nearest.
  ///   - best: The best words by then, each with its weight; where there is none, no more are proposed.
  ///   - try: Takes the words that are proposed.
  /// - Throws: `Interruption`; what `try` throws.
  func propose(
    near targets: [[Double]], count: Int, below limit: Int? = nil,
    where isWanted: (String) -> Bool, best: () -> [(word: String, weight: Double)],
    try body: ([String]) throws -> Void
  ) throws {
    var seen: Set<String> = []
    func propose(near targets: [[Double]], count: Int) throws {
      let words = try nearest(to: targets, count: count, below: limit) {
        !seen.contains($0) && isWanted($0)
      }
      seen.formUnion(words)
      try body(words)
    }
    let rounds = 2
    let later = count * 5 / 16
    try propose(near: targets, count: count - rounds * later)
    for _ in 0..<rounds {
      let best = best()
      guard !best.isEmpty else { return }
      try propose(near: [try mean(of: best)], count: later)
    }
  }

  /// A direction of vectors as one of rows, of length 1.
  func rowDirection(of vector: [Double]) -> [Double] { unit(reader.rowDirection(of: vector)) }

  /// The cosine of each row with some directions. Shape `[directions, rows]`.
  ///
  /// - Parameter targets: Of length 1 each.
  /// - Throws: `Interruption`.
  func cosines(of ids: Range<Int32>, with targets: [[Double]]) throws -> [[Float]] {
    let targets = targets.map { $0.map(Float.init) }
    var cosines = targets.map { _ in [Float]() }
    var next = ids.lowerBound
    while next < ids.upperBound {
      try reader.checkInterrupt()
      let part = next..<min(ids.upperBound, next + Self.atOnce)
      for (place, found) in try reader.rowCosines(of: part, with: targets).enumerated() {
        cosines[place] += found
      }
      next = part.upperBound
    }
    return cosines
  }

  /// Rows looked at between two looks at whether to stop.
  private static let atOnce: Int32 = 8192

  /// The words whose rows lie nearest to some directions, an equal share for each; in the order of
  /// their ids.
  ///
  /// - Parameters:
  ///   - targets: Of length 1 each.
  ///   - count: How many words in all, at most.
  ///   - limit: Only words with an id below this; without it, all.
  ///   - isWanted: Asked only of words that would be among the nearest.
  /// - Throws: `Interruption`.
  func nearest(
    to targets: [[Double]], count: Int, below limit: Int? = nil,
    where isWanted: (String) -> Bool
  ) throws -> [String] {
    let share = count / targets.count
    var chosen: Set<Int32> = []
    for cosines in try cosines(of: 0..<Int32(min(limit ?? self.count, self.count)), with: targets) {
      try reader.checkInterrupt()
      var wanted: [Int32] = []
      // Some of the nearest rows are not of words, or not of wanted ones.
      var looked = 0
      while wanted.count < share, looked < cosines.count {
        let nearest = cosines.largest(max(4 * share, 4 * looked))
        for id in nearest[looked...] where wanted.count < share {
          if let word = words.word(Int32(id)), isWanted(word) { wanted.append(Int32(id)) }
        }
        looked = nearest.count
      }
      chosen.formUnion(wanted)
    }
    return chosen.sorted().map { words.word($0)! }
  }
}

extension [Float] {
  /// Where the largest numbers stand, the largest first; of equal ones, the earlier.
  func largest(_ count: Int) -> [Int] {
    guard count > 0 else { return [] }
    var found: [Int] = []
    var least = -Float.infinity
    func prune() {
      found.sort { (self[$0], $1) > (self[$1], $0) }
      if found.count > count { found.removeLast(found.count - count) }
    }
    for index in indices where self[index] > least {
      found.append(index)
      if found.count >= 2 * count {
        prune()
        least = self[found[count - 1]]
      }
    }
    prune()
    return found
  }
}
