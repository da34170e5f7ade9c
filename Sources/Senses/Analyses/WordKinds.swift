import ContextualEmbeddings
import Tokenization

/// Vocabulary words that may stand in for a word of a sentence: words of its own kind.
///
/// A word's kind is judged by the embedding table, where words that are used alike lie together.
/// Half of the candidates are its nearest words; the other half are taken from a wider circle,
/// those that lie nearest to the context of another use, since they promise to pull towards it. The best of both come
/// first.
struct WordKinds {
  private let use: Use
  /// The mean direction of the other use's context words.
  private let pull: [Double]
  private let rows: VocabularyRows

  init(of use: Use, towards other: Use, by reader: any UseReader) throws {
    rows = VocabularyRows(of: use.text.tokenizer, by: reader)
    let text = other.text
    var sum: [Double] = []
    for (index, token) in text.tokens.enumerated() where !other.tokens.contains(index) {
      guard let id = rows.words.id(of: token.form), rows.isWord(id) else { continue }
      // Frequent words say little about the topic: the weight grows with the rank.
      let weight = Double(id).squareRoot()
      let direction = try rows.direction(id)
      sum =
        sum.isEmpty
        ? direction.map { weight * $0 } : zip(sum, direction).map { $0 + weight * $1 }
    }
    pull = sum
    self.use = use
  }

  /// Candidates for one token, none where it is not a vocabulary word.
  ///
  /// - Complexity: One pass over the words of similar frequency.
  func words(for place: Int, count: Int) throws -> [String] {
    let form = use.text.tokens[place].form
    guard let id = rows.words.id(of: form), rows.isWord(id) else { return [] }
    let band = rows.band(around: id)
    let targets = [try rows.direction(id)] + (pull.isEmpty ? [] : [unit(pull)])
    let cosines = try rows.cosines(of: band, with: targets)
    func order(_ ids: some Sequence<Int32>, by target: Int) -> [Int32] {
      func cosine(_ id: Int32) -> Float { cosines[target][Int(id - band.lowerBound)] }
      return ids.sorted { (cosine($0), $1) > (cosine($1), $0) }
    }
    let near = order(band.filter { $0 != id && rows.isWord($0) }, by: 0)
    let nearest = near.prefix(count / 2)
    // The wider circle: the nearest twentieth of the band is still one kind of word.
    let circle = near.dropFirst(count / 2).prefix(max(count, near.count / 20))
    guard !pull.isEmpty else { return near.prefix(count).map { rows.words.word($0)! } }
    let pulling = order(circle, by: 1).prefix(count - nearest.count)
    return (0..<max(nearest.count, pulling.count)).flatMap { place in
      [nearest, pulling].compactMap { $0.dropFirst(place).first }
    }.map { rows.words.word($0)! }
  }
}
