import Foundation
import JSON
import Platform
import TestSupport
import Testing

@testable import Models

/// Folders without a `tokenizer.json` against the one that transformers 5 makes of them (`Tests/Fixtures/piece-files/generate.py`).
struct PieceListTests {
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/piece-files").path()
  private static let golden = try! JSONValue(contentsOf: "\(home)/golden.json")
  static let folders = golden["folders"]!.object!.names

  private func list(_ name: String) throws -> (PieceList, PieceClass?, JSONValue) {
    let folder = "\(Self.home)/\(name)"
    let settings = try JSONValue(contentsOf: "\(folder)/tokenizer_config.json")
    let reader = PieceClass(rawValue: try #require(settings["tokenizer_class"]?.string))
    let path = "\(folder)/\(reader?.file ?? "tokenizer.model")"
    let list =
      path.hasSuffix(".json")
      ? try PieceList(vocabulary: path, merges: "\(folder)/merges.txt")
      : try PieceList(SentencePieceFile(contentsOf: path), for: reader, names: [:])
    return (list, reader, settings)
  }

  @Test(arguments: folders)
  func asTransformersHasIt(name: String) throws {
    let (list, reader, set) = try list(name)
    let golden = try #require(Self.golden["folders"]?[name])
    var settings = PieceClass.Settings()
    settings.lowercases = set["do_lower_case"]?.bool
    settings.keepsAccents = set["keep_accents"]?.bool
    settings.splitsPunctuation = set["split_by_punct"]?.bool
    settings.prefixesSpace = set["add_prefix_space"]?.bool
    settings.trimsOffsets = set["trim_offsets"]?.bool
    let found = try list.description(for: reader, settings, names: [:])
    #expect((found["normalizer"] ?? .null) == golden["normalizer"])
    #expect((found["pre_tokenizer"] ?? .null) == golden["pre_tokenizer"])
    if reader != nil {
      for key in ["type", "single", "sep", "cls", "trim_offsets", "add_prefix_space"] {
        #expect(found["post_processor"]?[key] == golden["post_processor"]?[key])
      }
      for member in golden["post_processor"]?["special_tokens"]?.object?.members ?? [] {
        #expect(found["post_processor"]?["special_tokens"]?[member.name] == member.value)
      }
    }
    for member in try #require(golden["model"]?.object).members {
      let isNothing = member.value.isNull || member.value == "" || member.value == false
      #expect(
        found["model"]?[member.name] == member.value
          || isNothing && found["model"]?[member.name]?.bool != true, "\(member.name)")
    }
    func digest(_ rows: [String]) -> JSONValue {
      .string(sha256(Array(rows.map { $0 + "\n" }.joined().utf8)))
    }
    let rows =
      list.scores.isEmpty
      ? list.pieces : zip(list.pieces, list.scores).map { "\($0) \(Float($1).bitPattern)" }
    #expect(digest(rows) == golden["pieces"])
    #expect(digest(list.merges.map { "\($0.left) \($0.right)" }) == golden["merges"])
  }

  @Test func addedPieces() throws {
    let added = try list("xlm-roberta").0.added
    #expect(added.map(\.content) == ["<s>", "</s>", "<ctl>", "<sep>"])
    #expect(added.map(\.isSpecial) == [true, true, true, false])
    #expect(added.allSatisfy { !$0.isNormalized && $0.id == nil })
  }

  @Test func kindsOfModels() throws {
    let file = try SentencePieceFile(contentsOf: "\(Self.home)/backend-bpe/tokenizer.model")
    #expect(
      throws: TokenizerFileError.unsupported(
        key: "trainer_spec.model_type", expected: "Unigram, which XLMRobertaTokenizer reads",
        found: "another kind of model")
    ) { try PieceList(file, for: .xlmRoberta, names: [:]) }
  }
}
