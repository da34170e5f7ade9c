import UnicodeText

/// Cuts a text into whole words and looks each up.
///
/// Words are the default word segments of UAX #29, less those of white space, controls and format
/// characters, and with these rules added.
/// - English clitics are words of their own: `bank's` is `bank` and `'s`, in one piece or typed apart, while `don't` and
///   `o'clock` stay whole. Signs that are typed for the apostrophe count as it, inside a listed word and before a clitic.
/// - White space belongs to no word but where a narrow space (U+202F) groups the digits of a number.
/// - Underscores around a word are marks: `_bank_` is three words, `a_b` is one.
/// - Two listed words with a stop or colon between are two where the second has a capital: `bank.The`.
/// - Text of a South-East Asian script, which has no spaces to cut at, is one word up to the next space or sign.
public struct WordTokenizer: Tokenizer {
  public let vocabulary: Vocabulary
  /// What composes a word that the vocabulary lacks; without one such a word is unknown.
  public let composer: WordComposer?
  /// None of them is looked for in normalized text.
  public let added: AddedTokens
  private let spelling: SpellingIndex?

  /// - Precondition: No added token is normalized.
  public init(
    vocabulary: Vocabulary, composer: WordComposer? = nil, added: AddedTokens = AddedTokens()
  ) {
    precondition(!added.hasNormalized, "added tokens are looked for as they are written")
    self.vocabulary = vocabulary
    self.composer = composer
    self.added = added
    spelling = composer.map { SpellingIndex(vocabulary, changes: $0.changes) }
  }

  public func tokenize(_ source: SourceText, words: [Range<Int>]) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: self)
    let ladder = WordLadder(vocabulary: vocabulary, composer: composer, spelling: spelling)
    let bytes = source.utf8
    let utf8 = bytes.span
    var positions = SourcePositions(source)
    var key: [UInt8] = []
    func append(_ range: Range<Int>, rows: Int, _ finding: Finding) {
      text.append(
        Token(
          source: source,
          bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
          characters: positions.characters(in: range),
          pieces: text.ids.count - rows..<text.ids.count, finding: finding, spelling: .wholeWord))
    }
    func appendRow(_ range: Range<Int>) -> Finding {
      let answer = ladder.find(utf8.extracting(range), key: &key)
      text.append(row: answer.id, parts: answer.parts)
      return answer.finding
    }
    func append(gap: Range<Int>) {
      for part in added.parts(of: utf8, within: gap) {
        switch part {
        case .token(let token, let range, _): text.append(token, at: range, &positions)
        case .text(let stretch):
          forEachWord(in: utf8.extracting(stretch), listedBy: ladder) {
            let word = stretch.lowerBound + $0.lowerBound..<stretch.lowerBound + $0.upperBound
            append(word, rows: 1, appendRow(word))
          }
        }
      }
    }
    func append(given word: Range<Int>) {
      if let token = added.token(word, of: utf8) {
        return text.append(token, at: word, &positions)
      }
      if ladder.isListed(utf8.extracting(word)) { return append(word, rows: 1, appendRow(word)) }
      var rows = 0
      var finding = Finding.asTyped
      forEachWord(in: utf8.extracting(word), listedBy: ladder) {
        finding = finding.orLater(
          appendRow(word.lowerBound + $0.lowerBound..<word.lowerBound + $0.upperBound))
        rows += 1
      }
      if rows > 0 { append(word, rows: rows, finding) }
    }
    var start = 0
    for word in source.repairedRanges(ofBytes: words) {
      append(gap: start..<word.lowerBound)
      append(given: word)
      start = word.upperBound
    }
    append(gap: start..<utf8.count)
    return text
  }
}
