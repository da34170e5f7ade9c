import Tokenization
import UnicodeText

extension Induction {
  /// Context words nearer than this to the use are counted. Tokens on either side.
  static let window = 12
  /// Keywords below this are left out; chance alone gives one in a hundred.
  static let clearKeyness = 2.58

  /// The context words of each use, as keys.
  ///
  /// Words of one letter and marks are left out.
  public func contexts(tokenizer: some Tokenizer) -> [Set<String>] {
    let finder = UseFinder(word, tokenizer: tokenizer)
    let own = Set(tokenizer.tokenize(word).tokens.map(\.key))
    return uses.map { use in
      let text = tokenizer.tokenize(use.sentence, words: use.words)
      guard let place = finder?.tokens(of: use, in: text) else { return [] }
      let near =
        max(
          0, place.lowerBound - Self.window)..<min(
          text.tokens.count, place.upperBound + Self.window)
      return Set(
        near.filter { !place.contains($0) }.map { text.tokens[$0].key }
          .filter { $0.count > 1 && $0.contains(where: \.isLetter) && !own.contains($0) })
    }
  }

  /// The keywords of every sense.
  public func keywords(tokenizer: some Tokenizer, count: Int = 6) -> [Int: [Keyness]] {
    let contexts = contexts(tokenizer: tokenizer)
    return Dictionary(
      uniqueKeysWithValues: senses.map { sense in
        let inside = labels.indices.filter { labels[$0] == sense }.map { contexts[$0] }
        let outside = labels.indices.filter { labels[$0] != sense }.map { contexts[$0] }
        let words = outside.isEmpty ? [] : Keyness.words(of: inside, against: outside)
        return (sense, Array(words.prefix { $0.z >= Self.clearKeyness }.prefix(count)))
      })
  }
}
