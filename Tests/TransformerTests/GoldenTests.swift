import Checkpoints
import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Transformer

/// Every step of a tiny encoder against what PyTorch says (`Tests/Fixtures/tiny-encoder/generate.py`). The
/// first step that fails names the mistake.
struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/tiny-encoder").path()

  private let golden: SafeTensors
  private let encoder: TransformerEncoder

  init() throws {
    golden = try SafeTensors(contentsOf: "\(Self.folder)/golden.safetensors")
    encoder = try ModelFolder(path: Self.folder).weights.encoder(precision: .float32)
  }

  /// The sequences of the fixture, from 0.
  private var sequences: Range<Int> { 0..<golden.names.count { $0.hasSuffix(".ids") } }

  private func sequence(_ number: Int) throws -> InputSequence {
    let ids = golden.withBytes(of: "\(number).ids") { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self))
      }
    }
    return InputSequence(ids: try #require(ids))
  }

  /// A tensor of two or three dimensions as a matrix for each of the first of three.
  private func matrices(_ name: String) throws -> [Matrix] {
    let tensor = try #require(golden.tensor(name), "no \(name)")
    let shape = tensor.shape.suffix(2)
    let (rows, columns) = (shape.first!, shape.last!)
    return (0..<tensor.count / (rows * columns)).map { number in
      let start = number * rows * columns
      return Matrix(
        rows: rows, columns: columns, values: tensor.values(in: start..<start + rows * columns))
    }
  }

  private func check(_ found: [Matrix], _ name: String, _ engine: String = "trace") throws {
    let expected = try matrices(name)
    #expect(found.count == expected.count, "\(name)")
    for (head, (found, expected)) in zip(found, expected).enumerated() {
      expectClose(found, expected, within: 2e-5, "\(engine): \(name), matrix \(head)")
    }
  }

  @Test func everyStep() throws {
    #expect(sequences.count == 3)
    for number in sequences {
      let trace = encoder.trace(try sequence(number))
      try check([trace.embedded], "\(number).embedded")
      for (index, block) in trace.blocks.enumerated() {
        let name = "\(number).block.\(index)"
        let attention = block.attention
        try check(attention.queries, "\(name).query")
        try check(attention.keys, "\(name).key")
        try check(attention.values, "\(name).value")
        try check(attention.scores, "\(name).scores")
        try check(attention.weights, "\(name).weights")
        try check(attention.heads, "\(name).heads")
        try check([attention.output], "\(name).attention")
        try check([block.attended], "\(name).attended")
        try check([block.output], "\(name).output")
      }
    }
  }

  /// Without a trace, in one batch, the states are the same.
  @Test func statesOfABatch() throws {
    let inputs = try sequences.map(sequence)
    for (engine, states) in [
      ("kernels", encoder.encode(inputs, layers: [0, 1, 2])),
      ("plain", encoder.encodePlainly(inputs, layers: [0, 1, 2])),
    ] {
      for number in sequences {
        try check([states[number][0]], "\(number).embedded", engine)
        try check([states[number][1]], "\(number).block.0.output", engine)
        try check([states[number][2]], "\(number).block.1.output", engine)
      }
    }
  }

  /// The weights rounded to 16 bits lead nearly to the same states.
  @Test(arguments: [
    ("model-f16", StoredTensor.Format.float16, 0.01), ("model-bf16", .bfloat16, 0.1),
  ])
  func sixteenBits(folder: String, format: StoredTensor.Format, tolerance: Float) throws {
    let copy = try TemporaryFolder()
    for (name, source) in [
      ("config.json", "config.json"), ("vocab.txt", "vocab.txt"),
      ("model.safetensors", "\(folder)/model.safetensors"),
    ] {
      try FileManager.default.copyItem(atPath: "\(Self.folder)/\(source)", toPath: copy(name))
    }
    let model = try ModelFolder(path: copy.path)
    #expect(
      model.weights.checkpoint.names.allSatisfy {
        model.weights.checkpoint.tensor($0)?.format == format
      })
    let states = try model.weights.encoder(precision: .float32).encode(
      try sequences.map(sequence), layers: [2])
    for number in sequences {
      let expected = try matrices("\(number).block.1.output")[0]
      expectClose(states[number][2], expected, within: tolerance, "\(folder), \(number)")
    }
  }
}
