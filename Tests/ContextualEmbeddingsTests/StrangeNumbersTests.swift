import ContextualEmbeddings
import Foundation
import TestSupport
import Testing

/// Rows of words are not looked at before they are used, and what then is no number is no answer.
struct StrangeNumbersTests {
  private let folder = try! TemporaryFolder()
  private var path: String { folder("model") }

  init() throws { try TinyModel.write(to: folder("model")) }

  private func model() throws -> Model {
    try Model(contentsOf: path, precision: .float32, threads: 1)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func aRowThatIsNoNumber(value: Float) throws {
    try TinyModel.write(value, to: "bank", in: path)
    let model = try model()
    let strange = ModelError.notFinite(word: "Bank", path: "\(path)/weights/model.safetensors")
    let use = try #require(model.use(of: "bank", in: "the Bank of the river"))
    let river = try #require(model.use(of: "river", in: "the Bank of the river"))
    let well = try #require(model.use(of: "river", in: "the river"))
    // Whatever is asked of a sentence with the word in it.
    #expect(throws: strange) { try model.similarity(use, use) }
    #expect(throws: strange) { try model.vectors(of: [river]) }
    #expect(throws: strange) { try model.vectors(of: [well, river], checking: {}) }
    #expect(throws: strange) { try model.sentence("the Bank of the river") }
    #expect(throws: strange) { try model.sentencesOrPieces([use.text]) }
    #expect(throws: strange) { try model.trace(use.text, around: 0) }
    #expect(throws: strange) {
      try model.vectors(of: [use], withoutEach: [.init(layer: 1, number: 1)], checking: {})
    }
    _ = try model.vectors(of: [well])
  }

  @Test func aRowOfTheTableByItself() throws {
    try TinyModel.write(.nan, to: "bank", in: path)
    let model = try model()
    let strange = ModelError.notFinite(word: "bank", path: "\(path)/weights/model.safetensors")
    let id = try #require(TinyModel.words.firstIndex(of: "bank").map(Int32.init))
    #expect(throws: strange) { try model.embedding(of: id) }
    let directions = [[Float](repeating: 0.25, count: 16)]
    #expect(throws: strange) { try model.rowCosines(of: id - 3..<id + 2, with: directions) }
    #expect(try model.rowCosines(of: id - 3..<id, with: directions)[0].count == 3)
  }

  /// What a word is put together from.
  @Test func aBucketThatIsNoNumber() throws {
    for bucket in 0..<64 {
      try TinyModel.write(
        .nan, toRow: bucket, of: "embeddings.ngram_embeddings.weight", in: path)
    }
    let model = try model()
    let use = try #require(model.use(of: "zyzzyva", in: "the zyzzyva"))
    #expect(
      throws: ModelError.notFinite(
        word: "zyzzyva", path: "\(path)/weights/model.safetensors")
    ) { try model.vectors(of: [use]) }
    _ = try model.sentence("the bank")
  }

  /// All numbers are finite, and what comes of them is not.
  @Test func numbersThatGrowTooLarge() throws {
    try TinyModel.write(3e38, to: "bank", in: path)
    let model = try model()
    let use = try #require(model.use(of: "bank", in: "the bank"))
    #expect(throws: ModelError.overflow(text: "the bank")) { try model.vectors(of: [use]) }
    #expect(throws: ModelError.overflow(text: "the bank")) {
      _ = try model.sentence("the bank")
    }
    #expect(throws: ModelError.overflow(text: "the bank")) {
      _ = try model.trace(use.text, around: 0)
    }
    // A word that only looks at it.
    let the = try #require(model.use(of: "the", in: "the bank"))
    #expect(throws: ModelError.overflow(text: "the bank")) { try model.vectors(of: [the]) }
    #expect(throws: ModelError.overflow(text: "the bank")) {
      try model.vectors(of: [the, the], checking: {})
    }
  }

  /// After the file of weights was written to, no more is answered from it.
  @Test func weightsThatChange() throws {
    let model = try model()
    let use = try #require(model.use(of: "bank", in: "the bank"))
    _ = try model.vectors(of: [use])
    let file = path + "/weights/model.safetensors"
    let whole = try Data(contentsOf: URL(filePath: file))
    #expect(truncate(file, 2000) == 0)
    let changed = ModelError.changed(.changed(path: file))
    #expect(throws: changed) { try model.vectors(of: [use]) }
    #expect(throws: changed) { try model.sentence("the bank") }
    #expect(throws: changed) { try model.trace(use.text, around: 0) }
    #expect(throws: changed) { try model.embedding(of: 7) }
    // Another file in its place is another model's.
    try whole.write(to: URL(filePath: file), options: .atomic)
    _ = try self.model().vectors(of: [use])
  }
}
