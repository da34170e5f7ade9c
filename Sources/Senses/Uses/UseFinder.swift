import ContextualEmbeddings
import Tokenization
import UnicodeText

/// Finds the uses of a word, or of some words in a row, line after line.
///
/// Words match by `Token.key`: what the model reads as the same word is the same word here, however it is spelled.
public struct UseFinder: Sendable {
  public let word: String
  /// Of its words.
  public let keys: [String]
  private let filter: WordFilter
  private let tokenizer: any Tokenizer

  /// - Parameter word: As typed.
  /// - Returns: `nil` where it holds no word.
  public init?(_ word: String, tokenizer: any Tokenizer) {
    keys = tokenizer.tokenize(word).tokens.map(\.key)
    guard !keys.isEmpty else { return nil }
    self.word = word
    filter = WordFilter(keys: keys)
    self.tokenizer = tokenizer
  }

  /// Whether a line is worth cutting into words.
  public func mayFind(in line: Span<UInt8>) -> Bool { filter.mayFind(in: line) }

  /// The tokens of each use in a text, from left to right; uses do not overlap.
  public func uses(in text: TokenizedText) -> [Range<Int>] {
    text.places(of: keys)
  }

  /// The uses in a line, each with its sentence.
  public func uses(inLine number: Int, _ bytes: [UInt8]) -> [FoundUse] {
    let text = tokenizer.tokenize(SourceText(bytes: bytes))
    return uses(in: text).map { tokens in
      let place =
        text.tokens[tokens.lowerBound].bytes
        .lowerBound..<text.tokens[tokens.upperBound - 1].bytes.upperBound
      let span = sentenceSpan(around: place, in: bytes)
      return FoundUse(
        line: number, place: place, sentence: SourceText(bytes: Array(bytes[span])),
        bytes: place.lowerBound - span.lowerBound..<place.upperBound - span.lowerBound)
    }
  }

  /// A found use in its sentence, cut anew.
  public func use(
    of found: FoundUse, read tokenize: (SourceText) -> TokenizedText
  ) -> Use? {
    let text = tokenize(found.sentence)
    return tokens(of: found, in: text).map { Use(text: text, tokens: $0) }
  }

  /// The tokens of a found use in its sentence, cut anew.
  public func tokens(of use: FoundUse, in text: TokenizedText) -> Range<Int>? {
    guard let first = text.tokens.firstIndex(where: { $0.bytes.upperBound > use.bytes.lowerBound }),
      let last = text.tokens.lastIndex(where: { $0.bytes.lowerBound < use.bytes.upperBound }),
      first <= last
    else { return nil }
    return first..<last + 1
  }
}
