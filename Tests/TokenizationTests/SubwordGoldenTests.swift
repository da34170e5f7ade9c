import Foundation
import JSON
import TestSupport
import Testing

@testable import Tokenization

/// Models of every setting against what Hugging Face's tokenizers makes of the same pre-tokens
/// (`Tests/Fixtures/subwords/generate.py`).
struct SubwordGoldenTests {
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/subwords")

  private static func file(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: Array(Data(contentsOf: home.appending(path: "\(name).json"))))
  }

  static let names = try! FileManager.default.contentsOfDirectory(atPath: home.path())
    .filter { $0.hasSuffix(".json") && $0 != "characters.json" }.map { String($0.dropLast(5)) }

  @Test(arguments: names)
  func piecesAndPlaces(name: String) throws {
    let file = try Self.file(name)
    let model = try subwordModel(#require(file["model"]))
    // The second time short pre-tokens are known.
    for _ in 0..<2 {
      for pair in try #require(file["cases"]?.array) {
        let text = try #require(pair.array?[0].string)
        var found: [Subword] = []
        model.cut(Array(text.utf8).span, into: &found)
        let expected = try #require(pair.array?[1].array).map { $0.array!.map { $0.int! } }
        #expect(
          found.map { [Int($0.id), $0.start, $0.end] } == expected,
          "\(name): \(text.debugDescription)")
      }
    }
  }

  @Test func characters() throws {
    let file = try Self.file("characters")
    let map = try CharacterMap(base64: #require(file["map"]?.string))
    for pair in try #require(file["cases"]?.array) {
      let (text, expected) = (pair.array![0].string!, pair.array![1].string!)
      #expect(
        Array(map.applied(to: text).utf8) == Array(expected.utf8), "\(text.debugDescription)")
    }
  }
}

extension CharacterMap {
  func applied(to text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    forEachReplacement(in: bytes.span) { range, replacement in
      result += bytes[end..<range.lowerBound]
      for index in replacement.indices { result.append(replacement[index]) }
      end = range.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }
}

/// What the `model` of a `tokenizer.json` says.
private func subwordModel(_ model: JSONValue) throws -> any SubwordModel {
  if model["type"] == "Unigram" {
    return try UnigramModel(
      pieces: model["vocab"]!.array!.map { ($0.array![0].string!, $0.array![1].number!.double) },
      unknown: model["unk_id"]!.int!, byteFallback: model["byte_fallback"]!.bool!)
  }
  var options = BPEModel.Options()
  options.unknown = model["unk_token"]?.string
  options.fusesUnknown = model["fuse_unk"]!.bool!
  options.byteFallback = model["byte_fallback"]!.bool!
  options.ignoresMerges = model["ignore_merges"]!.bool!
  options.continuation = model["continuing_subword_prefix"]?.string ?? ""
  options.wordEnd = model["end_of_word_suffix"]?.string ?? ""
  return try BPEModel(
    pieces: model["vocab"]!.object!.members.map { ($0.name, Int32($0.value.int!)) },
    merges: model["merges"]!.array!.map { ($0.array![0].string!, $0.array![1].string!) },
    options: options)
}
