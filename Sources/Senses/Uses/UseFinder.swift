import Corpora
import ContextualEmbeddings
import Tokenization
import UnicodeText

/// Finds the uses of a word, or of some words in a row, text after text.
///
/// Words match by `Token.key`: what the model reads as the same word is the same word here, however it is spelled.
public struct UseFinder: Sendable {
  public let word: String
  /// Of its words.
  public let keys: [String]
  /// The same where a corpus has it as one word.
  let wholeKeys: [String]
  private let filter: WordFilter
  private let tokenizer: any Tokenizer

  /// - Parameter word: As typed.
  /// - Returns: `nil` where it holds no word.
  public init?(_ word: String, tokenizer: any Tokenizer) {
    keys = tokenizer.tokenize(word).tokens.map(\.key)
    guard !keys.isEmpty else { return nil }
    self.word = word
    let source = SourceText(word)
    wholeKeys = tokenizer.tokenize(source, words: [0..<source.bytes.count]).tokens.map(\.key)
    filter = WordFilter(keys: keys)
    self.tokenizer = tokenizer
  }

  /// Whether a line is worth cutting into words.
  public func mayFind(in line: Span<UInt8>) -> Bool { filter.mayFind(in: line) }

  /// The tokens of each use in a text, from left to right; uses do not overlap.
  public func uses(in text: TokenizedText) -> [Range<Int>] {
    text.places(of: keys)
  }

  /// The same in a text whose words are given.
  private func uses(inWordsOf text: TokenizedText) -> [Range<Int>] {
    let apart = uses(in: text)
    guard wholeKeys != keys else { return apart }
    return
      (apart + text.places(of: wholeKeys).filter { place in !apart.contains { $0.overlaps(place) } })
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  /// A use in some bytes: of a passage, or of a part of one.
  struct Place {
    var bytes: Range<Int>
    /// The sentence around it.
    var sentence: Range<Int>
  }

  /// The uses in a text.
  ///
  /// - Parameters:
  ///   - words: The corpus's own words in it; `nil` where it has running text.
  ///   - isSentence: Whether it is one sentence.
  func places(in bytes: [UInt8], words: [Range<Int>]?, isSentence: Bool) -> [Place] {
    let text = tokenizer.tokenize(SourceText(bytes: bytes), words: words ?? [])
    return Self.places(
      of: words == nil ? uses(in: text) : uses(inWordsOf: text), in: text, bytes, words: words,
      isSentence: isSentence)
  }

  /// Some tokens of a text, each with the sentence around it.
  static func places(
    of tokens: [Range<Int>], in text: TokenizedText, _ bytes: [UInt8], words: [Range<Int>]?,
    isSentence: Bool
  ) -> [Place] {
    let uses = tokens.map { tokens in
      text.tokens[tokens.lowerBound].bytes
        .lowerBound..<text.tokens[tokens.upperBound - 1].bytes.upperBound
    }
    guard !uses.isEmpty, !isSentence else {
      return uses.map {
        Place(bytes: $0, sentence: trimmed(bytes.indices, around: $0, in: bytes))
      }
    }
    let sentences = sentences(in: bytes, words: words ?? [])
    return uses.map {
      Place(bytes: $0, sentence: sentenceSpan(around: $0, in: bytes, among: sentences))
    }
  }

  /// Whether a word, as a list of lemmas has it, is the one that is looked for. DURel's may bear the part of speech:
  /// `bank_nn`.
  func isLemma(_ lemma: String) -> Bool {
    func isSame(_ lemma: Substring) -> Bool {
      tokenizer.tokenize(String(lemma)).tokens.map(\.key) == keys
    }
    return isSame(lemma[...]) || lemma.lastIndex(of: "_").map { isSame(lemma[..<$0]) } == true
  }

  /// A found use in its sentence, cut anew.
  public func use(
    of found: FoundUse, read tokenize: (SourceText, [Range<Int>]) -> TokenizedText
  ) -> Use? {
    let text = tokenize(found.sentence, found.words)
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
