import ContextualEmbeddings
import Tokenization

/// What changes elsewhere in a sentence when one word is replaced.
public struct Swap: Sendable {
  /// One of the other words.
  public struct Word: Sendable, Hashable {
    public let token: Int
    public let text: String
    /// 1 − cosine of its vector before and after, for each of the layers.
    public let changes: [Double]
  }

  /// From 0 to the one that vectors are taken from.
  public let layers: ClosedRange<Int>
  /// The sentence with the word replaced.
  public let replaced: TokenizedText
  /// From left to right, the replaced words themselves among them.
  public let words: [Word]

  /// - Parameters:
  ///   - use: What is replaced.
  ///   - word: What stands there instead.
  public init(_ use: Use, for word: String, by reader: SenseReader) throws {
    let model = reader.model
    let dropped = Set(use.tokens.dropFirst())
    let before = use.text
    let after = before.replacing(token: use.tokens.lowerBound, with: word).removing(tokens: dropped)
    let layers = 0...model.layer
    let sentences = try model.sentences(
      [before, after], layers: Set(layers), checking: reader.interruptCheck)
    self.layers = layers
    replaced = after
    words = before.tokens.indices.filter { !dropped.contains($0) }.map { token in
      let moved = token > use.tokens.lowerBound ? token - dropped.count : token
      let isUse = token == use.tokens.lowerBound
      let own = isUse ? use.tokens : token..<token + 1
      return Word(
        token: token, text: isUse ? use.word : before.tokens[token].text,
        changes: layers.map { layer in
          1
            - cosine(
              sentences[0].vector(of: own, layer: layer),
              sentences[1].vector(of: moved..<moved + 1, layer: layer))
        })
    }
  }
}
