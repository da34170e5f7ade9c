import Tokenization
import UnicodeText

/// One word, or a few that stand together, in a tokenized sentence: a use not encoded yet.
public struct Occurrence: Sendable {
  public let text: TokenizedText
  /// Which tokens of the sentence; not empty.
  public let tokens: Range<Int>

  public init(text: TokenizedText, tokens: Range<Int>) {
    precondition(
      !tokens.isEmpty && tokens.upperBound <= text.tokens.count, "the use lies outside its sentence"
    )
    self.text = text
    self.tokens = tokens
  }

  /// The tokens around the use.
  public var context: [Int] { text.tokens.indices.filter { !tokens.contains($0) } }

  /// The use as typed.
  public var word: String { tokens.map { text.tokens[$0].text }.joined(separator: " ") }

  /// Which word it is, however it is spelled (`Token.key`).
  var key: String { tokens.map { text.tokens[$0].key }.joined(separator: " ") }

  /// The use in its sentence as if some words of the context had never been written.
  public func removing(_ removed: Set<Int>) -> Occurrence {
    let before = removed.count { $0 < tokens.lowerBound }
    return Occurrence(
      text: text.removing(tokens: removed),
      tokens: tokens.lowerBound - before..<tokens.upperBound - before)
  }

  /// The use in its sentence with another word in the place of one.
  public func replacing(_ token: Int, with word: String) -> Occurrence {
    Occurrence(text: text.replacing(token: token, with: word), tokens: tokens)
  }

  /// The sentence as read, and where the use stands in it.
  public var marked: MarkedText {
    let (first, last) = (text.tokens[tokens.lowerBound], text.tokens[tokens.upperBound - 1])
    return MarkedText(
      text: text.source.string,
      use: text.source.repairedOffset(
        ofByte: first.bytes.lowerBound)..<text.source
        .repairedOffset(ofByte: last.bytes.upperBound))
  }

  /// Reads a sentence anew and finds the marked use in it; `nil` where no word stands there.
  public init?(_ marked: MarkedText, read tokenize: (SourceText) -> TokenizedText) {
    let text = tokenize(SourceText(marked.text))
    let found = text.tokens.indices.filter { text.tokens[$0].bytes.overlaps(marked.use) }
    guard let first = found.first, let last = found.last else { return nil }
    self.init(text: text, tokens: first..<last + 1)
  }
}
