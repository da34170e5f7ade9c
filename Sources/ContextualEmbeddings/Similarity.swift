import Tokenization
import UnicodeText

/// The cosine of the angle between two vectors: 1 in the same direction, 0 at right angles; 0 too
/// where one of them has no direction.
///
/// - Precondition: Both have the same number of channels.
public func cosine(_ a: [Float], _ b: [Float]) -> Double {
  precondition(a.count == b.count, "vectors of \(a.count) and \(b.count) channels")
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for channel in a.indices {
    let (x, y) = (Double(a[channel]), Double(b[channel]))
    ab += x * y
    aa += x * x
    bb += y * y
  }
  let lengths = (aa * bb).squareRoot()
  // Rounding must not carry the cosine of a vector with itself past 1.
  return lengths > 0 ? max(-1, min(1, ab / lengths)) : 0
}

extension Model {
  /// The first use of a word, or of a few words in a row, in a sentence; `nil` where there is none. What the model reads
  /// as the same word is the same word here, however it is spelled.
  public func use(of word: String, in sentence: String) -> Use? {
    let text = tokenize(SourceText(sentence))
    return text.places(of: tokenize(SourceText(word)).tokens.map(\.key)).first.map {
      Use(text: text, tokens: $0)
    }
  }

  /// How alike two uses are in their contexts: the cosine of their vectors.
  ///
  /// - Parameter layer: One of `layers`; without it, the model's own.
  /// - Throws: `ModelError.noSuchLayer`.
  public func similarity(_ a: Use, _ b: Use, layer: Int? = nil) throws(ModelError) -> Double {
    let vectors = try vectors(of: [a, b], layer: layer)
    return cosine(vectors[0], vectors[1])
  }
}
