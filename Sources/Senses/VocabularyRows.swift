import Tokenization

/// The embedding table as directions, for finding words of one kind.
struct VocabularyRows {
  let vocabulary: Vocabulary
  private let reader: any UseReader

  init(of vocabulary: Vocabulary, by reader: any UseReader) {
    self.vocabulary = vocabulary
    self.reader = reader
  }

  /// Whether an id stands for a word: letters throughout, no special mark, no piece of a word.
  func isWord(_ id: Int32) -> Bool { vocabulary.word(id).allSatisfy(\.isLetter) }

  /// The words of similar frequency: from half the rank to twice it, at least 500 and at most
  /// 4,000 to either side.
  func band(around id: Int32) -> [Int32] {
    let rank = Int(id)
    let reach = (below: min(4000, max(500, rank / 2)), above: min(4000, max(500, rank)))
    let band = max(0, rank - reach.below)..<min(vocabulary.count, rank + reach.above)
    return band.map(Int32.init).filter(isWord)
  }

  /// The row of an id, of length 1.
  func direction(_ id: Int32) -> [Double] { unit(reader.embedding(of: id)) }

  func cosine(_ id: Int32, _ direction: [Double]) -> Double { dot(self.direction(id), direction) }
}
