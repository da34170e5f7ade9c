import ContextualEmbeddings
import Tokenization

/// Vocabulary words that can stand in for a use and mean the same there.
///
/// A good substitute means in this place what the word means, and leaves the rest of the sentence as
/// it was: its own vector is near the use's, and the vectors of the other words hardly turn (the
/// validation of Zhou et al. 2019, "BERT-based Lexical Substitution"). The first alone favours what
/// is merely spelled or used like the word, the second alone whatever says little.
public struct Substitutes: Sendable {
  public struct Word: Sendable, Hashable {
    public let text: String
    /// Cosine of the use with the word in its place, in the same sentence.
    public let similarity: Double
    /// How far the other words turn: the mean of 1 − cosine over them.
    public let change: Double
  }

  /// The best first: by similarity less change, each measured in standard deviations over all that
  /// were tried.
  public let words: [Word]
  /// How many were tried.
  public let tried: Int
  /// Whether it was interrupted, so that not all were.
  public let isCut: Bool

  /// Proposes words by the embedding table, puts each into the sentence, and compares exactly.
  ///
  /// The table proposes words with rows like those of the use and of what the context made of it, then twice more words
  /// with rows like those of the best by then (Rocchio 1971, "Relevance feedback in information retrieval").
  ///
  /// Rare words are not proposed for common ones, since their rows are poorly known and few readers
  /// would think of them; nor are forms, derivations and compounds of the word. An interrupt leaves the best of those
  /// tried by then, if any were.
  ///
  /// - Parameters:
  ///   - count: How many to give.
  ///   - candidates: How many to try.
  ///   - word: Another word that its forms are not proposed for, as the one that a use is a form of.
  ///   - areCommon: Whether words of the rarer two thirds of the vocabulary are never proposed.
  public init(
    for use: Use, by reader: any UseReader, count: Int = 10, candidates: Int = 100,
    formOf word: String? = nil, areCommon: Bool = false
  ) throws {
    let before = try reader.wordVectors(of: [use.text])[0].map { unit($0) }
    let vector = unit(try reader.vectors(of: [use])[0])
    let rows = VocabularyRows(of: use.text.tokenizer, by: reader)
    let written = use.tokens.map { use.text.tokens[$0].form }
    let own = written + (word.map { [$0] } ?? [])
    let ids = written.compactMap { rows.words.id(of: $0) }
    let dropped = Set(use.tokens.dropFirst())
    let place = use.tokens.lowerBound
    var tried: [Word] = []
    var isCut = false
    do {
      try rows.propose(
        near: [rows.rowDirection(of: vector)] + ids.map(rows.direction), count: candidates,
        below: min(
          ids.max().map(VocabularyRows.rarest) ?? rows.count,
          areCommon ? rows.common : rows.count),
        where: { word in
          !own.contains { areForms(word, $0) || isDerivation(word, of: $0) }
        },
        best: { Self.inOrder(tried).prefix(max(10, count)).map { ($0.text, $0.similarity) } }
      ) { names in
        for start in stride(from: 0, to: names.count, by: Self.batch) {
          let batch = names[start..<min(names.count, start + Self.batch)]
          let texts = batch.map {
            use.text.replacing(token: place, with: $0).removing(tokens: dropped)
          }
          try reader.checkInterrupt()
          for (name, after) in zip(batch, try reader.wordVectors(of: texts)) {
            let changes = use.context.map { token in
              let moved = token > place ? token - dropped.count : token
              return 1 - dot(unit(after[moved]), before[token])
            }
            tried.append(
              Word(
                text: name, similarity: dot(unit(after[place]), vector),
                change: changes.reduce(0, +) / Double(max(1, changes.count))))
          }
        }
      }
    } catch is Interruption where !tried.isEmpty {
      isCut = true
    }
    words = Array(Self.inOrder(tried).prefix(count))
    self.tried = tried.count
    self.isCut = isCut
  }

  private static func inOrder(_ tried: [Word]) -> [Word] {
    let scores = zip(standardised(tried.map(\.similarity)), standardised(tried.map(\.change)))
      .map { $0 - $1 }
    return zip(tried, scores).sorted { ($0.1, $1.0.text) > ($1.1, $0.0.text) }.map(\.0)
  }

  /// Sentences encoded together.
  private static let batch = 32
}

/// How many standard deviations each value lies above the mean; zero where all are the same.
func standardised(_ values: [Double]) -> [Double] {
  let count = Double(max(1, values.count))
  let mean = values.reduce(0, +) / count
  let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  return values.map { spread > 1e-12 ? ($0 - mean) / spread : 0 }
}
