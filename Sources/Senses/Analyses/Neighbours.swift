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
  public func neighbours(of use: Use, count: Int, candidates: Int? = nil) throws -> [Neighbour] {
    try neighbours(of: try sum(of: [use]), count: count, candidates: candidates)
  }

  /// The vocabulary words whose vectors, read without context, are nearest to a sum of uses.
  ///
  /// The embedding table proposes candidates: words with a row like that of the uses' own words, and
  /// words with a row like what the context made of them. Each candidate is then encoded by itself
  /// and compared exactly. Twice more the table proposes words with rows like those of the nearest by then (Rocchio 1971,
  /// "Relevance feedback in information retrieval"). The uses' own words are left out.
  ///
  /// - Parameters:
  ///   - count: How many to give.
  ///   - candidates: How many to compare; without it, enough to choose from.
  public func neighbours(
    of sum: UseSum, count: Int, candidates: Int? = nil
  ) throws -> [Neighbour] {
    let candidates = candidates ?? max(160, 2 * count)
    let rows = VocabularyRows(of: model.tokenizer, by: self)
    let named = sum.named(in: rows.words)
    let own = sum.words
    var found: [Neighbour] = []
    try rows.propose(
      near: [rows.rowDirection(of: sum.direction)] + named.map(rows.direction),
      count: candidates,
      where: { !own.contains($0) },
      best: { found.prefix(max(10, count)).map { ($0.word, $0.similarity) } }
    ) { names in
      let alone = names.map { name in
        let text = tokenize(.init(name))
        return Use(text: text, tokens: text.tokens.indices)
      }
      found += zip(names, try vectors(of: alone)).map {
        Neighbour(word: $0, similarity: similarity(of: $1, to: sum))
      }
      found.sort { ($0.similarity, $1.word) > ($1.similarity, $0.word) }
    }
    return Array(found.prefix(count))
  }

  /// The sum of some uses less that of others, all of the same length: Mikolov, Yih and Zweig 2013, "Linguistic
  /// regularities in continuous space word representations", for uses in their contexts.
  ///
  /// - Throws: `SensesError.noDirection`, where nothing is left of it.
  public func sum(of plus: [Use], less minus: [Use] = []) throws -> UseSum {
    let vectors = try vectors(of: plus + minus)
    func sum(_ directions: [[Double]]) -> [Double] {
      var sum = [Double](repeating: 0, count: model.configuration.hiddenSize)
      for (place, vector) in directions.enumerated() {
        for (channel, value) in vector.enumerated() {
          sum[channel] += place < plus.count ? value : -value
        }
      }
      return sum
    }
    let direction = sum(vectors.map { unit(centred($0)) })
    guard direction.contains(where: { $0.magnitude > 1e-6 }) else { throw SensesError.noDirection }
    return UseSum(
      plus: plus, minus: minus, direction: unit(direction),
      vector: sum(vectors.map { unit($0) }).map { Float($0) })
  }

  /// How alike a vector and a sum are: their cosine, less what all uses share where that is known.
  public func similarity(of vector: [Float], to sum: UseSum) -> Double {
    dot(unit(centred(vector)), sum.direction)
  }

  /// A vector less what all uses share, where that is known.
  private func centred(_ vector: [Float]) -> [Float] {
    guard let mean = yardstick?.layers[model.layer].mean else { return vector }
    return zip(vector, mean).map { $0 - $1 }
  }
}

/// Uses added up, others taken away.
public struct UseSum: Sendable {
  let plus: [Use]
  let minus: [Use]
  /// Of length 1, without what all uses share. Shape `[C]`
  let direction: [Double]
  /// The same with what all uses share, of some length. Shape `[C]`
  public let vector: [Float]

  /// The forms of all words in it.
  var words: Set<String> {
    Set((plus + minus).flatMap { use in use.tokens.map { use.text.tokens[$0].form } })
  }

  /// Those that are added and that a vocabulary has.
  func named(in words: WholeWords) -> [Int32] {
    plus.flatMap { use in use.tokens.compactMap { words.id(of: use.text.tokens[$0].form) } }
  }
}
