import UnicodeText

/// One word of a text, and where it stands there.
public struct Token: Sendable, Hashable {
  /// The text it was typed in.
  public let source: SourceText
  /// Where it stands in `source.bytes`. Counts bytes.
  public let bytes: Range<Int>
  /// Where it stands in `source.string`. Counts Unicode scalars, as Python's `str` does.
  public let characters: Range<Int>
  /// Its rows in `TokenizedText.ids`: those of the pieces that touch it. Never empty; one for a whole-word vocabulary. A piece may
  /// touch several words, and a row need not be any word's.
  public internal(set) var pieces: Range<Int>
  /// How its row was found.
  public let finding: Finding
  let spelling: Spelling
  let replacement: Replacement?

  init(
    source: SourceText, bytes: Range<Int>, characters: Range<Int>, pieces: Range<Int>,
    finding: Finding, spelling: Spelling, replacement: Replacement? = nil
  ) {
    self.source = source
    self.bytes = bytes
    self.characters = characters
    self.pieces = pieces
    self.finding = finding
    self.spelling = spelling
    self.replacement = replacement
  }

  /// The word as typed, with bad bytes repaired; of a replaced one, what stands for it.
  public var text: String { replacement?.text ?? source.string(in: bytes) }

  /// What was looked up in the vocabulary.
  public var form: String { replacement?.form ?? spelling.form(of: text, finding: finding) }

  /// Which word it is: for whoever looks for a word, two tokens of one tokenizer are the same where their keys are.
  ///
  /// It is what the model reads, `form`, less the case that some vocabularies of word pieces keep. The words with a row
  /// have the keys they are listed under; the key of any other has neither case nor compatibility forms nor characters that
  /// are not to be seen. It is `streamSafe`, so that it can be hashed in linear time.
  public var key: String {
    (replacement?.form ?? spelling.key(of: text, finding: finding)).streamSafe
  }

  /// Whether another word stands here for the one in the source.
  public var isReplaced: Bool { replacement != nil }

  public static func == (a: Token, b: Token) -> Bool {
    a.bytes == b.bytes && a.characters == b.characters && a.pieces == b.pieces
      && a.finding == b.finding && a.spelling == b.spelling && a.replacement == b.replacement
      && a.source == b.source
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes)
    hasher.combine(pieces)
    hasher.combine(text)
  }
}

/// How a tokenizer gets from a word as typed to the form it looks up.
enum Spelling: Sendable, Hashable {
  case wholeWord
  case wordPiece(BERTNormalization)
  /// By pieces that need not end where words do.
  case subwords(SubwordSpelling)
  /// An added token is its content, however it was typed.
  case added(String)

  func form(of word: String, finding: Finding) -> String {
    switch self {
    case .wholeWord: WordLadder.form(of: word, finding: finding)
    case .wordPiece(let normalization): normalization.form(of: word)
    case .subwords(let spelling): spelling.form(of: word)
    case .added(let content): content
    }
  }

  func key(of word: String, finding: Finding) -> String {
    let form = form(of: word, finding: finding)
    return switch self {
    case .wholeWord, .added: form
    case .wordPiece, .subwords: form.wordKey
    }
  }
}

/// What a tokenizer of subwords does to the letters of a word.
final class SubwordSpelling: Sendable, Hashable {
  private let normalizer: TextNormalizer?

  init(_ normalizer: TextNormalizer?) { self.normalizer = normalizer?.ofLetters }

  func form(of word: String) -> String { normalizer?.normalized(word) ?? word }

  static func == (a: SubwordSpelling, b: SubwordSpelling) -> Bool { a === b }

  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A word that stands for another.
final class Replacement: Sendable, Hashable {
  let text, form: String

  init(text: String, form: String) {
    self.text = text
    self.form = form
  }

  static func == (a: Replacement, b: Replacement) -> Bool { a.text == b.text && a.form == b.form }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
