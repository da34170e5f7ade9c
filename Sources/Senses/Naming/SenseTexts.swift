import ContextualEmbeddings
import Tokenization
import UnicodeText

// C channels.

/// What an inventory says of a sense, as vectors.
public struct SenseTexts: Sendable {
  /// The lemma where it stands before its definition; `nil` where the inventory has none. Shape `[C]`
  let head: [Float]?
  /// The mean of the definition's words. Shape `[C]`
  let definition: [Float]?
  /// How long the vectors of its words are on average, before they are brought to length 1.
  let length: Float
  /// The examples in which the word is found.
  let examples: [(text: String, vector: [Float])]

  /// Reads what is said of some senses.
  ///
  /// - Parameter forms: The forms that a lemma may have in an example.
  /// - Throws: `Interruption`.
  static func read(
    _ senses: [InventorySense], forms: (InventorySense) throws -> [String],
    by reader: some UseReader
  ) throws -> [SenseTexts] {
    var texts: [TokenizedText] = []
    // Of each sense: how many tokens its lemma has, and where the word stands in its examples.
    var places: [(lemma: Int, examples: [(text: String, tokens: Range<Int>)])] = []
    for sense in senses {
      texts.append(reader.tokenize(SourceText("\(sense.lemma) : \(sense.gloss)")))
      let lemma = reader.tokenize(SourceText(sense.lemma)).tokens.count
      let keys = try forms(sense).map { form in
        reader.tokenize(SourceText(form)).tokens.map(\.key)
      }.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
      let known = sense.places.count == sense.examples.count
      let examples = sense.examples.enumerated().compactMap {
        number, text -> (String, Range<Int>)? in
        let read = reader.tokenize(SourceText(text))
        guard
          let place = known
            ? read.tokens(at: sense.places[number])
            : keys.lazy.compactMap({ read.places(of: $0).first }).first
        else { return nil }
        texts.append(read)
        return (text, place)
      }
      places.append((lemma, examples))
    }
    let vectors = try reader.wordVectors(of: texts)
    var next = 0
    return places.map { place in
      let words = vectors[next].map(ofLengthOne)
      let lengths = vectors[next].map { vector in
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
      let tokens = texts[next].tokens
      next += 1
      let rest = tokens.indices.dropFirst(place.lemma + 1).filter { tokens[$0].isWord }
      let hasBoth = place.lemma > 0 && !rest.isEmpty
      return SenseTexts(
        head: hasBoth ? direction(ofMean: words[..<place.lemma]) : nil,
        definition: hasBoth ? direction(ofMean: rest.map { words[$0] }) : nil,
        length: lengths.reduce(0, +) / Float(max(1, lengths.count)),
        examples: place.examples.map { text, tokens in
          defer { next += 1 }
          return (text, direction(ofMean: vectors[next][tokens]))
        })
    }
  }
}

/// The direction of the mean of some vectors, of length 1. Shape `[C]`
private func direction(ofMean vectors: some Collection<[Float]>) -> [Float] {
  guard var sum = vectors.first else { return [] }
  for vector in vectors.dropFirst() {
    for channel in sum.indices { sum[channel] += vector[channel] }
  }
  return ofLengthOne(sum)
}
