import Checkpoints
import JSON
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Models

struct ArchitectureTests {
  @Test func eachHasANameOfItsOwn() {
    #expect(Set(architectures.map { $0.modelType }).count == architectures.count)
  }

  /// An architecture of one table and no blocks: all that an encoder's search and checks may count on.
  private struct Table: Architecture {
    static let modelType = "table"
    static let className = "TableModel"
    static let wordRows = "rows"
    static let beside = ["head."]
    let plan: EncoderPlan

    init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
      let (width, heads) = try keys.heads("dim", "n_heads")
      let configuration = EncoderConfiguration(
        vocabularySize: try keys.natural("size", 1...10), hiddenSize: width, layerCount: 0,
        headCount: heads, positionCount: 3)
      plan = EncoderPlan(
        configuration: configuration,
        embeddings: EmbeddingPlan(
          words: TensorShape(Self.wordRows, [configuration.vocabularySize, width])),
        blocks: [])
    }
  }

  private func weights(_ tensors: [(String, [Int])]) throws -> EncoderWeights {
    let folder = try TemporaryFolder()
    try SafeTensors.write(
      tensors.map { name, shape in
        (name, StoredTensor(shape: shape, values: (0..<shape.reduce(1, *)).map(Float.init)))
      }, to: folder("a"), by: FileWriting())
    return try EncoderWeights(
      Checkpoint(contentsOf: folder("a")),
      of: Table(ConfigurationKeys(["dim": 4, "n_heads": 2, "size": 3])))
  }

  @Test func anotherIsReadByWhatItSaysOfItself() throws {
    let found = try weights([("model.rows", [3, 4]), ("model.head.bias", [1]), ("other", [2])])
    #expect(found.tensorNames.map(\.found) == ["model.rows"])
    #expect(found.configuration.hiddenSize == 4)
    #expect(try found.encoder(threads: 1).embeddings.row(of: 2) == [8, 9, 10, 11])

    #expect(throws: ModelFilesError.self) { try weights([("rows", [3, 3])]) }
    #expect(throws: ModelFilesError.self) { try weights([("rows", [3, 4]), ("body", [1])]) }
    #expect(throws: ModelFilesError.self) {
      try weights([("a.rows", [3, 4]), ("b.rows", [3, 4])])
    }
  }

  @Test func itsKeysAreNamedInErrors() {
    #expect(
      throws: ConfigurationError.wrong(key: "n_heads", expected: "a divisor of dim, 4", found: "3")
    ) {
      try Table(ConfigurationKeys(["dim": 4, "n_heads": 3, "size": 3]))
    }
    #expect(throws: ConfigurationError.missing(key: "size")) {
      try Table(ConfigurationKeys(["dim": 4, "n_heads": 2]))
    }
  }
}
