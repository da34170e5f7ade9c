import ContextualEmbeddings
import Senses
import UnicodeText

/// The code of the articles, word for word, so that it compiles and runs. `ArticlesTests` compares.
enum ArticleExamples {
  static func compareAndExplain(_ path: String) throws {
    let reader = try SenseReader(filesOf: Model(contentsOf: path))
    guard let money = reader.use(of: "bank", in: "I put money in the bank."),
      let river = reader.use(of: "bank", in: "We sat on the bank of the river.")
    else { fatalError("both sentences have the word") }
    let judgement = try reader.judgement(of: money, and: river)
    print(judgement.similarity, judgement.probability ?? .nan, judgement.verdict.name)

    let curve = try reader.layerCurve(of: money, and: river)
    for layer in curve.layers { print(layer.number, layer.similarity) }
    print(curve.parting ?? -1)

    let explanation = try Explanation(of: money, and: river, by: reader)
    for word in explanation.words { print(word.text, word.share) }

    if let check = explanation.check { print(check.fall > 0, check.rise > 0) }

    let words = try Substitutes(for: money, by: reader, count: 5).words
    print(words.map(\.text))
  }

  static func induce(_ reader: SenseReader, _ lines: [String]) throws {
    guard let finder = UseFinder("bank", tokenizer: reader.model.tokenizer) else {
      fatalError("no word to find")
    }
    var collector = UseCollector(finder: finder, capacity: 1000, seed: 1)
    for line in lines { collector.read(Array(line.utf8).span) }

    let found = collector.uses.compactMap { use in
      finder.use(of: use, read: reader.tokenize).map { (use, $0) }
    }
    let vectors = try reader.vectors(of: found.map(\.1))
    var induction = Induction(
      word: "bank", uses: found.map(\.0), directions: Directions(vectors), seed: 1
    ) { a, b in
      reader.judgement(of: vectors[a], and: vectors[b], doubts: []).probability
    }
    for sense in induction.senses {
      let central = induction.uses(of: sense)[0]
      print(sense, induction.uses[central].sentence.string)
    }

    try induction.name(1, "money house")
    try induction.move(2, to: induction.firstFree)
    try induction.undo()
    let words = ContextWords(
      of: induction.word, in: induction.uses, tokenizer: reader.model.tokenizer)
    print(words.labels(of: induction)[1]!.words)
  }

  static func embedTwo(_ path: String) throws {
    let model = try Model(contentsOf: path)
    guard let money = model.use(of: "bank", in: "I deposited money at the bank."),
      let river = model.use(of: "bank", in: "We had lunch on the bank of the river.")
    else { fatalError("both sentences have the word") }
    print(try model.similarity(money, river))
  }

  static func embed(_ texts: [String], _ path: String) throws {
    let model = try Model(contentsOf: path, threads: 2)
    for start in stride(from: 0, to: texts.count, by: 64) {
      let batch = texts[start..<min(texts.count, start + 64)]
      for sentence in try model.sentences(batch.map { model.tokenize(SourceText($0)) }) {
        for token in sentence.text.tokens.indices {
          print(sentence.text.tokens[token].text, sentence.vector(of: token)[0])
        }
      }
    }
  }

  static func open(_ path: String) throws {
    let model = try Model(contentsOf: path)
    print(model.name, model.vocabulary.count, model.layers, model.layer)
  }
}
