import Foundation
import JSON
import Models
import TestSupport
import Testing

struct ModelLocationTests {
  private func write(_ folder: TemporaryFolder, _ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder(name), withIntermediateDirectories: true)
    let model = try TemporaryFolder()
    try DraftModel().write(to: model)
    for file in ["config.json", "model.safetensors", "vocab.txt"] {
      try FileManager.default.copyItem(atPath: model(file), toPath: folder("\(name)/\(file)"))
    }
  }

  @Test func aHubsCache() throws {
    let folder = try TemporaryFolder()
    let cache = "models--some--model"
    try write(folder, "\(cache)/snapshots/0123abc")
    // The only one, named or not.
    let only = try ModelFolder(path: folder(cache))
    #expect(only.folder == folder("\(cache)/snapshots/0123abc") && only.name == "some/model")
    #expect(only.path == folder(cache))
    try folder.write("0123abc\n", "\(cache)/refs/main")
    try folder.write("{}", "\(cache)/snapshots/newer/config.json")
    let named = try ModelFolder(path: folder(cache))
    #expect(named.folder == folder("\(cache)/snapshots/0123abc"))
    let inside = try ModelFolder(path: folder("\(cache)/snapshots/0123abc"))
    #expect(inside.name == "some/model")

    func expect(_ advice: String) throws {
      let error = ModelFilesError.missingFile(
        folder: folder(cache), expected: "snapshot that refs/main names", advice: advice)
      #expect(throws: error) { try ModelFolder(path: folder(cache)) }
    }
    for outside in ["../../x", "..", "", "gone", "0123abc/../newer"] {
      try folder.write(outside, "\(cache)/refs/main")
      try expect("fetch the model again")
    }
    try FileManager.default.removeItem(atPath: folder("\(cache)/refs/main"))
    try expect("name one of 2 in snapshots")
  }

  private static let pooling: JSONValue = [
    "idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling",
  ]

  @Test(arguments: [
    "sentence_transformers.models.Transformer", "sentence_transformers.models.BERT",
    "sentence_transformers.base.modules.transformer.Transformer",
  ])
  func sentenceTransformers(type: String) throws {
    for place in ["", "0_Transformer"] {
      let folder = try TemporaryFolder()
      try write(folder, "outer/\(place)")
      let first: JSONValue = ["idx": 0, "name": "0", "path": .string(place), "type": .string(type)]
      try folder.write(JSONValue.array([first, Self.pooling]).compact, "outer/modules.json")
      let model = try ModelFolder(path: folder("outer"))
      #expect(model.name == "outer")
      #expect(model.folder == folder("outer" + (place.isEmpty ? "" : "/\(place)")))
    }
  }

  @Test(
    arguments: [
      (JSONValue.object([:]), ModulesError.notAList(found: "an object")),
      (JSONValue.array([]), .notAList(found: "an empty one")),
      ([1] as JSONValue, .wrong(key: "type", expected: "a text", found: "nothing")),
      (
        [["path": "", "type": "sentence_transformers.models.StaticEmbedding"]],
        .unsupported(type: "sentence_transformers.models.StaticEmbedding")
      ),
      ([["path": "", "type": "code.Transformer"]], .unsupported(type: "code.Transformer")),
      (
        [["path": 1, "type": "sentence_transformers.models.Transformer"]],
        .wrong(key: "path", expected: "a text", found: "1")
      ),
      (
        [["path": "../x", "type": "sentence_transformers.models.Transformer"]],
        .outside(found: "../x")
      ),
    ] as [(JSONValue, ModulesError)])
  func modulesThatAreNone(value: JSONValue, error: ModulesError) throws {
    #expect(throws: error) { try SentenceModules(value) }
    #expect(!error.description.contains("\n"))
    let folder = try TemporaryFolder()
    try folder.write(value.compact, "modules.json")
    #expect(throws: ModelFilesError.modules(path: folder("modules.json"), error)) {
      try ModelFolder(path: folder.path)
    }
  }

  /// Sentence-transformers may lowercase before the tokenizer does not.
  @Test func smallLettersBeforeTheTokenizer() throws {
    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    try folder.write(#"{"max_seq_length":128,"do_lower_case":true}"#, "sentence_bert_config.json")
    #expect(throws: Never.self) { try ModelFolder(path: folder.path) }
    try folder.write(#"{"do_lower_case":false}"#, "tokenizer_config.json")
    let error = ModelFilesError.tokenizer(
      path: folder("sentence_bert_config.json"),
      .unsupported(
        key: "do_lower_case", expected: "false with a tokenizer that keeps capitals", found: "true")
    )
    #expect(throws: error) { try ModelFolder(path: folder.path) }
  }
}
