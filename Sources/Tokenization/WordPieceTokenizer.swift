import UnicodeText

/// Cuts a text into words and words into pieces as BERT does (Devlin et al. 2019; the rules are those of
/// `BertNormalizer`, `BertPreTokenizer` and `WordPiece` in Hugging Face's tokenizers).
public struct WordPieceTokenizer: Tokenizer {
  public struct Options: Sendable, Hashable {
    /// What is done to a text before it is cut.
    public var normalization = BERTNormalization()
    /// What a piece begins with that is not the first of its word.
    public var continuation = "##"
    /// A word of more scalars is unknown.
    public var longestWord = 100

    /// An uncased model takes accents off unless told otherwise.
    public init(lowercases: Bool = true, stripsAccents: Bool? = nil) {
      normalization.lowercases = lowercases
      normalization.stripsAccents = stripsAccents ?? lowercases
    }
  }

  public let vocabulary: Vocabulary
  public let options: Options
  private let longestPiece: Int

  public init(vocabulary: Vocabulary, options: Options = Options()) {
    self.vocabulary = vocabulary
    self.options = options
    longestPiece = vocabulary.longestWord
  }

  public func tokenize(_ source: SourceText) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: self)
    var positions = SourcePositions(source)
    let bytes = source.utf8
    var pieces = PieceCutter(
      vocabulary: vocabulary, options: options, longestPiece: longestPiece)
    options.normalization.forEachWord(in: bytes.span) { word in
      let isKnown = pieces.cut(word.form, scalars: word.scalars)
      let range = word.range
      let token = Token(
        source: source,
        bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
        characters: positions.characters(in: range),
        pieces: text.ids.count..<text.ids.count + pieces.ids.count,
        finding: isKnown ? word.finding : .unknown, spelling: .wordPiece(options.normalization))
      text.append(token, ids: pieces.ids[...])
    }
    return text
  }
}

/// Finds the longest pieces of a word from left to right.
private struct PieceCutter {
  let vocabulary: Vocabulary
  let options: WordPieceTokenizer.Options
  let longestPiece: Int
  private(set) var ids: [Int32] = []
  private let continuation: [UInt8]
  private var piece: [UInt8] = []

  init(vocabulary: Vocabulary, options: WordPieceTokenizer.Options, longestPiece: Int) {
    self.vocabulary = vocabulary
    self.options = options
    self.longestPiece = longestPiece
    continuation = Array(options.continuation.utf8)
  }

  /// Puts the pieces in `ids`: the unknown word alone, with false for an answer, when one is missing.
  mutating func cut(_ word: [UInt8], scalars: Int) -> Bool {
    ids.removeAll(keepingCapacity: true)
    var start = 0
    while start < word.count, scalars <= options.longestWord {
      piece.removeAll(keepingCapacity: true)
      if start > 0 { piece += continuation }
      let prefix = piece.count
      piece += word[start..<min(word.count, start + longestPiece)]
      // A cut inside a scalar is found in no vocabulary.
      var found: Int32?
      while piece.count > prefix {
        found = vocabulary.id(of: piece.span)
        if found != nil { break }
        piece.removeLast()
      }
      guard let found else { break }
      ids.append(found)
      start += piece.count - prefix
    }
    if start == word.count, start > 0 { return true }
    ids = [vocabulary.unknown]
    return false
  }
}
