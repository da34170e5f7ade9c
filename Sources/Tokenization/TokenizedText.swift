import UnicodeText

/// A text cut into words, and the ids a model reads for it.
///
/// The words and the gaps between them give back the source byte for byte.
public struct TokenizedText: Sendable {
  public let source: SourceText
  /// The words, in the order of the text.
  public private(set) var tokens: [Token]
  /// One id for each row of input, without `[CLS]` and `[SEP]`.
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
  public func removing(tokens removed: Set<Int>) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: tokenizer)
    for (index, token) in tokens.enumerated() where !removed.contains(index) {
      text.append(token, rows: rows(of: token))
    }
    return text
  }

  /// This text with another word in the place of one.
  ///
  /// The word is found as any typed word is. Several words may stand for one; they make one token of
  /// several rows. The token keeps the place in the source of the one it stands for.
  ///
  /// - Parameter word: A text of at least one word; of none, the token's row is that of `[UNK]`.
  public func replacing(token: Int, with word: String) -> TokenizedText {
    let found = tokenizer.tokenize(SourceText(word))
    if found.tokens.isEmpty {
      return replacing(
        token: token, by: [Row(id: tokenizer.vocabulary.unknown)], finding: .unknown,
        Replacement(text: word, form: ""))
    }
    return replacing(
      token: token, by: found.tokens.flatMap(found.rows(of:)),
      finding: found.tokens.map(\.finding).reduce(.asTyped) { $0.orLater($1) },
      Replacement(text: word, form: found.tokens.map(\.form).joined(separator: " ")))
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
    var text = TokenizedText(source: source, tokenizer: tokenizer)
    text.reserveCapacity(tokens.count)
    for (index, token) in tokens.enumerated() {
      guard index == replaced else {
        text.append(token, rows: self.rows(of: token))
        continue
      }
      let new = Token(
        source: source, bytes: token.bytes, characters: token.characters, pieces: 0..<0,
        finding: finding, spelling: token.spelling, replacement: replacement)
      text.append(new, rows: rows)
    }
    return text
  }

  /// A row of input.
  private struct Row {
    let id: Int32
    var parts: WordParts?
  }

  private func rows(of token: Token) -> [Row] {
    token.pieces.map { Row(id: ids[$0], parts: composed[$0]) }
  }

  private mutating func append(_ token: Token, rows: [Row]) {
    var token = token
    token.pieces = ids.count..<ids.count + rows.count
    for row in rows {
      if let parts = row.parts { composed[ids.count] = parts }
      ids.append(row.id)
    }
    tokens.append(token)
  }

  /// Adds a word of one row.
  mutating func append(_ token: Token, id: Int32, parts: WordParts? = nil) {
    if let parts { composed[ids.count] = parts }
    ids.append(id)
    tokens.append(token)
  }

  /// Adds a word whose rows have been added to `ids`.
  mutating func append(_ token: Token, ids newIDs: ArraySlice<Int32>) {
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
    append(word, id: token.id ?? tokenizer.vocabulary.unknown)
  }
}

/// Cuts texts into words and finds their ids.
public protocol Tokenizer: Sendable {
  var vocabulary: Vocabulary { get }

  /// Cuts a text. Never fails: what the vocabulary lacks gets a token that says so.
  func tokenize(_ source: SourceText) -> TokenizedText
}

extension Tokenizer {
  public func tokenize(_ text: String) -> TokenizedText {
    tokenize(SourceText(text))
  }
}
