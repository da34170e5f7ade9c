import ContextualEmbeddings
import Tokenization

/// A vocabulary word near to a use.
public struct Neighbour: Sendable, Hashable {
  public let word: String
  /// Cosine of the use with the word by itself, without context; centred where there is a yardstick.
  public let similarity: Double
}

extension SenseReader {
  /// The vocabulary words whose vectors, read without context, are nearest to a use in its context.
  ///
  /// The embedding table proposes candidates: words with a row like that of the use's own word, and
  /// words with a row like what the context made of it. Each candidate is then encoded by itself
  /// and compared exactly.
  ///
  /// - Parameters:
  ///   - count: How many to give.
  ///   - candidates: How many to compare.
  public func neighbours(
    of use: Use, count: Int, candidates: Int = 400
  ) throws -> [Neighbour] {
    let direction = unit(centred(try vectors(of: [use])[0]))
    let rows = VocabularyRows(of: model.vocabulary, by: self)
    let own = use.tokens.map { use.text.tokens[$0].form }
    let names = try rows.nearest(
      to: [direction] + own.compactMap { model.vocabulary.id(of: $0).map(rows.direction) },
      count: candidates
    ) { !own.contains($0) }
    let alone = try model.sentences(names.map { tokenize(.init($0)) }, checking: interruptCheck)
    return zip(names, alone).map { name, sentence in
      Neighbour(
        word: name,
        similarity: dot(
          unit(centred(sentence.vector(of: sentence.text.tokens.indices))), direction))
    }
    .sorted { ($0.similarity, $1.word) > ($1.similarity, $0.word) }.prefix(count).map { $0 }
  }

  /// A vector less what all uses share, where that is known.
  private func centred(_ vector: [Float]) -> [Float] {
    guard let mean = yardstick?.layers[model.layer].mean else { return vector }
    return zip(vector, mean).map { $0 - $1 }
  }
}
