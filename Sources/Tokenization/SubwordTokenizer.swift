import UnicodeText

/// Cuts a text into words, and into the pieces of any model that Hugging Face's tokenizers describe: it is normalized, parted,
/// and each part is cut by itself.
///
/// Words are those of ``WordTokenizer``, as far as no list of words decides, and added tokens; pieces end where the model has
/// them end. The rows of a word are those of the pieces that touch it.
public struct SubwordTokenizer: Tokenizer {
  /// The steps from a text to its pieces.
  public struct Steps: Sendable {
    public var normalizer: TextNormalizer?
    public var preTokenizer: PreTokenizer?
    public var model: any SubwordModel
    /// What takes the spaces off the places of pieces, in order.
    public var trims: [OffsetTrim] = []

    public init(
      normalizer: TextNormalizer? = nil, preTokenizer: PreTokenizer? = nil, model: any SubwordModel,
      trims: [OffsetTrim] = []
    ) {
      self.normalizer = normalizer
      self.preTokenizer = preTokenizer
      self.model = model
      self.trims = trims
    }
  }

  public let vocabulary: Vocabulary
  public let steps: Steps
  public let added: AddedTokens
  public let frame: TextFrame
  private let spelling: SubwordSpelling

  public init(
    vocabulary: Vocabulary, steps: Steps, added: AddedTokens = AddedTokens(), frame: TextFrame
  ) {
    self.vocabulary = vocabulary
    self.steps = steps
    self.added = added
    self.frame = frame
    spelling = SubwordSpelling(steps.normalizer)
  }

  public func tokenize(_ source: SourceText, words: [Range<Int>]) -> TokenizedText {
    tokenize(source, words: words, for: self, spelling: .subwords(spelling)) {
      forEachWord(in: $0, listedBy: nil, $1)
    }
  }

  /// Cuts a text for another tokenizer of the same pieces.
  ///
  /// - Parameter forEachWord: Calls with each word of a gap between those that are given.
  func tokenize(
    _ source: SourceText, words given: [Range<Int>], for tokenizer: any Tokenizer,
    spelling: Spelling, forEachWord: (Span<UInt8>, (Range<Int>) -> Void) -> Void
  ) -> TokenizedText {
    let cut = cut(source)
    var words = PlacedWords(source, cut.pieces, tokenizer, spelling)
    var added = cut.added[...]
    func append(_ gap: Range<Int>) {
      var start = gap.lowerBound
      while let found = added.first, found.place.upperBound <= gap.upperBound {
        added.removeFirst()
        guard found.place.lowerBound >= gap.lowerBound else { continue }
        words.append(start..<max(start, found.place.lowerBound), by: forEachWord)
        words.append(found.place, added: found.token)
        start = max(start, found.place.upperBound)
      }
      words.append(start..<gap.upperBound, by: forEachWord)
    }
    var start = 0
    for word in source.repairedRanges(ofBytes: given) {
      append(start..<word.lowerBound)
      let same = added.prefix { $0.place.lowerBound <= word.lowerBound }.last { $0.place == word }
      words.append(word, added: same?.token)
      start = word.upperBound
    }
    append(start..<source.utf8.count)
    return words.text
  }

  public func pieces(of source: SourceText) -> [Piece] {
    let cut = cut(source)
    let characters = CharacterCounts(source.utf8)
    var pieces = cut.pieces.map {
      Piece(
        id: $0.id,
        characters: characters.before($0.place.lowerBound)..<characters.before($0.place.upperBound))
    }
    for trim in steps.trims {
      for (index, piece) in pieces.enumerated() {
        let range = trim.trimmed(
          piece.characters, isFirst: index == 0,
          spelled: cut.pieces[index].added.map { cut.added[Int($0)].spelled }
            ?? Array(vocabulary.word(piece.id).utf8))
        pieces[index] = Piece(id: piece.id, characters: range)
      }
    }
    return pieces
  }

  public func spelling(of piece: Int32) -> String {
    added.spelling(of: piece) ?? vocabulary.word(piece)
  }

  /// The rows of the pieces that touch the word in its place in the text, which decides whether it is spelled with a space before it.
  public func rows(of word: String, replacing token: Token) -> ReplacementRows {
    let bytes = token.source.bytes
    let new = Array(word.utf8)
    let source = SourceText(
      bytes: bytes[..<token.bytes.lowerBound] + new + bytes[token.bytes.upperBound...])
    let start = source.repairedOffset(ofByte: token.bytes.lowerBound)
    let range = start..<start + new.count
    // Only what can be read is a word.
    let found = tokenize(SourceText(word)).tokens
    var walk = PieceWalk(cut(source).pieces)
    guard !found.isEmpty, let (rows, finding) = walk.rows(touching: range) else {
      return ReplacementRows(ids: [], finding: .unknown, form: "")
    }
    return ReplacementRows(
      ids: walk.ids(rows), finding: finding,
      form: found.map(\.form).joined(separator: " "))
  }

  public var wholeWords: WholeWords {
    WholeWords(vocabulary) { text in
      cut(SourceText(text)).pieces.map { vocabulary.word($0.id) }.joined()
    }
  }

  /// The pieces of a text, and the added tokens in it.
  private func cut(_ source: SourceText) -> (pieces: [PlacedPiece], added: [FoundToken]) {
    let utf8 = source.utf8
    var pieces: [PlacedPiece] = []
    pieces.reserveCapacity(utf8.count / 4)
    var found: [FoundToken] = []
    var subwords: [Subword] = []
    func append(
      _ token: AddedToken, _ content: Range<Int>, _ taken: Range<Int>, as text: ArraySlice<UInt8>
    ) {
      pieces.append(
        PlacedPiece(
          id: token.id ?? vocabulary.unknown ?? 0, place: taken, touched: content,
          finding: token.id == nil ? .unknown : .asTyped, added: Int32(found.count)))
      found.append(FoundToken(token: token, place: content, spelled: Array(text)))
    }
    for part in added.parts(of: utf8.span) {
      switch part {
      case .token(let token, let content, let taken): append(token, content, taken, as: utf8[taken])
      case .text(let range):
        var text = NormalizedText(utf8.span, within: range)
        steps.normalizer?.normalize(&text)
        for part in added.normalizedParts(of: text.utf8.span, within: text.utf8.indices) {
          switch part {
          case .token(let token, let content, let taken):
            append(token, text.source(of: content), text.source(of: taken), as: text.utf8[taken])
          case .text(let range):
            var tokens = PreTokens(text, within: range)
            steps.preTokenizer?.split(&tokens)
            for part in tokens.parts {
              subwords.removeAll(keepingCapacity: true)
              steps.model.cut(tokens.text.utf8.span.extracting(part), into: &subwords)
              for subword in subwords {
                pieces.append(
                  tokens.text.place(
                    subword, part.lowerBound + subword.start..<part.lowerBound + subword.end))
              }
            }
          }
        }
      }
    }
    return (pieces, found)
  }
}

/// A piece, and what it stands for in the UTF-8 of the source.
private struct PlacedPiece {
  let id: Int32
  let place: Range<Int>
  /// Of that, what it was made of: not what follows something that was put before a text.
  let touched: Range<Int>
  let finding: Finding
  /// The number of the added token that it is.
  var added: Int32?
}

/// An added token in a text.
private struct FoundToken {
  let token: AddedToken
  /// Where its content stands.
  let place: Range<Int>
  /// As it is written there, with the spaces that it takes.
  let spelled: [UInt8]
}

/// A text as its words are found, in order.
private struct PlacedWords {
  private(set) var text: TokenizedText
  private let source: SourceText
  private let spelling: Spelling
  private var positions: SourcePositions
  private var walk: PieceWalk

  init(
    _ source: SourceText, _ pieces: [PlacedPiece], _ tokenizer: any Tokenizer,
    _ spelling: Spelling
  ) {
    self.source = source
    self.spelling = spelling
    positions = SourcePositions(source)
    walk = PieceWalk(pieces)
    text = TokenizedText(source: source, tokenizer: tokenizer)
    text.reserveCapacity(pieces.count)
    text.append(rows: pieces.lazy.map(\.id))
  }

  /// Appends the words of a stretch without added tokens.
  mutating func append(
    _ gap: Range<Int>, by forEachWord: (Span<UInt8>, (Range<Int>) -> Void) -> Void
  ) {
    guard !gap.isEmpty else { return }
    let utf8 = source.utf8
    forEachWord(utf8.span.extracting(gap)) {
      append(gap.lowerBound + $0.lowerBound..<gap.lowerBound + $0.upperBound)
    }
  }

  /// Appends a word, unless no piece touches it.
  mutating func append(_ range: Range<Int>, added token: AddedToken? = nil) {
    guard let (rows, finding) = walk.rows(touching: range) else { return }
    let isAsTyped = token.map { source.utf8[range].elementsEqual($0.content.utf8) } ?? false
    text.append(
      Token(
        source: source,
        bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
        characters: positions.characters(in: range), pieces: rows,
        finding: token != nil && token?.id == nil ? .unknown : isAsTyped ? .asTyped : finding,
        spelling: token.map { .added($0.content) } ?? spelling))
  }
}

extension NormalizedText {
  fileprivate func place(_ subword: Subword, _ range: Range<Int>) -> PlacedPiece {
    guard !range.isEmpty else {
      return PlacedPiece(id: subword.id, place: 0..<0, touched: 0..<0, finding: .asTyped)
    }
    var finding = Finding.asTyped
    var first = range.lowerBound
    origins.withUnsafeBufferPointer { origins in
      while first < range.upperBound, origins[first].isPutBefore { first += 1 }
      for place in range { finding = finding.orLater(origins[place].finding) }
    }
    return PlacedPiece(
      id: subword.id, place: source(of: range),
      touched: first < range.upperBound ? source(of: first..<range.upperBound) : 0..<0,
      finding: subword.isUnknown ? .unknown : finding)
  }
}

/// Finds the pieces that touch words, which come in order.
private struct PieceWalk {
  private let pieces: [PlacedPiece]
  /// Pieces before it end before the last word began.
  private var next = 0

  init(_ pieces: [PlacedPiece]) { self.pieces = pieces }

  func ids(_ rows: Range<Int>) -> [Int32] { pieces[rows].map { $0.id } }

  /// The rows from the first piece that touches a place to the last, and what was done to them; nil where none does.
  mutating func rows(touching range: Range<Int>) -> (rows: Range<Int>, finding: Finding)? {
    while next < pieces.count, pieces[next].touched.upperBound <= range.lowerBound { next += 1 }
    var (first, last): (Int?, Int) = (nil, 0)
    var finding = Finding.asTyped
    var place = next
    while place < pieces.count, pieces[place].touched.lowerBound < range.upperBound {
      if pieces[place].touched.overlaps(range) {
        if first == nil { first = place }
        last = place
        finding = finding.orLater(pieces[place].finding)
      }
      place += 1
    }
    return first.map { ($0..<last + 1, finding) }
  }
}

/// How many scalars of a text are before each byte.
private struct CharacterCounts {
  /// Nil where each byte is a scalar.
  private let counts: [UInt32]?

  init(_ utf8: [UInt8]) {
    guard utf8.contains(where: { $0 >= 0x80 }) else {
      counts = nil
      return
    }
    var counts: [UInt32] = []
    counts.reserveCapacity(utf8.count + 1)
    var count: UInt32 = 0
    for byte in utf8 {
      if byte & 0xC0 != 0x80 { count += 1 }
      counts.append(count - 1)
    }
    counts.append(count)
    self.counts = counts
  }

  func before(_ byte: Int) -> Int { counts.map { Int($0[byte]) } ?? byte }
}
