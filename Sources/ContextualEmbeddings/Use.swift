import Tokenization

/// A word in a sentence, or a few that stand together: what has a vector and a meaning. The sentence is cut into words,
/// and read when its vector is asked for.
public struct Use: Sendable {
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
  public var key: String { tokens.map { text.tokens[$0].key }.joined(separator: " ") }

  /// Whether the vector rests on a guess, because a word of it is not in the vocabulary.
  public var isGuess: Bool { tokens.contains { text.tokens[$0].finding.isGuess } }

  /// The use in its sentence as if some words of the context had never been written.
  public func removing(_ removed: Set<Int>) -> Use {
    let before = removed.count { $0 < tokens.lowerBound }
    return Use(
      text: text.removing(tokens: removed),
      tokens: tokens.lowerBound - before..<tokens.upperBound - before)
  }

  /// The use in its sentence with another word in the place of one.
  public func replacing(_ token: Int, with word: String) -> Use {
    Use(text: text.replacing(token: token, with: word), tokens: tokens)
  }
}
