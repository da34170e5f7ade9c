import UnicodeText

/// A text cut into words, and the ids a model reads for it.
///
/// The words and the gaps between them give back the source byte for byte.
public struct TokenizedText: Sendable {
  public let source: SourceText
  /// The words, in the order of the text.
  public private(set) var tokens: [Token]
  /// One id for each row of input, without the special words around the text.
  public private(set) var ids: [Int32]
  /// The parts of each row that is composed, by row. Such a row's id is that of `[UNK]`.
  public private(set) var composed: [Int: WordParts]
  /// What cut the text, and cuts its replacements.
  public let tokenizer: any Tokenizer

  init(source: SourceText, tokenizer: any Tokenizer) {
    self.source = source
    self.tokenizer = tokenizer
    tokens = []
    ids = []
    composed = [:]
  }

  mutating func reserveCapacity(_ count: Int) {
    tokens.reserveCapacity(count)
    ids.reserveCapacity(count)
  }

  /// The parts of each of a token's rows that is composed; empty for a word of the vocabulary.
  public func parts(of token: Int) -> [WordParts] {
    composed.isEmpty ? [] : tokens[token].pieces.compactMap { composed[$0] }
  }

  /// The words of the vocabulary that a composed token is spelled like, the one that counts most first; none for
  /// a token of the vocabulary.
  public func neighbours(of token: Int) -> [(word: String, neighbour: SpellingNeighbour)] {
    parts(of: token).flatMap(\.neighbours).map { (tokenizer.vocabulary.word($0.id), $0) }
  }

  /// What stands between the words, in bytes of the source: gap *i* is before word *i*, and one more
  /// follows the last word. A word that was removed is part of a gap.
  public var gaps: [Range<Int>] {
    (0...tokens.count).map(gap(before:))
  }

  /// The gap before a word, or, for `tokens.count`, after the last one.
  public func gap(before token: Int) -> Range<Int> {
    let start = token == 0 ? 0 : tokens[token - 1].bytes.upperBound
    return start..<(token == tokens.count ? source.bytes.count : tokens[token].bytes.lowerBound)
  }

  /// This text as if some words had never been in it. The others keep their places in the source.
  ///
  /// A row goes with the last of the words that it belongs to. One that belongs to no word stays.
  public func removing(tokens removed: Set<Int>) -> TokenizedText {
    editing(removed: removed)
  }

  /// This text with another word in the place of one.
  ///
  /// The word is found as any typed word is, in its place in the text. Several words may stand for one; they make one
  /// token of several rows. The token keeps the place in the source of the one it stands for.
  ///
  /// - Parameter word: A text of at least one word; of none, the token's row is that of `[UNK]`.
  public func replacing(token: Int, with word: String) -> TokenizedText {
    let found = tokenizer.rows(of: word, replacing: tokens[token])
    let rows = found.ids.enumerated().map { Row(id: $1, parts: found.composed[$0]) }
    if rows.isEmpty {
      return replacing(
        token: token, by: [Row(id: tokenizer.vocabulary.unknown ?? 0)], finding: .unknown,
        Replacement(text: word, form: ""))
    }
    return replacing(
      token: token, by: rows, finding: found.finding, Replacement(text: word, form: found.form))
  }

  /// This text with the mask word in the place of one.
  ///
  /// - Throws: `VocabularyError.missingSpecial`, where the vocabulary has none.
  public func masking(token: Int) throws(VocabularyError) -> TokenizedText {
    let vocabulary = tokenizer.vocabulary
    guard let mask = vocabulary.mask else {
      throw .missingSpecial(word: vocabulary.specials.mask)
    }
    return replacing(
      token: token, by: [Row(id: mask)], finding: .asTyped,
      Replacement(text: vocabulary.specials.mask, form: vocabulary.specials.mask))
  }

  private func replacing(
    token replaced: Int, by rows: [Row], finding: Finding, _ replacement: Replacement
  ) -> TokenizedText {
    precondition(tokens.indices.contains(replaced), "no such token")
    let token = tokens[replaced]
    let new = Token(
      source: source, bytes: token.bytes, characters: token.characters, pieces: 0..<0,
      finding: finding, spelling: token.spelling, replacement: replacement)
    return editing(removed: [replaced], putting: new, rows: rows)
  }

  /// A row of input.
  private struct Row {
    let id: Int32
    var parts: WordParts?
  }

  /// This text without some words, and with the rows that belong to them alone gone.
  ///
  /// - Parameter new: What stands in the place of the one word that is removed.
  private func editing(
    removed: Set<Int>, putting new: Token? = nil, rows: [Row] = []
  ) -> TokenizedText {
    // Of each row how many words it belongs to, and how many of them are removed.
    var (owners, removals) = (
      [Int](repeating: 0, count: ids.count), [Int](repeating: 0, count: ids.count)
    )
    for (index, token) in tokens.enumerated() {
      for row in token.pieces {
        owners[row] += 1
        if removed.contains(index) { removals[row] += 1 }
      }
    }
    func isKept(_ row: Int) -> Bool { removals[row] == 0 || removals[row] < owners[row] }
    var text = TokenizedText(source: source, tokenizer: tokenizer)
    text.reserveCapacity(tokens.count)
    // The new rows stand where the first row of the word was that is not that of a word before it.
    var place = ids.count
    if new != nil, let replaced = removed.first {
      let before = replaced > 0 ? tokens[replaced - 1].pieces.upperBound : 0
      place = min(
        max(tokens[replaced].pieces.lowerBound, before), tokens[replaced].pieces.upperBound)
    }
    var numbers: [Int] = []
    numbers.reserveCapacity(ids.count + 1)
    var newRows = 0..<0
    func put() {
      let start = text.ids.count
      for row in rows { text.append(row) }
      newRows = start..<text.ids.count
    }
    for row in ids.indices {
      if row == place { put() }
      numbers.append(text.ids.count)
      if isKept(row) { text.append(Row(id: ids[row], parts: composed[row])) }
    }
    numbers.append(text.ids.count)
    if new != nil, place == ids.count { put() }
    for (index, token) in tokens.enumerated() {
      if !removed.contains(index) {
        var token = token
        // All rows of a word that stays are kept, so the last of them ends where it is.
        token.pieces =
          numbers[token.pieces.lowerBound]..<numbers[token.pieces.upperBound - 1] + 1
        text.tokens.append(token)
      } else if var new {
        new.pieces = newRows
        text.tokens.append(new)
      }
    }
    return text
  }

  /// Adds a row, before the word that it belongs to.
  mutating func append(row id: Int32, parts: WordParts?) { append(Row(id: id, parts: parts)) }

  private mutating func append(_ row: Row) {
    if let parts = row.parts { composed[ids.count] = parts }
    ids.append(row.id)
  }

  /// Adds rows, before the words that they belong to.
  mutating func append(rows: some Sequence<Int32>) { ids += rows }

  /// Adds a word whose rows are there.
  mutating func append(_ token: Token) { tokens.append(token) }

  /// Adds a word of one row.
  mutating func append(_ token: Token, id: Int32, parts: WordParts? = nil) {
    append(Row(id: id, parts: parts))
    tokens.append(token)
  }

  /// Adds a word whose rows have been added to `ids`.
  mutating func append(_ token: Token, ids newIDs: some Sequence<Int32>) {
    ids += newIDs
    tokens.append(token)
  }
}

extension TokenizedText {
  /// Adds an added token that stands at a place of the source's UTF-8. One without a row has that of `[UNK]`.
  mutating func append(
    _ token: AddedToken, at range: Range<Int>, finding: Finding = .asTyped,
    _ positions: inout SourcePositions
  ) {
    let isAsTyped = source.utf8[range].elementsEqual(token.content.utf8)
    let word = Token(
      source: source,
      bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
      characters: positions.characters(in: range), pieces: ids.count..<ids.count + 1,
      finding: token.id == nil ? .unknown : isAsTyped ? .asTyped : finding,
      spelling: .added(token.content))
    append(word, id: token.id ?? tokenizer.vocabulary.unknown!)
  }
}
