import ContextualEmbeddings
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

/// Answers of a model whose vocabulary is of pieces.
@Suite struct PieceAnswersTests {
  let folder = try! TemporaryFolder()
  let model: Model

  init() throws {
    try TinyModel.write(to: folder("tiny"))
    try Model(contentsOf: folder("tiny"), precision: .float32).export(
      to: folder("model"), by: FileWriting())
    for name in ["vocab.txt", "affixes.tsv", "special_tokens_map.json"] {
      try? FileManager.default.removeItem(atPath: folder("model/\(name)"))
    }
    try folder.write(
      """
      {"normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"},"pre_tokenizer":{"type":"Metaspace",\
      "replacement":"▁","prepend_scheme":"first"},"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":\
      {"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],\
      "special_tokens":{"<s>":{"ids":[1],"tokens":["<s>"]},"</s>":{"ids":[2],"tokens":["</s>"]}}},\
      "added_tokens":[{"id":1,"content":"<s>","special":true},{"id":2,"content":"</s>","special":true}],\
      "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["<s>",0],["</s>",0],["▁",-3],["▁bank",-2],["s",-3],["▁the",-2],\
      [".",-3]],"byte_fallback":false}}
      """, "model/tokenizer.json")
    try folder.write(
      #"{"tokenizer_class":"PreTrainedTokenizerFast"}"#, "model/tokenizer_config.json")
    let path = folder("model/config.json")
    var configuration = try JSONValue(contentsOf: path).object!
    configuration["polyseme"] = ["layer": 2, "name": "pieces"]
    try folder.write(JSONValue.object(configuration).compact, "model/config.json")
    model = try Model(contentsOf: folder("model"), precision: .float32)
  }

  private func answer(_ line: String, _ output: OutputFormat) throws -> RecordedOutput {
    var settings = Settings()
    settings.output = output
    settings.width = 100
    let recorded = RecordedOutput()
    let session = Session(SenseReader(model, calibration: nil), settings: settings)
    var shell = Shell(session: session, source: .script(nil), output: recorded)
    try shell.read(line)
    return recorded
  }

  @Test func tokensShowPieces() throws {
    let line = "/tokens \"the banks.\""
    let text = try answer(line, .text).text
    #expect(text.contains("pieces") && text.contains("▁bank s"), "\(text)")
    let object = try JSONValue(parsing: try answer(line, .jsonl).bytes.dropLast())
    let tokens = try #require(object["tokens"]?.array)
    #expect(tokens.map { $0["text"] } == ["the", "banks", "."])
    #expect(
      tokens.map { $0["pieces"] } == [
        [["id": 6, "text": "▁the"]], [["id": 4, "text": "▁bank"], ["id": 5, "text": "s"]],
        [["id": 7, "text": "."]],
      ])
  }

  @Test func wholeWordsHaveNone() throws {
    let (_, output) = try Shell.reading(["/tokens \"The bank.\""])
    #expect(!output.text.contains("pieces"), "\(output.text)")
  }

  /// The pieces that transformers gives, which are those of no word.
  @Test(arguments: [VectorLines.Pieces.ofText, .all])
  func linesWithoutWords(pieces: VectorLines.Pieces) throws {
    var bulk = VectorLines(model, pieces: pieces)
    let lines = bulk.answer([" ", "", "the bank"].map { .success(Array($0.utf8)) }).output
    let objects = try lines.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
    func special(_ id: Int) -> [Int] { if case .all = pieces { [id] } else { [] } }
    let ids = objects.map { object in
      object["pieces"]!.array!.map { $0["id"]!.int! }
    }
    let expected = [[3], [], [6, 4]].map { special(1) + $0 + special(2) }
    #expect(ids == expected)
    #expect(
      objects.allSatisfy { $0["pieces"]!.array!.allSatisfy { $0["vector"]?.array?.count == 16 } })
  }
}
