import Foundation
import Models
import Platform
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

struct ModelFolderExportTests {
  private func states(_ model: ModelFolder) throws -> Matrix {
    try model.weights.encoder().encode([InputSequence(ids: [2, 5, 6, 9, 3])], layers: [2])[0][2]
  }

  @Test(arguments: [true, false])
  func theExportedModelIsTheSame(repository: Bool) throws {
    var tiny = DraftModel()
    if repository { tiny.addAffixes() }
    tiny.add("pooler.dense.weight", [4, 4])
    tiny.add("pooler.dense.bias", [4])
    tiny.add("cls.something.else", [1])
    tiny.rename { "bert." + $0 }
    tiny.configuration["polyseme"] = ["layer": 1, "name": "tiny"]
    let (from, to) = (try TemporaryFolder(), try TemporaryFolder())
    try tiny.write(to: from, repository: repository)
    let weights = repository ? "weights/" : ""
    if repository { try from.write(DraftModel.affixes, "vocab/affixes.tsv") }
    try from.write("{\"layers\":[]}", "\(weights)yardstick.json")
    try from.write("# Tiny", "\(weights)README.md")

    let original = try ModelFolder(path: from.path)
    try original.export(to: to("new"), by: FileWriting())
    let copy = try ModelFolder(path: to("new"))
    #expect(copy.configuration == original.configuration)
    #expect(copy.layer == 1 && copy.name == "tiny")
    #expect(Array(copy.tokenizer.vocabulary.words) == tiny.words)
    #expect(try states(copy) == states(original))
    #expect(
      Set(copy.weights.checkpoint.names)
        == Set(tiny.tensors.map { $0.name.replacing("bert.", with: "") }).subtracting([
          "cls.something.else"
        ]))
    #expect(copy.weights.checkpoint.files.map(\.tensors.metadata) == [["format": "pt"]])
    #expect(
      try String(contentsOfFile: copy.file("yardstick.json"), encoding: .utf8) == "{\"layers\":[]}")
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: to("new")))
        == Set(repository ? ["affixes.tsv"] : []).union([
          "config.json", "model.safetensors", "vocab.txt", "tokenizer.json",
          "tokenizer_config.json", "special_tokens_map.json", "yardstick.json", "README.md",
        ]))
    if repository {
      let changes = try AffixChanges(text: Array(DraftModel.affixes.utf8))
      #expect(
        (copy.tokenizer as? WordTokenizer)?.composer
          == WordComposer(bucketCount: 7, changes: changes))
    } else {
      #expect(
        (copy.tokenizer as? WordPieceTokenizer)?.options
          == (original.tokenizer as? WordPieceTokenizer)?.options)
    }

    // tokenizer.json alone says the same.
    try FileManager.default.removeItem(atPath: copy.file("vocab.txt"))
    let alone = try ModelFolder(path: to("new"))
    #expect(Array(alone.tokenizer.vocabulary.words) == tiny.words)
    #expect(type(of: alone.tokenizer) == type(of: copy.tokenizer))
  }

  @Test func aFolderThatCannotBeMade() throws {
    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    let model = try ModelFolder(path: folder.path)
    let path = folder("no/such")
    #expect(throws: FileError.unwritable(path: path, reason: "No such file or directory")) {
      try model.export(to: path, by: FileWriting())
    }
  }
}
