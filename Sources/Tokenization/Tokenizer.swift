import UnicodeText

/// Cuts texts into words and finds their ids.
public protocol Tokenizer: Sendable {
  var vocabulary: Vocabulary { get }

  /// What a model reads around a text.
  var frame: TextFrame { get }

  /// The entries of the vocabulary that are words by themselves.
  var wholeWords: WholeWords { get }

  /// Cuts a text. Never fails: what the vocabulary lacks gets a token that says so.
  func tokenize(_ source: SourceText) -> TokenizedText

  /// Cuts a text whose words are known, as those of an annotated corpus are: each makes one token, with as many rows as the
  /// model has for what stands there. Only the gaps between them are cut by the tokenizer's own rules.
  ///
  /// - Parameter words: Their bytes in the source, in order and apart. One in which there is nothing to read makes no token.
  func tokenize(_ source: SourceText, words: [Range<Int>]) -> TokenizedText

  /// The pieces of a text, one for each row of ``tokenize(_:)-swift.method``.
  func pieces(of source: SourceText) -> [Piece]

  /// How a piece is spelled: as the vocabulary has it, but for an added token that is looked for in normalized text, which is that text.
  func spelling(of piece: Int32) -> String

  /// The rows of a word that stands in the place of another.
  func rows(of word: String, replacing token: Token) -> ReplacementRows
}

/// What a tokenizer finds for a word that stands in the place of another.
public struct ReplacementRows: Sendable {
  /// None where there is no word.
  public var ids: [Int32]
  /// The parts of each of the rows that is composed.
  public var composed: [Int: WordParts] = [:]
  public var finding: Finding
  /// What was looked up.
  public var form: String
}

extension Tokenizer {
  public func tokenize(_ text: String) -> TokenizedText {
    tokenize(SourceText(text))
  }

  public func tokenize(_ source: SourceText) -> TokenizedText { tokenize(source, words: []) }

  /// The special words of the vocabulary.
  public var frame: TextFrame {
    TextFrame(
      before: [vocabulary.start].compactMap { $0 }, after: [vocabulary.end].compactMap { $0 })
  }

  public var wholeWords: WholeWords { WholeWords(vocabulary) }

  public func spelling(of piece: Int32) -> String { vocabulary.word(piece) }

  /// A piece for each word.
  public func pieces(of source: SourceText) -> [Piece] {
    let text = tokenize(source)
    return zip(text.ids, text.tokens).map { Piece(id: $0, characters: $1.characters) }
  }

  /// The rows of the word as it is by itself.
  public func rows(of word: String, replacing token: Token) -> ReplacementRows {
    let found = tokenize(SourceText(word))
    return ReplacementRows(
      ids: found.ids, composed: found.composed,
      finding: found.tokens.map(\.finding).reduce(.asTyped) { $0.orLater($1) },
      form: found.tokens.map(\.form).joined(separator: " "))
  }
}
