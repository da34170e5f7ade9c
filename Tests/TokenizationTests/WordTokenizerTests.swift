import Testing
import Tokenization
import UnicodeText

let smallVocabulary = try! Vocabulary(
  words: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    + "the bank 's n't can't don't o'clock river café cafe ñ strasse 3.14 . , ' \" ( ) - fiancé ” “ i 'd 've 'll 're 'm rock n 中 文 🏳️‍🌈 สวัสดี [ ] mask"
    .split(separator: " ").map(String.init))

struct WordTokenizerTests {
  let tokenizer = WordTokenizer(vocabulary: smallVocabulary)

  func words(_ text: String) -> [String] { tokenizer.tokenize(text).tokens.map(\.text) }

  @Test(
    arguments: [
      ("The bank's open.", ["The", "bank", "'s", "open", "."]),
      ("bank 's", ["bank", "'s"]),
      ("don’t can't o'clock", ["don’t", "can't", "o'clock"]),
      ("I'd've BANK’S 1990's", ["I", "'d", "'ve", "BANK", "’S", "1990", "'s"]),
      ("rock 'n' roll", ["rock", "'", "n", "'", "roll"]),
      ("'s' 'tis", ["'", "s", "'", "'", "tis"]),
      (
        "well-known 3.14 1,000 e.g. U.S.",
        ["well", "-", "known", "3.14", "1,000", "e.g", ".", "U.S", "."]
      ),
      ("中文字 สวัสดีครับ ລາວ ខ្មែរ", ["中", "文", "字", "สวัสดีครับ", "ລາວ", "ខ្មែរ"]),
      ("🏳️‍🌈🇩🇪🇫🇷👍🏽 1️⃣", ["🏳️‍🌈", "🇩🇪", "🇫🇷", "👍🏽", "1️⃣"]),
      ("\u{0}\u{FEFF} \r\n\t", []),
      ("", []),
    ] as [(String, [String])])
  func wordsAndGaps(text: String, words: [String]) {
    #expect(self.words(text) == words)
  }
}
