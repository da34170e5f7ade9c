import Tokenization
import UnicodeText

/// A use of a word in a line of a file.
public struct FoundUse: Sendable, Hashable {
  /// From 1.
  public let line: Int
  /// Where the word stands in its line. Counts bytes; of a few words that go on in the next line, those
  /// of the line's end too.
  public let place: Range<Int>
  /// The sentence it stands in.
  public let sentence: SourceText
  /// Where the word stands in its sentence. Counts bytes.
  public let bytes: Range<Int>

  public init(line: Int, place: Range<Int>, sentence: SourceText, bytes: Range<Int>) {
    self.line = line
    self.place = place
    self.sentence = sentence
    self.bytes = bytes
  }
}

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
    var uses: [Range<Int>] = []
    var first = 0
    while first + keys.count <= text.tokens.count {
      if keys.indices.allSatisfy({ text.tokens[first + $0].key == keys[$0] }) {
        uses.append(first..<first + keys.count)
        first += keys.count
      } else {
        first += 1
      }
    }
    return uses
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
  public func occurrence(
    of use: FoundUse, read tokenize: (SourceText) -> TokenizedText
  ) -> Occurrence? {
    let text = tokenize(use.sentence)
    return tokens(of: use, in: text).map { Occurrence(text: text, tokens: $0) }
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
