// An index of word vectors, asked with words in their contexts.
import ContextualEmbeddings

/// Words and their vectors, in the same order.
struct WordIndex {
  let words: [String]
  let vectors: [[Float]]

  /// Reads each word by itself.
  init(_ words: [String], by model: Model) throws {
    self.words = words
    vectors = try model.sentences(words.map { model.tokenize(.init($0)) }).map { $0.vector(of: 0) }
  }

  /// The words nearest to a vector, the nearest first.
  func nearest(to vector: [Float], count: Int) -> [String] {
    let order = vectors.indices.sorted { cosine(vectors[$0], vector) > cosine(vectors[$1], vector) }
    return order.prefix(count).map { words[$0] }
  }
}

let path = CommandLine.arguments.dropFirst().first ?? "."
let model = try Model(contentsOf: path)
let index = try WordIndex(
  ["guitar", "piano", "drums", "salmon", "trout", "fish", "loan", "deposit", "shore", "meadow"],
  by: model)

func nearest(to word: String, in text: String) throws -> [String] {
  let sentence = try model.sentence(.init(text))
  guard let token = sentence.text.tokens.firstIndex(where: { $0.text == word }) else { return [] }
  return index.nearest(to: sentence.vector(of: token), count: 2)
}

let band = try nearest(to: "bass", in: "He plays the bass in a jazz band.")
let lake = try nearest(to: "bass", in: "He caught a large bass in the lake.")
print("in the band:", band)
print("in the lake:", lake)

// With the shipped weights.
guard band == ["drums", "guitar"], lake == ["trout", "fish"] else {
  fatalError("expected drums, guitar and trout, fish; found \(band) and \(lake)")
}
