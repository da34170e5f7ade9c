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
  private let trims: [OffsetTrim]
  private let model: WordPieceModel

  /// - Parameters:
  ///   - pieceCount: Without it, all words of the vocabulary are pieces.
  ///   - trims: What takes the spaces off the places of pieces.
  public init(
    vocabulary: Vocabulary, options: Options = Options(), added: AddedTokens = AddedTokens(),
    pieceCount: Int? = nil, trims: [OffsetTrim] = []
  ) {
    self.trims = trims
    self.vocabulary = vocabulary
    self.options = options
    self.added = added
    self.pieceCount = pieceCount ?? vocabulary.count
    model = WordPieceModel(
      vocabulary: vocabulary, pieceCount: pieceCount, continuation: options.continuation,
      longestWord: options.longestWord)
  }

  public func tokenize(_ source: SourceText) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: self)
    var positions = SourcePositions(source)
    let bytes = source.utf8
    var pieces: [Subword] = []
    func append(_ word: BERTWord) {
      pieces.removeAll(keepingCapacity: true)
      model.cut(word.form.span, into: &pieces)
      let range = word.range
      let token = Token(
        source: source,
        bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
        characters: positions.characters(in: range),
        pieces: text.ids.count..<text.ids.count + pieces.count,
        finding: pieces[0].isUnknown ? .unknown : word.finding,
        spelling: .wordPiece(options.normalization))
      text.append(token, ids: pieces.lazy.map(\.id))
    }
    let normalization = options.normalization
    for part in added.parts(of: bytes.span) {
      switch part {
      case .token(let token, let range, _): text.append(token, at: range, &positions)
      case .text(let range):
        let normal = normalization.normalized(bytes.span, within: range)
        for part in added.normalizedParts(of: normal.utf8.span, within: normal.utf8.indices) {
          switch part {
          case .token(let token, let range, _):
            text.append(
              token, at: normal.source(of: range), finding: normal.finding(of: range), &positions)
          case .text(let range): normal.forEachWord(within: range, append)
          }
        }
      }
    }
    return text
  }

  public func tokenize(_ source: SourceText, words: [Range<Int>]) -> TokenizedText {
    if words.isEmpty { return tokenize(source) }
    let normalization = options.normalization
    return inSteps.tokenize(
      source, words: words, for: self, spelling: .wordPiece(normalization)
    ) { gap, body in
      normalization.forEachWord(in: gap) { body($0.range) }
    }
  }

  public func spelling(of piece: Int32) -> String {
    added.spelling(of: piece) ?? vocabulary.word(piece)
  }

  public func pieces(of source: SourceText) -> [Piece] { inSteps.pieces(of: source) }

  /// As `tokenizers` has it, step by step.
  private var inSteps: SubwordTokenizer {
    SubwordTokenizer(
      vocabulary: vocabulary,
      steps: .init(
        normalizer: .bert(options.normalization), preTokenizer: .bert, model: model, trims: trims),
      added: added, frame: frame)
  }
}
