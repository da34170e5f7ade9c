import Tokenization
import UnicodeText

/// The content words around some uses of a word, each once, the nearest first. Marks, numbers, function words and forms of
/// the word itself are left out.
public struct ContextWords: Sendable {
  struct Word: Sendable {
    let key: String
    /// What it counts.
    let weight: Double
  }

  /// Of each use.
  let words: [[Word]]
  let content: ContentWords

  /// Words farther from a use than this are not looked at. Tokens on either side.
  private static let window = 12
  /// So many content words on either side are a use's neighbours: its subject and object, its modifiers, its compounds.
  private static let neighbours = 2
  /// What a word counts that is no neighbour: a neighbour, which grammar ties to the use, counts one.
  private static let fartherWeight = 0.5

  /// - Parameter word: As typed.
  public init(of word: String, in uses: [FoundUse], tokenizer: some Tokenizer) {
    let finder = UseFinder(word, tokenizer: tokenizer)
    let own = tokenizer.tokenize(word).tokens.map(\.key)
    let content = ContentWords(of: tokenizer)
    self.content = content
    var known: [String: Bool] = [:]
    func isWanted(_ key: String) -> Bool {
      if let answer = known[key] { return answer }
      let answer = content.contains(key) && !own.contains { areForms(key, $0) }
      known[key] = answer
      return answer
    }
    words = uses.map { use in
      let text = tokenizer.tokenize(use.sentence, words: use.words)
      guard let place = finder?.tokens(of: use, in: text) else { return [] }
      let own = Set(place.map { text.tokens[$0].key })
      func side(_ tokens: some Sequence<Int>) -> [(distance: Int, key: String)] {
        tokens.enumerated().map { ($0.offset, text.tokens[$0.element].key) }
          .filter { isWanted($0.1) && !own.contains($0.1) }
      }
      let before = side((max(0, place.lowerBound - Self.window)..<place.lowerBound).reversed())
      let after = side(place.upperBound..<min(text.tokens.count, place.upperBound + Self.window))
      let ranked = [before, after].flatMap { side in
        side.enumerated().map { rank, word in
          (
            distance: word.distance, key: word.key,
            weight: rank < Self.neighbours ? 1 : Self.fartherWeight
          )
        }
      }.sorted { ($0.distance, $1.weight, $0.key) < ($1.distance, $0.weight, $1.key) }
      var seen: Set<String> = []
      return ranked.filter { seen.insert($0.key).inserted }.map {
        Word(key: $0.key, weight: $0.weight)
      }
    }
  }
}
