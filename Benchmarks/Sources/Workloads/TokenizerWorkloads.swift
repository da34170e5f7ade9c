import Tokenization
import UnicodeText

private let passages: [(script: String, sentences: [String])] = [
  (
    "English",
    [
      "We had lunch on the bank yesterday.",
      "The old captain refused to touch the rusty key because the harbour light was clearly out of order.",
      "According to the report, three crates of oranges fell through the floor before sunrise; nobody complained.",
      "Didn't the goalkeeper's uncle sign for an unpaid bill at the courthouse last winter?",
    ]
  ),
  (
    "accents and capitals",
    [
      "Ça coûte trois francs à l'hôtel, près du café.",
      "FÜR DIE GRÖSSTE STRASSE BRAUCHT MAN ZWEI SCHLÜSSEL.",
      "İstanbul'da güneş geç doğdu; Ångström naïvement façade.",
    ]
  ),
  (
    "Russian",
    [
      "Старый капитан забыл ключ от дома на берегу реки.",
      "Мы вчера обедали возле моста, а потом пошёл дождь.",
    ]
  ),
  ("Chinese and Japanese", ["我们昨天在河边吃午饭。", "昨日は川のそばで昼ごはんを食べました。"]),
]

/// About thirty thousand made-up words beside those of the passages: a table as large as a real one.
private func vocabulary() -> Vocabulary {
  var random = SeededGenerator(state: 1)
  let syllables = [
    "ba", "con", "der", "est", "fli", "gor", "ing", "ka", "lum", "men", "nor", "pra", "ti", "us",
  ]
  var words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
  var known = Set(words)
  func add(_ word: String) { if known.insert(word).inserted { words.append(word) } }
  let plain = WordTokenizer(vocabulary: try! Vocabulary(words: words))
  for (_, sentences) in passages {
    for token in sentences.flatMap({ plain.tokenize($0).tokens }) {
      add(token.text.wordKey)
      for character in token.text.wordKey { add(String(character)); add("##\(character)") }
    }
  }
  while words.count < 30_000 {
    add(
      (0..<Int.random(in: 2...4, using: &random)).map { _ in
        syllables.randomElement(using: &random)!
      }.joined())
  }
  return try! Vocabulary(words: words)
}

/// Splitting text and looking its words up, by script.
func tokenizerWorkloads() -> [Workload] {
  let vocabulary = vocabulary()
  let tokenizers: [(String, any Tokenizer)] = [
    ("words", WordTokenizer(vocabulary: vocabulary, composer: WordComposer(bucketCount: 1 << 14))),
    ("word pieces", WordPieceTokenizer(vocabulary: vocabulary)),
  ]
  return tokenizers.flatMap { kind, tokenizer in
    passages.map { script, sentences in
      let texts = sentences.map { SourceText($0) }
      return Workload(
        name: "tokenizer, \(kind), \(script)", arithmetic: nil,
        rows: texts.reduce(0) { $0 + tokenizer.tokenize($1).ids.count }, operations: 0,
        weightBytes: 0,
        difference: { 0 }, tolerance: 0,
        run: { for text in texts { _ = tokenizer.tokenize(text) } })
    }
  }
}
