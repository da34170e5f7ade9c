import Foundation
import JSON
import TestSupport
import Testing
import Tokenization
import UnicodeText

@testable import Models

/// Tokenizers of every setting against what Hugging Face's tokenizers gives: Tests/Fixtures/tokenizers/generate.py made both.
struct TokenizerGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let name: String
    let tokenizer: JSONValue
    /// Of each line the pieces, each an id and the place.
    let pieces: [[Piece]]

    var testDescription: String { name }
  }

  static let (lines, all): ([String], [Golden]) = {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/tokenizers/golden.jsonl").path()
    let text = try! String(contentsOfFile: path, encoding: .utf8)
    let values = text.split(separator: "\n").map { try! JSONValue(parsing: Array($0.utf8)) }
    let golden = values.dropFirst().map { value in
      Golden(
        name: value["name"]!.string!, tokenizer: value["tokenizer"]!,
        pieces: value["pieces"]!.array!.map { row in
          row.array!.map { piece in
            let numbers = piece.array!.map { $0.int! }
            return Piece(id: Int32(numbers[0]), characters: numbers[1]..<numbers[2])
          }
        })
    }
    return (values[0]["lines"]!.array!.map { $0.string! }, golden)
  }()

  /// The tokenizer of a folder with this `tokenizer.json`.
  static func tokenizer(_ value: JSONValue, settings: JSONValue = [:]) throws -> any Tokenizer {
    let folder = try TemporaryFolder()
    var draft = DraftModel()
    draft.configuration["vocab_size"] = 2000
    draft["embeddings.word_embeddings.weight"] = nil
    draft.add("embeddings.word_embeddings.weight", [2000, 4])
    try draft.write(to: folder)
    try FileManager.default.removeItem(atPath: folder("vocab.txt"))
    try folder.write(value.compact, "tokenizer.json")
    var all = settings.object!
    all["tokenizer_class"] = "PreTrainedTokenizerFast"
    try folder.write(JSONValue.object(all).compact, "tokenizer_config.json")
    return try ModelFolder(path: folder.path).tokenizer
  }

  @Test(arguments: all) func piecesAndPlaces(golden: Golden) throws {
    let tokenizer = try Self.tokenizer(golden.tokenizer)
    let hasMap = golden.tokenizer.compact.contains("precompiled_charsmap")
    for (line, expected) in zip(Self.lines, golden.pieces) {
      // With a map of characters a text is composed first, as when the map was made: tokenizers loses marks.
      // And where it drops what stands first, all its places are of one character before.
      let isDecomposed = NormalForm.nfc.changes(of: Array(line.utf8).span) != nil
      if hasMap, isDecomposed || line.unicodeScalars.first == "\u{1}" { continue }
      let source = SourceText(line)
      #expect(tokenizer.pieces(of: source) == expected, "\(golden.name): \(line)")
      let text = tokenizer.tokenize(source)
      #expect(text.ids == expected.map(\.id), "\(golden.name): \(line)")
      let isWhole = text.tokens.allSatisfy {
        !$0.pieces.isEmpty && $0.pieces.upperBound <= text.ids.count
      }
      #expect(isWhole, "\(golden.name): \(line)")
    }
  }

  @Test func everySettingIsThere() {
    #expect(Self.all.count > 80 && Self.lines.count > 10)
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
  }
}
