import Foundation
import JSON
import Platform
import Models
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

/// Folders of tokenizers as transformers 4 and 5 saved them, against what transformers 5 makes of them
/// (`Tests/Fixtures/folders/generate.py`).
struct FolderGoldenTests {
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/folders").path()
  private static let golden: JSONValue = try! JSONValue(
    parsing: Array(Data(contentsOf: URL(filePath: "\(home)/golden.json"))))

  /// A folder of the fixture with the weights that all share.
  private func model(_ name: String) throws -> (ModelFolder, TemporaryFolder) {
    let folder = try TemporaryFolder()
    for file in ["config.json", "model.safetensors"] {
      try FileManager.default.copyItem(atPath: "\(Self.home)/\(file)", toPath: folder(file))
    }
    for file in try FileManager.default.contentsOfDirectory(atPath: "\(Self.home)/\(name)") {
      try FileManager.default.copyItem(
        atPath: "\(Self.home)/\(name)/\(file)", toPath: folder(file))
    }
    return (try ModelFolder(path: folder.path), folder)
  }

  private func ids(_ value: JSONValue) throws -> [Int32] {
    try #require(value.array).map { Int32(try #require($0.int)) }
  }

  private func matrix(_ value: JSONValue?) throws -> Matrix {
    let rows = try #require(value?.array).map { row in
      try #require(row.array).map { Float(try #require($0.double)) }
    }
    return Matrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 })
  }

  static let folders = golden["folders"]!.object!.names

  @Test(arguments: folders)
  func idsAndStates(name: String) throws {
    let golden = try #require(Self.golden["folders"]?[name])
    let texts = try #require(Self.golden["texts"]?.array).map { $0.string! }
    let (model, folder) = try model(name)
    let exported = folder("exported")
    try model.export(to: exported, by: FileWriting())
    // What is written is what was read.
    let again = try ModelFolder(path: exported)
    for (text, expected) in zip(texts, try #require(golden["ids"]?.array)) {
      for tokenizer in [model.tokenizer, again.tokenizer] {
        let found = tokenizer.tokenize(text)
        #expect(found.ids == (try ids(expected)), "\(name): \(text)")
        for token in found.tokens { #expect(!token.text.isEmpty, "\(name): \(text)") }
      }
    }
    #expect(Array(again.tokenizer.vocabulary.words) == Array(model.tokenizer.vocabulary.words))

    let input = InputSequence(
      ids: model.tokenizer.frame.before + model.tokenizer.tokenize(texts[0]).ids
        + model.tokenizer.frame.after)
    let states = try model.weights.encoder(precision: .float32).encode([input], layers: [2])[0][2]
    expectClose(states, try matrix(golden["states"]), within: 2e-5, name)
  }

  static let activations = golden["activations"]!.object!.names

  @Test(arguments: activations)
  func activation(name: String) throws {
    let folder = try TemporaryFolder()
    for file in ["config.json", "model.safetensors"] {
      try FileManager.default.copyItem(atPath: "\(Self.home)/\(file)", toPath: folder(file))
    }
    let text = try String(contentsOfFile: folder("config.json"), encoding: .utf8)
    try folder.write(
      text.replacing(#""hidden_act": "gelu""#, with: "\"hidden_act\": \"\(name)\""), "config.json")
    try folder.write(
      (DraftModel.specialWords + (5..<70).map { "w\($0)" }).joined(separator: "\n"), "vocab.txt")
    let input = InputSequence(ids: try ids(try #require(Self.golden["ids"])))
    let expected = try matrix(Self.golden["activations"]?[name])
    let model = try ModelFolder(path: folder.path)
    for (precision, tolerance) in [
      (Precision.float32, Float(2e-5)), (.bfloat16, 0.3), (.float16, 0.05), (.int8, 0.6),
    ] {
      let encoder = try model.weights.encoder(precision: precision)
      expectClose(
        encoder.encode([input], layers: [2])[0][2], expected, within: tolerance,
        "\(name), \(precision)")
      if precision == .float32 {
        expectClose(
          encoder.encodePlainly([input], layers: [2])[0][2], expected, within: 2e-5, name)
      }
    }
  }

  @Test func theFixtureIsWhole() {
    #expect(Self.folders.count == 12 && Self.activations.count == 9)
  }

  /// A token that was added is a word of the text.
  @Test func addedTokensAreWords() throws {
    let text = try model("transformers-5/added").0.tokenizer.tokenize(
      "He sat on the [TGT] bank [/TGT] of the river.")
    #expect(
      text.tokens.map(\.text) == [
        "He", "sat", "on", "the", "[TGT]", "bank", "[/TGT]", "of", "the", "river", ".",
      ])
    #expect(text.tokens[4].bytes == 14..<19 && text.tokens[4].pieces.count == 1)
  }
}
