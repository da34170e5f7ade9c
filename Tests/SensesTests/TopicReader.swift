import ContextualEmbeddings
import Senses
import Tokenization
import UnicodeText

/// A reader whose vectors can be done by hand: a use is its own word plus the topics of the words
/// around it. Channel 0 is the word itself, 1 is money, 2 is water, 3 is anything else with letters.
struct TopicReader: UseReader {
  static let topics: [String: Int] = [
    "money": 1, "cash": 1, "loan": 1, "account": 1, "river": 2, "water": 2, "boat": 2, "shore": 2,
  ]
  static let vocabulary = try! Vocabulary(
    words: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ","]
      + """
      the a of to at on in we she sat put took saw by her it bank today actually clearly
      money cash loan account river water boat shore
      """.split(whereSeparator: \.isWhitespace).map(String.init))

  let tokenizer = WordTokenizer(vocabulary: vocabulary)

  func tokenize(_ text: SourceText) -> TokenizedText { tokenizer.tokenize(text) }

  func vectors(of uses: [Use]) throws -> [[Float]] {
    uses.map { use in
      var vector: [Float] = [2, 0, 0, 0]
      for token in use.context {
        let form = use.text.tokens[token].form
        if let topic = Self.topics[form] {
          vector[topic] += 1
        } else if form.contains(where: \.isLetter) {
          vector[3] += 0.125
        }
      }
      return vector
    }
  }

  func embedding(of id: Int32) -> [Float] {
    var row = [Float](repeating: 0, count: 4)
    let topic = Self.topics[Self.vocabulary.word(id)] ?? 3
    row[topic] = 1
    row[0] = topic == 3 ? 0 : 1 + Float(id) / 1000
    return row
  }

  func judgement(of a: [Float], and b: [Float], doubts: [Doubt]) -> Judgement {
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += Double(x) * Double(y)
      aa += Double(x) * Double(x)
      bb += Double(y) * Double(y)
    }
    let similarity = ab / (aa * bb).squareRoot()
    return Judgement(
      similarity: similarity, probability: min(1, max(0, similarity * 2 - 1.2)), doubts: doubts)
  }

  /// The use in brackets.
  func use(_ text: String) -> Use {
    Use(HarmlessEditTests.marked(text), read: tokenize)!
  }
}
