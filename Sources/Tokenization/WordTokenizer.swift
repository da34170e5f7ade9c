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

  public func tokenize(_ source: SourceText) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: self)
    let ladder = WordLadder(vocabulary: vocabulary, composer: composer, spelling: spelling)
    let bytes = source.utf8
    let utf8 = bytes.span
    var positions = SourcePositions(source)
    var key: [UInt8] = []
    func append(_ range: Range<Int>) {
      let answer = ladder.find(utf8.extracting(range), key: &key)
      let token = Token(
        source: source,
        bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
        characters: positions.characters(in: range),
        pieces: text.ids.count..<text.ids.count + 1,
        finding: answer.finding, spelling: .wholeWord)
      text.append(token, id: answer.id, parts: answer.parts)
    }
    for part in added.parts(of: utf8) {
      switch part {
      case .token(let token, let range, _): text.append(token, at: range, &positions)
      case .text(let stretch):
        forEachWord(in: utf8.extracting(stretch), listedBy: ladder) {
          append(stretch.lowerBound + $0.lowerBound..<stretch.lowerBound + $0.upperBound)
        }
      }
    }
    return text
  }
}
