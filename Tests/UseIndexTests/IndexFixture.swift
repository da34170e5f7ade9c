import ContextualEmbeddings
import Corpora
import Foundation
import Senses
import TestSupport
import Testing
import UseIndex

/// A tiny model, and places for indexes and corpora.
struct IndexFixture {
  private static let models = try! TemporaryFolder()
  static let modelPath: String = {
    try! TinyModel.write(to: models("model"))
    return models("model")
  }()
  static let model = try! Model(contentsOf: modelPath, precision: .float32)

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var place: String { folder("index") }

  func write(_ text: String, to name: String) throws { try folder.write(text, name) }

  func corpus(_ names: String..., options: CorpusOptions = CorpusOptions()) throws -> Corpus {
    try Corpus(names.map { folder($0) }, options: options)
  }

  /// Reads a corpus into the index, by so few uses together that there are many segments.
  @discardableResult
  func read(
    _ corpus: Corpus, together: Int = 7, stoppingAfter batches: Int = .max
  ) throws -> IndexWriter.Outcome {
    let writer = try IndexWriter(place, model: Self.model, by: FileWriting())
    var looks = 0
    return try writer.read(
      corpus, usesTogether: together,
      checkInterrupt: {
        looks += 1
        if looks > batches { throw Interruption() }
      })
  }

  func open() throws -> IndexedUses { try IndexedUses(opening: place, model: Self.model) }

  /// All that can be known of an index's uses, however it was made.
  func contents() throws -> [String] {
    let index = try open()
    var lines: [String] = []
    for word in try index.words() {
      let places = try index.places(of: word.key)
      #expect(places.count == word.uses)
      try index.forEach(at: places) { use in
        let metadata = use.metadata.entries.map { "\($0.name)=\($0.value)" }
        let (line, range) = use.lines.place(of: use.bytes)
        lines.append(
          "\(word.key)|\(use.file)|\(use.document ?? "")|\(line)|\(range)|\(use.use.word)|"
            + "\(use.use.text.source.string)|\(metadata)")
      }
    }
    return lines
  }

  /// Sentences of words that the model knows, each by itself on a line.
  static func text(sentences: Int, seed: UInt64) -> String {
    let words = TinyModel.words.filter { $0.count > 1 && $0.allSatisfy(\.isLetter) }
    var generator = SplitMix64(seed: seed)
    return (0..<sentences).map { _ in
      (0..<Int.random(in: 2...9, using: &generator)).map { _ in
        words.randomElement(using: &generator)!
      }.joined(separator: " ") + ".\n"
    }.joined()
  }
}
