import Foundation
import JSON
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

@testable import Models

struct ModelFolderTests {
  private func open(
    _ model: DraftModel = DraftModel(), repository: Bool = false
  ) throws -> ModelFolder {
    let folder = try TemporaryFolder()
    try model.write(to: folder, repository: repository)
    return try ModelFolder(path: folder.path)
  }

  /// The states of a sentence after the last layer.
  private func states(_ model: ModelFolder, _ ids: [Int32] = [2, 5, 6, 3]) throws -> Matrix {
    let last = model.configuration.layerCount
    return try model.weights.encoder().encode([InputSequence(ids: ids)], layers: [last])[0][last]
  }

  @Test func hasTheConfiguredSizes() throws {
    let model = try open()
    #expect(
      model.configuration
        == EncoderConfiguration(
          vocabularySize: 10, hiddenSize: 4, layerCount: 2, headCount: 2, positionCount: 8))
    #expect(model.layer == 2)
    #expect(model.tokenizer is WordPieceTokenizer)
    #expect(model.name == URL(fileURLWithPath: model.path).lastPathComponent)
    #expect(model.file("yardstick.json") == "\(model.path)/yardstick.json")
    #expect(try states(model).values.allSatisfy(\.isFinite))
    try model.weights.verify()
  }

  @Test func everyTensorGoesToItsPlace() throws {
    let tiny = DraftModel()
    let encoder = try open(tiny).weights.encoder()
    func matrix(_ name: String) -> Matrix { tiny[name]!.matrix }
    func vector(_ name: String) -> [Float] { tiny[name]!.values }
    #expect(encoder.embeddings.words.matrix == matrix("embeddings.word_embeddings.weight"))
    let positions = matrix("embeddings.position_embeddings.weight")
    let segment = matrix("embeddings.token_type_embeddings.weight").row(0)
    #expect(encoder.embeddings.positions?.rows.matrix == positions)
    #expect(encoder.embeddings.shared == [SharedRow(.segment, segment)])
    #expect(encoder.embeddings.norm?.weight == vector("embeddings.LayerNorm.weight"))
    #expect(encoder.embeddings.norm?.bias == vector("embeddings.LayerNorm.bias"))
    for (number, block) in encoder.blocks.enumerated() {
      let prefix = "encoder.layer.\(number)."
      for (name, bias) in [
        ("attention.self.query", block.attention.query.bias),
        ("attention.self.key", block.attention.key.bias),
        ("attention.self.value", block.attention.value.bias),
        ("attention.output.dense", block.attention.output.bias),
        ("attention.output.LayerNorm", block.attentionNorm!.bias),
        ("intermediate.dense", block.feedForward.expansion.bias),
        ("output.dense", block.feedForward.contraction.bias),
        ("output.LayerNorm", block.feedForwardNorm.bias),
      ] {
        #expect(bias == vector("\(prefix)\(name).bias"), "\(prefix)\(name)")
      }
      #expect(block.attentionNorm?.weight == vector(prefix + "attention.output.LayerNorm.weight"))
      #expect(block.feedForwardNorm.weight == vector(prefix + "output.LayerNorm.weight"))
    }
  }

  @Test func theRepositorysLayoutByEitherFolder() throws {
    var tiny = DraftModel()
    tiny.addNGrams()
    tiny.configuration["polyseme"] = ["layer": 1]
    let folder = try TemporaryFolder()
    try tiny.write(to: folder, repository: true)
    let name = URL(fileURLWithPath: folder.path).lastPathComponent
    for path in [folder.path, folder("weights"), folder("weights/"), folder.path + "/"] {
      let model = try ModelFolder(path: path)
      #expect(model.name == name)
      #expect(model.layer == 1)
      let tokenizer = try #require(model.tokenizer as? WordTokenizer)
      #expect(tokenizer.composer == WordComposer(bucketCount: 7))
      #expect(try model.weights.encoder().embeddings.ngrams?.bucketCount == 7)
      #expect(FileManager.default.fileExists(atPath: model.file("config.json")))
    }
    #expect(try (open(repository: true).tokenizer as? WordTokenizer)?.composer == nil)
  }

  @Test func changesOfAffix() throws {
    var tiny = DraftModel()
    tiny.addAffixes()
    let folder = try TemporaryFolder()
    try tiny.write(to: folder, repository: true)
    let path = folder("vocab/affixes.tsv")
    func expect(_ error: ModelFilesError, line: Int = #line) {
      let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
      #expect(throws: error, sourceLocation: place) { try ModelFolder(path: folder.path) }
      #expect(!error.description.contains("\n"), sourceLocation: place)
    }
    expect(.affixChangeCount(path: path, changes: 0, rows: 2))
    try folder.write("-s\t-\t2\n", "vocab/affixes.tsv")
    expect(.affixChangeCount(path: path, changes: 1, rows: 2))
    try folder.write("-s\t-\ttwo\n", "vocab/affixes.tsv")
    expect(.affixes(path: path, .factor(line: 1, found: "two")))
    try folder.write(DraftModel.affixes, "vocab/affixes.tsv")
    for path in [folder.path, folder("weights")] {
      let model = try ModelFolder(path: path)
      #expect((model.tokenizer as? WordTokenizer)?.composer?.changes.count == 2)
      #expect(try model.weights.encoder().embeddings.ngrams?.changes?.shape == [2, 3])
    }
  }

  @Test func otherNamesOfTheSameTensors() throws {
    let expected = try states(open())
    var inside = DraftModel()
    inside.rename { "bert." + $0 }
    inside.add("cls.predictions.bias", [10])
    #expect(try states(open(inside)) == expected)
    var old = DraftModel()
    old.rename {
      $0.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
        .replacing("LayerNorm.bias", with: "LayerNorm.beta")
    }
    #expect(try states(open(old)) == expected)
  }

  /// Whatever stands before the names.
  @Test(arguments: [
    "bert.", "0.auto_model.", "model.", "_orig_mod.", "_orig_mod.0.auto_model.bert.",
  ])
  func tensorPrefixes(prefix: String) throws {
    let expected = try states(open())
    var tiny = DraftModel()
    tiny.rename { prefix + $0 }
    tiny.add("head.weight", [2])
    tiny.add(prefix + "pooler.dense.weight", [4, 4])
    tiny.add(prefix + "embeddings.position_ids", [1])
    #expect(try states(open(tiny)) == expected)
  }

  @Test func tensorsThatNobodyReads() throws {
    func weights(_ folder: String) -> String { "\(folder)/model.safetensors" }
    for name in [
      "encoder.layer.0.attention.self.query.lora_A", "embeddings.something", "adapter.weight",
      "encoder.layer.2.output.dense.weight",
    ] {
      try expect({ .unreadTensor(path: weights($0), name: name) }) { $0.add(name, [4, 4]) }
      try expect({ .unreadTensor(path: weights($0), name: "bert." + name) }) {
        $0.add(name, [4, 4])
        $0.rename { "bert." + $0 }
      }
    }
    let words = "embeddings.word_embeddings.weight"
    try expect({ .twoEncoders(path: weights($0), words, "other." + words) }) {
      $0.add("other." + words, [1, 4])
    }
    // None of a BERT is there at all.
    try expect({
      .missingTensor(
        path: weights($0), name: words, expected: [10, 4], nearest: "transformer.wte.weight")
    }) { model in
      for tensor in model.tensors { model[tensor.name] = nil }
      model.add("lm_head.weights", [1])
      model.add("transformer.wte.weight", [10, 4])
    }
  }

  /// The table may have more rows than there are words.
  @Test func paddedRows() throws {
    var tiny = DraftModel()
    tiny.words.removeLast(2)
    let model = try open(tiny)
    #expect(model.tokenizer.vocabulary.count == 8 && model.configuration.vocabularySize == 10)
    #expect(try states(model) == states(open()))
  }

  @Test func adapters() throws {
    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    try folder.write("{}", "adapter_config.json")
    let error = #expect(throws: ModelFilesError.self) { try ModelFolder(path: folder.path) }
    #expect(error?.description.hasSuffix("merge it into the model") == true)
  }

  @Test func wordsByTheConfigurationOrByTheTokenizer() throws {
    var tiny = DraftModel()
    tiny.configuration["polyseme"] = ["tokens": "words"]
    #expect(try open(tiny).tokenizer is WordTokenizer)

    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    try FileManager.default.removeItem(atPath: folder("vocab.txt"))
    let words = DraftModel().words.enumerated().map { "\"\($1)\":\($0)" }.reversed()
    try folder.write(
      """
      {"normalizer":\(wordNormalizer.compact),"pre_tokenizer":\(wordCutter.compact),\
      "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},\
      "model":{"vocab":{\(words.joined(separator: ","))},"type":"WordLevel"}}
      """, "tokenizer.json")
    let model = try ModelFolder(path: folder.path)
    #expect(model.tokenizer is WordTokenizer)
    #expect(Array(model.tokenizer.vocabulary.words) == DraftModel().words)
  }

  private func expect(
    _ error: (String) -> ModelFilesError, line: Int = #line, _ spoil: (inout DraftModel) -> Void
  ) throws {
    let folder = try TemporaryFolder()
    var tiny = DraftModel()
    spoil(&tiny)
    try tiny.write(to: folder)
    let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
    #expect(throws: error(folder.path), sourceLocation: place) {
      let model = try ModelFolder(path: folder.path)
      _ = try model.weights.encoder()
      try model.weights.verify()
    }
  }

  @Test func tensorsThatDoNotFit() throws {
    let query = "encoder.layer.1.attention.self.query.weight"
    let buckets = "embeddings.ngram_embeddings.weight"
    func weights(_ folder: String) -> String { "\(folder)/model.safetensors" }
    try expect({
      .missingTensor(
        path: weights($0), name: query, expected: [4, 4],
        nearest: "encoder.layer.0.attention.self.query.weight")
    }) { $0[query] = nil }
    try expect({
      .shape(path: weights($0), name: query, expected: [4, 4], found: [4, 5])
    }) { $0[query] = StoredTensor(Matrix(rows: 4, columns: 5)) }
    try expect({
      .shape(
        path: weights($0), name: "embeddings.word_embeddings.weight", expected: [11, 4],
        found: [10, 4])
    }) { $0.configuration["vocab_size"] = 11 }
    try expect({
      .missingTensor(
        path: weights($0), name: "encoder.layer.2.attention.self.query.weight", expected: [4, 4],
        nearest: "encoder.layer.0.attention.self.query.weight")
    }) { $0.configuration["num_hidden_layers"] = 3 }
    try expect({
      .missingTensor(
        path: weights($0), name: "embeddings.ngram_projection.bias", expected: [4],
        nearest: "embeddings.ngram_projection.weight")
    }) {
      $0.addNGrams()
      $0["embeddings.ngram_projection.bias"] = nil
    }
    try expect({
      .missingTensor(
        path: weights($0), name: buckets, expected: [1, 1],
        nearest: "embeddings.word_embeddings.weight")
    }) {
      $0.add("embeddings.ngram_projection.bias", [4])
    }
    try expect({ .shape(path: weights($0), name: buckets, expected: [1, 3], found: [0, 3]) }) {
      $0.addNGrams()
      $0[buckets] = StoredTensor(Matrix(rows: 0, columns: 3))
    }
    try expect({
      .shape(
        path: weights($0), name: "embeddings.affix_embeddings.weight", expected: [2, 3],
        found: [2, 4])
    }) {
      $0.addAffixes()
      $0["embeddings.affix_embeddings.weight"] = StoredTensor(Matrix(rows: 2, columns: 4))
    }
    for infinite in [Float.nan, .infinity, -.infinity] {
      try expect({ .notFinite(path: weights($0), name: query, index: 15) }) {
        $0[query] = StoredTensor(
          shape: [4, 4], values: [Float](repeating: 1, count: 15) + [infinite])
      }
    }
    // A row of a word is not read when the model is opened.
    try expect({
      .notFinite(path: weights($0), name: "embeddings.word_embeddings.weight", index: 0)
    }) {
      $0["embeddings.word_embeddings.weight"] = StoredTensor(
        shape: [10, 4], values: [.nan] + [Float](repeating: 0, count: 39))
    }
  }

  @Test func weightsOfAnotherFormat() throws {
    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    let path = folder("model.safetensors")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes.replace(Data("F32".utf8), with: Data("I32".utf8), maxReplacements: 1)
    try bytes.write(to: URL(fileURLWithPath: path))
    let error = ModelFilesError.format(
      path: path, name: "embeddings.word_embeddings.weight", found: "I32")
    #expect(throws: error) { try ModelFolder(path: folder.path) }
  }

  @Test func vocabulariesThatDoNotFit() throws {
    func list(_ folder: String) -> String { "\(folder)/vocab.txt" }
    try expect({ .vocabularyLength(path: list($0), words: 11, rows: 10) }) { $0.words.append("x") }
    try expect({
      .vocabulary(path: list($0), .duplicate(word: "the", line: 10, first: 6))
    }) { $0.words[9] = "the" }
    try expect({ .vocabulary(path: list($0), .missingSpecial(word: "[CLS]")) }) {
      $0.words[2] = "x"
    }
  }

  @Test func filesThatAreNotThere() throws {
    let folder = try TemporaryFolder()
    func expect(_ error: ModelFilesError, line: Int = #line) {
      let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
      #expect(throws: error, sourceLocation: place) { try ModelFolder(path: folder.path) }
    }
    #expect(
      throws: ModelFilesError.file(
        .unreadable(path: "/no/such", reason: "No such file or directory"))
    ) { try ModelFolder(path: "/no/such") }
    expect(
      .missingFile(
        folder: folder.path, expected: "config.json or weights/config.json",
        advice: "name the folder of a model"))
    try folder.write("{}", "config.json")
    expect(
      .missingFile(
        folder: folder.path, expected: "model.safetensors", advice: "fetch the weights"))
    try folder.write("", "pytorch_model.bin")
    expect(
      .missingFile(
        folder: folder.path, expected: "model.safetensors",
        advice: "found pytorch_model.bin; save the weights as safetensors"))
    try DraftModel().write(to: folder)
    try FileManager.default.removeItem(atPath: folder("vocab.txt"))
    expect(
      .missingFile(
        folder: folder.path,
        expected: "tokenizer.json, vocab.txt, SentencePiece model or ../vocab/words.txt",
        advice: "add the vocabulary that the model was made with"))
    try folder.write("{", "config.json")
    expect(
      .json(
        path: folder("config.json"),
        JSONError(fault: .ended(expected: "a name in quotes"), offset: 1)))
    try folder.write("{}", "config.json")
    expect(.configuration(path: folder("config.json"), .missing(key: "model_type")))
    try DraftModel().write(to: folder, repository: true)
    try FileManager.default.removeItem(atPath: folder("vocab/words.txt"))
    expect(
      .file(
        .unreadable(path: folder("vocab/words.txt"), reason: "No such file or directory")))
  }

  @Test func aTruncatedFile() throws {
    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    let path = folder("model.safetensors")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for count in [0, 7, 8, 100, whole.count / 2, whole.count - 1] {
      try whole.prefix(count).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: ModelFilesError.self) { try ModelFolder(path: folder.path) }
      #expect(
        error?.description.hasPrefix("\(path): truncated") == true,
        "\(count): \(String(describing: error))")
    }
  }

  @Test func descriptionsAreOneLine() {
    #expect(
      ModelFilesError.vocabularyLength(path: "m/vocab.txt", words: 9, rows: 10).description
        == "m/vocab.txt: 9 words for 10 rows of the embedding table; take the vocabulary that the model was made with"
    )
    #expect(
      ModelFilesError.shape(path: "m", name: "a\nb", expected: [2, 3], found: [3]).description
        == "m: tensor 'a␊b' has shape [3], expected [2, 3]; is config.json of another model?"
    )
    #expect(
      ModelFilesError.missingFile(folder: "m", expected: "config.json", advice: "name a model")
        .description == "m: not a model: no config.json; name a model")
    #expect(
      ModelFilesError.notFinite(path: "m", name: "a", index: 3).description
        == "m: tensor 'a': number 3 is infinite or not a number; the weights are damaged")
  }
}
