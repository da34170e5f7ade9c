/// One word in one sentence, or a few that stand together.
public struct Use: Sendable {
  public let sentence: Sentence
  /// Which tokens of the sentence. Not empty.
  public let tokens: Range<Int>

  public init(_ sentence: Sentence, tokens: Range<Int>) {
    precondition(
      !tokens.isEmpty && tokens.upperBound <= sentence.text.tokens.count,
      "the use lies outside its sentence")
    self.sentence = sentence
    self.tokens = tokens
  }

  /// As typed.
  public var word: String {
    tokens.map { sentence.text.tokens[$0].text }.joined(separator: " ")
  }

  /// Shape `[C]`.
  public var vector: [Float] { sentence.vector(of: tokens) }

  /// Whether the vector rests on a guess, because a word of it is not in the vocabulary.
  public var isGuess: Bool { tokens.contains { sentence.text.tokens[$0].finding.isGuess } }
}
