import Corpora
import ContextualEmbeddings
import Tokenization
import UnicodeText

/// Finds the uses of a word, or of some words in a row, text after text; of a word in several forms, those of each.
///
/// Words match by `Token.key`: what the model reads as the same word is the same word here, however it is spelled.
public struct UseFinder: Sendable {
  /// As it was asked for.
  public let word: String
  /// The ways in which it may be written, itself the first. No two are the same.
  let forms: [Form]
  /// Whether the lemma decides of each word of which a corpus names it.
  public let usesLemmas: Bool
  /// Of the word itself, and of all forms.
  private let filter: WordFilter
  private let filters: [WordFilter]
  private let tokenizer: any Tokenizer

  /// A way to write the word.
  struct Form: Sendable, Hashable {
    /// Of its words.
    let keys: [String]
    /// The same where a corpus has it as one word.
    let wholeKeys: [String]
  }

  /// - Parameters:
  ///   - word: As typed.
  ///   - forms: Others that count as the word, as typed; one in which there is no word counts for nothing.
  ///   - usesLemmas: Whether, of each word of which a corpus names the lemma, that decides in the place of the form.
  /// - Returns: `nil` where the word holds no word.
  public init?(
    _ word: String, forms: [String] = [], usesLemmas: Bool = false, tokenizer: any Tokenizer
  ) {
    guard let first = Form(word, tokenizer) else { return nil }
    self.word = word
    var distinct = [first]
    for form in forms.compactMap({ Form($0, tokenizer) })
    where !distinct.contains(where: { $0.keys == form.keys }) {
      distinct.append(form)
    }
    self.forms = distinct
    self.usesLemmas = usesLemmas
    filter = WordFilter(keys: first.keys)
    filters = WordFilter.fewest(of: distinct.map { WordFilter(keys: $0.keys) })
    self.tokenizer = tokenizer
  }

  /// Of the words of the word that was asked for.
  public var keys: [String] { forms[0].keys }

  /// Whether uses may be written otherwise than the word.
  public var hasForms: Bool { forms.count > 1 || usesLemmas }

  /// The same of each form, those of the word itself first.
  public var formKeys: [[String]] { forms.map(\.keys) }

  /// Whether a line is worth cutting into words.
  public func mayFind(in line: Span<UInt8>) -> Bool {
    for filter in filters where filter.mayFind(in: line) { return true }
    return false
  }

  /// Whether a passage is worth cutting into words.
  func mayFind(in passage: Passage) -> Bool {
    mayFind(in: passage.text.span)
      || usesLemmas && passage.words?.contains { $0.lemma.map(isLemma) == true } == true
  }

  /// The tokens of each use in a text, from left to right; uses do not overlap.
  public func uses(in text: TokenizedText) -> [Range<Int>] {
    forms.count == 1
      ? text.places(of: keys) : Self.apart(forms.flatMap { text.places(of: $0.keys) })
  }

  /// The same in a text whose words a corpus gives.
  public func uses(in text: TokenizedText, words: [Word]) -> [Range<Int>] {
    let wholes = forms.filter { $0.wholeKeys != $0.keys }.map(\.wholeKeys)
    let written = uses(in: text)
    return named(
      wholes.isEmpty ? written : Self.apart(written + wholes.flatMap(text.places)), in: text, words)
  }

  /// Of some places those that do not overlap: from the left, of those that begin at one token the longest.
  static func apart(_ places: [Range<Int>]) -> [Range<Int>] {
    var end = 0
    return places.sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
      .filter { place in
        guard place.lowerBound >= end else { return false }
        end = place.upperBound
        return true
      }
  }

  /// A use in some bytes: of a passage, or of a part of one.
  struct Place {
    var bytes: Range<Int>
    /// The sentence around it.
    var sentence: Range<Int>
  }

  /// The uses in a text.
  ///
  /// - Parameters:
  ///   - words: The corpus's own words in it; `nil` where it has running text.
  ///   - isSentence: Whether it is one sentence.
  func places(in bytes: [UInt8], words: [Word]?, isSentence: Bool) -> [Place] {
    let ranges = words?.map(\.range)
    let text = tokenizer.tokenize(SourceText(bytes: bytes), words: ranges ?? [])
    return Self.places(
      of: words.map { uses(in: text, words: $0) } ?? uses(in: text), in: text, bytes,
      words: ranges, isSentence: isSentence)
  }

  /// Some tokens of a text, each with the sentence around it.
  static func places(
    of tokens: [Range<Int>], in text: TokenizedText, _ bytes: [UInt8], words: [Range<Int>]?,
    isSentence: Bool
  ) -> [Place] {
    let uses = tokens.map { tokens in
      text.tokens[tokens.lowerBound].bytes
        .lowerBound..<text.tokens[tokens.upperBound - 1].bytes.upperBound
    }
    guard !uses.isEmpty, !isSentence else {
      return uses.map {
        Place(bytes: $0, sentence: trimmed(bytes.indices, around: $0, in: bytes))
      }
    }
    let sentences = sentences(in: bytes, words: words ?? [])
    return uses.map {
      Place(bytes: $0, sentence: sentenceSpan(around: $0, in: bytes, among: sentences))
    }
  }

  /// Whether a text is the word in one of its forms.
  func isWritten(_ text: [UInt8]) -> Bool {
    guard mayFind(in: text.span) else { return false }
    let keys = tokenizer.tokenize(SourceText(bytes: text)).tokens.map(\.key)
    return forms.contains { $0.keys == keys }
  }

  /// Whether a word, as a list of lemmas has it, is the one that is looked for. DURel's may bear the part of speech:
  /// `bank_nn`.
  func isLemma(_ lemma: String) -> Bool {
    let bytes = Array(lemma.utf8)
    guard filter.mayFind(in: bytes.span) else { return false }
    func isSame(_ lemma: Substring) -> Bool {
      tokenizer.tokenize(String(lemma)).tokens.map(\.key) == keys
    }
    return isSame(lemma[...]) || lemma.lastIndex(of: "_").map { isSame(lemma[..<$0]) } == true
  }

  /// A found use in its sentence, cut anew.
  public func use(
    of found: FoundUse, read tokenize: (SourceText, [Range<Int>]) -> TokenizedText
  ) -> Use? {
    let text = tokenize(found.sentence, found.words)
    return tokens(of: found, in: text).map { Use(text: text, tokens: $0) }
  }

  /// The tokens of a found use in its sentence, cut anew.
  public func tokens(of use: FoundUse, in text: TokenizedText) -> Range<Int>? {
    text.tokens(at: use.bytes)
  }
}

extension UseFinder.Form {
  /// `nil` where there is no word.
  fileprivate init?(_ text: String, _ tokenizer: any Tokenizer) {
    keys = tokenizer.tokenize(text).tokens.map(\.key)
    guard !keys.isEmpty else { return nil }
    let source = SourceText(text)
    wholeKeys = tokenizer.tokenize(source, words: [0..<source.bytes.count]).tokens.map(\.key)
  }
}

extension TokenizedText {
  /// The tokens that share some bytes with a part of the text; `nil` where none does.
  func tokens(at bytes: Range<Int>) -> Range<Int>? {
    guard let first = tokens.firstIndex(where: { $0.bytes.upperBound > bytes.lowerBound }),
      let last = tokens.lastIndex(where: { $0.bytes.lowerBound < bytes.upperBound }), first <= last
    else { return nil }
    return first..<last + 1
  }
}
