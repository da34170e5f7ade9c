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
  func band(around id: Int32) -> [Int32] {
    let rank = Int(id)
    let reach = (below: min(4000, max(500, rank / 2)), above: min(4000, max(500, rank)))
    let band = max(0, rank - reach.below)..<min(count, rank + reach.above)
    return band.map(Int32.init).filter(isWord)
  }

  /// The number of words that are not much rarer than one: up to an eighth of its frequency, as
  /// frequencies go with ranks (Zipf's law); never fewer than a fair vocabulary.
  static func rarest(_ id: Int32) -> Int { max(8000, 8 * Int(id)) }

  /// The row of an id, of length 1.
  func direction(_ id: Int32) -> [Double] { unit(reader.embedding(of: id)) }

  /// A direction of vectors as one of rows, of length 1.
  func rowDirection(of vector: [Double]) -> [Double] { unit(reader.rowDirection(of: vector)) }

  /// The cosine of each word's row with a direction.
  ///
  /// - Throws: `Interruption`.
  func cosines(of ids: [Int32], with target: [Double]) throws -> [(Int32, Double)] {
    try ids.enumerated().map { place, id in
      if place % Self.atOnce == 0 { try reader.checkInterrupt() }
      return (id, dot(direction(id), target))
    }
  }

  /// Rows looked at between two looks at whether to stop.
  private static let atOnce = 1024

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
    where isWanted: @escaping (String) -> Bool
  ) throws -> [String] {
    var scored = targets.map { _ in [(id: Int32, cosine: Double)]() }
    for id in 0..<Int32(min(limit ?? self.count, self.count)) where isWord(id) {
      if id % Int32(Self.atOnce) == 0 { try reader.checkInterrupt() }
      let direction = direction(id)
      for (place, target) in targets.enumerated() {
        scored[place].append((id, dot(direction, target)))
      }
    }
    var chosen: Set<Int32> = []
    for list in scored {
      try reader.checkInterrupt()
      let sorted = list.sorted { ($0.cosine, $1.id) > ($1.cosine, $0.id) }
      var wanted = sorted.lazy.map(\.id).filter { isWanted(words.word($0)!) }.makeIterator()
      for _ in 0..<count / targets.count { if let id = wanted.next() { chosen.insert(id) } }
    }
    return chosen.sorted().map { words.word($0)! }
  }
}
