import Foundation
import JSON
import Platform
import TestSupport
import Testing
import Tokenization
import UnicodeText

@testable import Models

/// Whole folders whose tokenizer is one of subwords, as they are opened, written and opened again.
struct SubwordFolderTests {
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/piece-files").path()
  private static let golden = try! JSONValue(contentsOf: "\(home)/golden.json")
  static let folders = golden["folders"]!.object!.names

  /// A model of random numbers without a vocabulary.
  private func writeModel(to folder: TemporaryFolder) throws {
    var draft = DraftModel()
    draft.configuration["vocab_size"] = 500
    draft["embeddings.word_embeddings.weight"] = nil
    draft.add("embeddings.word_embeddings.weight", [500, 4])
    try draft.write(to: folder)
    try FileManager.default.removeItem(atPath: folder("vocab.txt"))
  }

  private func ids(_ value: JSONValue?) throws -> [Int32] {
    try #require(value?.array).map { Int32(try #require($0.int)) }
  }

  /// A folder with nothing but a SentencePiece model, or `vocab.json` and `merges.txt`, gives the ids of transformers, and so does what is
  /// written of it.
  @Test(arguments: folders)
  func piecesWithoutTokenizerFile(name: String) throws {
    let (folder, written) = (try TemporaryFolder(), try TemporaryFolder())
    try writeModel(to: folder)
    for file in try FileManager.default.contentsOfDirectory(atPath: "\(Self.home)/\(name)") {
      try FileManager.default.copyItem(
        atPath: "\(Self.home)/\(name)/\(file)", toPath: folder(file))
    }
    let golden = try #require(Self.golden["folders"]?[name])
    let texts = try #require(Self.golden["texts"]?.array).map { $0.string! }
    let model = try ModelFolder(path: folder.path)
    try model.export(to: written.path, by: FileWriting())
    let again = try ModelFolder(path: written.path)
    #expect(!FileManager.default.fileExists(atPath: written("vocab.txt")))
    #expect(Array(again.tokenizer.vocabulary.words) == Array(model.tokenizer.vocabulary.words))
    for tokenizer in [model.tokenizer, again.tokenizer] {
      for (text, expected) in zip(texts, try #require(golden["ids"]?.array)) {
        let expected = try ids(expected)
        #expect(tokenizer.tokenize(text).ids == expected, "\(text)")
        #expect(tokenizer.pieces(of: SourceText(text)).map(\.id) == expected, "\(text)")
      }
      let frame = tokenizer.frame
      #expect(
        frame.before + tokenizer.tokenize("x").ids + frame.after == (try ids(golden["framed"])))
    }
  }

  @Test func aTokenizerFileIsWrittenAsItWasRead() throws {
    let (folder, written) = (try TemporaryFolder(), try TemporaryFolder())
    try writeModel(to: folder)
    try folder.write(Self.file, "tokenizer.json")
    try folder.write(#"{"tokenizer_class":"PreTrainedTokenizerFast"}"#, "tokenizer_config.json")
    let model = try ModelFolder(path: folder.path)
    try model.export(to: written.path, by: FileWriting())
    for name in ["tokenizer.json", "tokenizer_config.json"] {
      #expect(
        FileManager.default.contents(atPath: written(name))
          == FileManager.default.contents(atPath: folder(name)))
    }
    let again = try ModelFolder(path: written.path).tokenizer
    for text in ["NewTok ab KEEP", "", " ", "keep BANK spec"] {
      #expect(again.tokenize(text).ids == model.tokenizer.tokenize(text).ids, "\(text)")
    }
  }

  /// What tokenizers 0.23.3 gives: an added token that is normalized is found in any case and spelled without one, yet it is in the
  /// vocabulary as it was added.
  @Test func normalizedTokensLoseTheirCase() throws {
    let folder = try TemporaryFolder()
    try writeModel(to: folder)
    try folder.write(Self.file, "tokenizer.json")
    try folder.write(#"{"tokenizer_class":"PreTrainedTokenizerFast"}"#, "tokenizer_config.json")
    let tokenizer = try ModelFolder(path: folder.path).tokenizer
    let found = tokenizer.tokenize("NewTok newtok bank spec SPEC KEEP")
    #expect(found.ids.filter { $0 != 2 } == [4, 4, 3, 5, 5, 6])
    #expect(tokenizer.tokenize("keep").ids == [2, 2, 2, 2])
    #expect(
      (0..<7).map { tokenizer.spelling(of: $0) }
        == ["a", "b", "<unk>", "bank", "newtok", "spec", "KEEP"])
    #expect(tokenizer.vocabulary.id(of: "NewTok") == 4)
    #expect(tokenizer.vocabulary.id(of: "newtok") == nil)
  }

  private static let file = """
    {"added_tokens":[{"id":3,"content":"Bank","normalized":true},{"id":4,"content":"NewTok","normalized":true},\
    {"id":5,"content":"SPEC","normalized":true,"special":true},{"id":6,"content":"KEEP","normalized":false}],\
    "normalizer":{"type":"Lowercase"},"model":{"type":"BPE","unk_token":"<unk>","fuse_unk":false,\
    "vocab":{"a":0,"b":1,"<unk>":2,"Bank":3},"merges":[]}}
    """
}
