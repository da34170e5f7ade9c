import Tokenization
import UnicodeText

private let passages: [[UInt8]] = [
  "I put money in the bank.", "We sat on the river bank, didn't we?",
  "Don’t touch the O'Neills' café — naïve!",
  "STRASSE straße İstanbul ﬁne ﬃ ²", "3.14 1,000 e-mail http://x.org/a?b=c #tag @you",
  "ภาษาไทย 日本語 한국어 हिन्दी",
  "👩‍👧‍👦 🇩🇪🇫🇷 ✌🏽", "x\u{301}\u{327}\u{323}y Å \u{212B} \u{1E9B}\u{323}",
  "a\u{200D}b\u{AD}c\u{2060}d\u{FEFF}",
  "I'd've 'tis rock'n'roll o'clock ’’'", "שָׁלוֹם مرحبا", "",
].map { Array($0.utf8) }

private let words = [
  "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "the", "bank", "money", "river", "put", "in",
  "sat", "on", "we",
  "did", "n't", "'s", ".", ",", "?", "!", "café", "naïve", "strasse", "##s", "##e", "##fe", "##k",
  "ca", "ban", "日",
  "ภาษา", "😀",
]

private func vocabulary() -> Vocabulary {
  do { return try Vocabulary(words: words) } catch { fatalError("\(error)") }
}

/// What every tokenizer promises about every text.
private func check(_ text: TokenizedText, vocabulary: Vocabulary) {
  let source = text.source
  var rejoined: [UInt8] = []
  let gaps = text.gaps
  require(gaps.count == text.tokens.count + 1, "one gap more than tokens")
  var row = 0
  var character = 0
  for (index, (token, gap)) in zip(text.tokens, gaps).enumerated() {
    rejoined += source.bytes[gap] + source.bytes[token.bytes]
    require(!token.bytes.isEmpty, "a token has bytes")
    require(token.pieces.lowerBound == row, "pieces follow one another")
    require(!token.pieces.isEmpty, "a token has a piece")
    row = token.pieces.upperBound
    require(token.characters.lowerBound >= character, "characters do not run back")
    require(!token.characters.isEmpty, "a token has characters")
    character = token.characters.lowerBound
    require(
      token.characters.upperBound <= source.string.unicodeScalars.count,
      "characters end in the text")
    require(
      (token.finding == .composed) == !text.parts(of: index).isEmpty, "parts if composed")
  }
  rejoined += source.bytes[gaps.last!]
  require(rejoined == source.bytes, "gaps and tokens rejoin")
  require(row == text.ids.count, "the pieces are all the ids")
  require(
    text.ids.allSatisfy { 0 <= $0 && Int($0) < vocabulary.count }, "ids are in the vocabulary")
}

private let unicode = FuzzTarget("unicode", seeds: passages) { bytes in
  let source = SourceText(bytes: bytes)
  require(source.bytes == bytes, "bytes are kept")
  require(
    source.badBytes.isEmpty == (String(validating: bytes, as: UTF8.self) != nil),
    "bad bytes are found")
  require(Array(source.string.utf8) == source.utf8, "one reading")
  let text = source.string
  for form in NormalForm.allCases {
    let once = text.normalized(to: form)
    require(
      Array(once.utf8) == Array(once.normalized(to: form).utf8), "normalising twice changes nothing"
    )
  }
  require(
    Array(text.caseFolded.caseFolded.utf8) == Array(text.caseFolded.utf8),
    "folding twice changes nothing")
  require(text.displayWidth >= 0, "a width")
  let boundaries = text.wordBoundaries
  require(
    boundaries == boundaries.sorted() && boundaries.allSatisfy { 0 <= $0 && $0 <= text.utf8.count },
    "boundaries")
  _ = text.withoutAccents
  _ = text.wordKey
}

private let wholeWords = FuzzTarget("words", seeds: passages, dictionary: words) { bytes in
  let tokenizer = WordTokenizer(vocabulary: vocabulary(), composer: WordComposer(bucketCount: 97))
  let text = tokenizer.tokenize(SourceText(bytes: bytes))
  check(text, vocabulary: tokenizer.vocabulary)
  edit(text)
}

private let affixLists = ["-s\t-\t2.5\n-\t-ing\t1e1\n", "un-\t-\t0.1\r\n-é\t-\t3", ""]

private let affixes = FuzzTarget("affixes", seeds: affixLists.map { Array($0.utf8) }) { bytes in
  guard let changes = try? AffixChanges(text: bytes) else { return }
  require(changes.count <= bytes.count { $0 == 0x0A } + 1, "no more changes than lines")
  let composer = WordComposer(bucketCount: 97, changes: changes)
  let text = WordTokenizer(vocabulary: vocabulary(), composer: composer).tokenize("banks unput")
  for part in text.tokens.indices.flatMap(text.parts(of:)) {
    let numbers = part.neighbours.compactMap { $0.change?.number }
    require(numbers.allSatisfy { 0..<changes.count ~= $0 }, "a change is on the list")
    let weights = part.neighbours.map(\.weight)
    require(weights == weights.sorted(by: >), "the one that counts most is first")
  }
}

private let wordPieces = FuzzTarget("word-pieces", seeds: passages, dictionary: words) { bytes in
  for lowercases in [true, false] {
    let tokenizer = WordPieceTokenizer(
      vocabulary: vocabulary(), options: .init(lowercases: lowercases))
    let text = tokenizer.tokenize(SourceText(bytes: bytes))
    check(text, vocabulary: tokenizer.vocabulary)
    edit(text)
  }
}

private let addedTokens = FuzzTarget("added-tokens", seeds: passages, dictionary: words) { bytes in
  let contents = [("bank", true), ("é", false), (" ", false), ("日本", true), ("the ", false)]
  let known = vocabulary()
  for flags in 0..<8 {
    let options = WordPieceTokenizer.Options(lowercases: flags & 1 == 0)
    let tokens = contents.map { content, isNormalized in
      AddedToken(
        content, id: known.id(of: content), isSingleWord: flags & 2 == 0,
        stripsBefore: flags & 4 == 0, stripsAfter: true, isNormalized: isNormalized)
    }
    let text = WordPieceTokenizer(
      vocabulary: known, options: options,
      added: AddedTokens(tokens) { text in Array(text.utf8) }
    ).tokenize(SourceText(bytes: bytes))
    check(text, vocabulary: known)
    edit(text)
  }
}

/// Leaving out, replacing and hiding words keeps the others.
private func edit(_ text: TokenizedText) {
  guard let last = text.tokens.indices.last else { return }
  let shorter = text.removing(tokens: [0, last])
  require(shorter.tokens.count == text.tokens.count - Set([0, last]).count, "tokens are removed")
  require(shorter.ids.count == (shorter.tokens.last?.pieces.upperBound ?? 0), "and their pieces")
  let other = text.replacing(token: last, with: text.source.string)
  require(other.tokens.count == text.tokens.count, "a word for a word")
  require(other.ids.count == other.tokens.last!.pieces.upperBound, "the pieces are all the ids")
  let masked = try? text.masking(token: 0)
  require(masked?.tokens.count == text.tokens.count, "hidden, not gone")
}

private let vocabularyFile = FuzzTarget(
  "vocabulary",
  seeds: [
    Array((words.joined(separator: "\n") + "\n").utf8), Array(words.joined(separator: "\r\n").utf8),
  ],
  dictionary: words
) { bytes in
  guard let vocabulary = try? Vocabulary(text: bytes) else { return }
  for id in 0..<Int32(vocabulary.count) {
    let word = vocabulary.word(id)
    require(vocabulary.id(of: word) == id, "a word finds its own number")
  }
  require(vocabulary.words.count == vocabulary.count, "as many words")
  require(vocabulary.digest.count == 64, "a digest")
}

let textTargets = [unicode, wholeWords, affixes, wordPieces, addedTokens, vocabularyFile]
