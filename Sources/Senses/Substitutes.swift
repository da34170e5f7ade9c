import Tokenization

/// Vocabulary words that can stand in for a use and mean the same there.
public struct Substitutes: Sendable {
  public struct Word: Sendable, Hashable {
    public let text: String
    /// Cosine of the use with the word in its place, in the same sentence.
    public let similarity: Double
  }

  /// The best first.
  public let words: [Word]
  /// How many were tried.
  public let tried: Int

  /// Proposes words by the embedding table, puts each into the sentence, and compares exactly.
  ///
  /// - Parameters:
  ///   - count: How many to give.
  ///   - candidates: How many to try.
  public init(
    for use: Occurrence, by reader: any UseReader, count: Int = 10, candidates: Int = 300
  ) throws {
    let vector = unit(try reader.vectors(of: [use])[0])
    let rows = VocabularyRows(of: use.text.tokenizer.vocabulary, by: reader)
    let own = use.tokens.map { use.text.tokens[$0].form }
    let names = rows.nearest(
      to: [vector] + own.compactMap { rows.vocabulary.id(of: $0).map(rows.direction) },
      count: candidates
    ) { word in !own.contains { isInflection(word, of: $0) } }
    let dropped = Set(use.tokens.dropFirst())
    let place = use.tokens.lowerBound
    let swapped = names.map { name in
      Occurrence(
        text: use.text.replacing(token: place, with: name).removing(tokens: dropped),
        tokens: place..<place + 1)
    }
    words = zip(names, try reader.vectors(of: swapped))
      .map { Word(text: $0, similarity: dot(unit($1), vector)) }
      .sorted { ($0.similarity, $1.text) > ($1.similarity, $0.text) }.prefix(count).map { $0 }
    tried = names.count
  }
}
