import ContextualEmbeddings
import Tokenization
import UnicodeText

extension Use {
  /// The sentence as read, and where the use stands in it.
  public var marked: MarkedText {
    let (first, last) = (text.tokens[tokens.lowerBound], text.tokens[tokens.upperBound - 1])
    return MarkedText(text.source, bytes: first.bytes.lowerBound..<last.bytes.upperBound)
  }

  /// Reads a sentence anew and finds the marked use in it; `nil` where no word stands there.
  public init?(_ marked: MarkedText, read tokenize: (SourceText) -> TokenizedText) {
    let text = tokenize(SourceText(marked.text))
    let found = text.tokens.indices.filter { text.tokens[$0].bytes.overlaps(marked.use) }
    guard let first = found.first, let last = found.last else { return nil }
    self.init(text: text, tokens: first..<last + 1)
  }
}
