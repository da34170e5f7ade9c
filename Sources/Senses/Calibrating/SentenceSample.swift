import Corpora
import Tokenization
import UnicodeText

/// A fair sample of the sentences of a text, in memory that does not grow with it.
public struct SentenceSample: Sendable {
  private var reservoir: Reservoir<SourceText>

  /// - Parameter capacity: The most sentences to keep.
  public init(capacity: Int, seed: UInt64) {
    reservoir = Reservoir(capacity: capacity, seed: seed)
  }

  /// Takes the sentences of a passage.
  ///
  /// - Parameters:
  ///   - passage: UTF-8.
  ///   - lineEndsPart: Whether a line separator (U+2028) within a line ends a sentence.
  public mutating func read(_ passage: Span<UInt8>, lineEndsPart: Bool = true) {
    var bytes = passage.indices.map { passage[$0] }
    for piece in passagePieces(of: &bytes, lineEndsPart: lineEndsPart) {
      let part = Array(bytes[piece])
      for span in Corpora.sentences(in: part) {
        // A script without our stops is one sentence throughout.
        var sentence = Array(part[span])
        for piece in passagePieces(of: &sentence, lineEndsPart: true, limit: Self.longest) {
          reservoir.offer(SourceText(bytes: Array(sentence[piece])))
        }
      }
    }
  }

  /// Bytes of a sentence that are read together.
  private static let longest = 1 << 10

  /// Sentences met so far, also those that are not kept.
  public var found: Int { reservoir.offered }
  public var sentences: [SourceText] { reservoir.elements }
}

extension TokenizedText {
  /// Whether a token is a word: letters, and more than one where letters have a case.
  func isWord(_ token: Int) -> Bool {
    let word = tokens[token].text
    guard let first = word.first, word.allSatisfy(\.isLetter) else { return false }
    return word.count > 1 || !first.isCased
  }
}
