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
  public let added: AddedTokens
  /// The words of the vocabulary that words are cut into, the first ones; what follows is only found as an added
  /// token.
  public let pieceCount: Int
  private let longestPiece: Int

  /// - Parameter pieceCount: Without it, all words of the vocabulary are pieces.
  public init(
    vocabulary: Vocabulary, options: Options = Options(), added: AddedTokens = AddedTokens(),
    pieceCount: Int? = nil
  ) {
    self.vocabulary = vocabulary
    self.options = options
    self.added = added
    self.pieceCount = pieceCount ?? vocabulary.count
    longestPiece = vocabulary.longestWord
  }

  public func tokenize(_ source: SourceText) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: self)
    var positions = SourcePositions(source)
    let bytes = source.utf8
    var pieces = PieceCutter(
      vocabulary: vocabulary, count: Int32(pieceCount), options: options,
      longestPiece: longestPiece)
    func append(_ word: BERTWord) {
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
    let normalization = options.normalization
    for part in added.parts(of: bytes.span) {
      switch part {
      case .token(let token, let range): text.append(token, at: range, &positions)
      case .text(let range):
        let normal = normalization.normalized(bytes.span, within: range)
        for part in added.normalizedParts(of: normal.utf8.span, within: normal.utf8.indices) {
          switch part {
          case .token(let token, let range):
            text.append(
              token, at: normal.source(of: range), finding: normal.finding(of: range), &positions)
          case .text(let range): normal.forEachWord(within: range, append)
          }
        }
      }
    }
    return text
  }
}

/// Finds the longest pieces of a word from left to right.
private struct PieceCutter {
  let vocabulary: Vocabulary
  /// Words from this id on are no pieces.
  let count: Int32
  let options: WordPieceTokenizer.Options
  let longestPiece: Int
  private(set) var ids: [Int32] = []
  private let continuation: [UInt8]
  private var piece: [UInt8] = []

  init(
    vocabulary: Vocabulary, count: Int32, options: WordPieceTokenizer.Options, longestPiece: Int
  ) {
    self.vocabulary = vocabulary
    self.count = count
    self.options = options
    self.longestPiece = longestPiece
    continuation = Array(options.continuation.utf8)
  }

  /// Puts the pieces in `ids`: the unknown word alone, with false for an answer, when one is missing.
  mutating func cut(_ word: ArraySlice<UInt8>, scalars: Int) -> Bool {
    ids.removeAll(keepingCapacity: true)
    var start = word.startIndex
    while start < word.endIndex, scalars <= options.longestWord {
      piece.removeAll(keepingCapacity: true)
      if start > word.startIndex { piece += continuation }
      let prefix = piece.count
      piece += word[start..<min(word.endIndex, start + longestPiece)]
      // A cut inside a scalar is found in no vocabulary.
      var found: Int32?
      while piece.count > prefix {
        found = vocabulary.id(of: piece.span).flatMap { $0 < count ? $0 : nil }
        if found != nil { break }
        piece.removeLast()
      }
      guard let found else { break }
      ids.append(found)
      start += piece.count - prefix
    }
    if start == word.endIndex, !word.isEmpty { return true }
    ids = [vocabulary.unknown]
    return false
  }
}
