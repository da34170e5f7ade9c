import Tokenization

let specialWords = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

/// A vocabulary of whole words, enough for a few sentences.
let smallVocabulary = try! Vocabulary(
  words: specialWords
    + """
    the bank 's river café cafe don't i 'd 've . , ' straße strasse fiancé fiance 中 🏳️‍🌈 kg mask ß ① résumé money
    """.split(whereSeparator: \.isWhitespace).map(String.init))

/// A vocabulary of word pieces.
let smallPieces = try! Vocabulary(
  words: specialWords
    + """
    un ##aff ##able want ##ed runn ##ing , the bank ##s 中 文 a ##a ##é e é ##b ab [ ] mask cafe = ##\u{301} riverbank
    """.split(whereSeparator: \.isWhitespace).map(String.init))
