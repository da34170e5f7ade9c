import ContextualEmbeddings
import Foundation
import Senses
import TestSupport
import Testing

@testable import Shell

/// What `/arithmetic` says of encoders that differ from BERT, in a window of eighty columns.
@Suite struct ArchitectureArithmeticTests {
  private func answer(
    of architecture: String, _ lines: [String], width: Int = 80
  ) throws -> String {
    let folder = try TemporaryFolder()
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/architectures/\(architecture)")
    for name in ["config.json", "model.safetensors"] {
      try FileManager.default.copyItem(
        at: fixture.appending(path: name), to: URL(filePath: folder(name)))
    }
    let vocabulary = TinyModel.words.prefix(39) + ["##a"]
    try folder.write(vocabulary.joined(separator: "\n") + "\n", "vocab.txt")
    try folder.write("{\"tokenizer_class\":\"BertTokenizer\"}", "tokenizer_config.json")
    let output = RecordedOutput()
    var settings = Settings()
    settings.width = width
    var shell = Shell(
      session: Session(
        SenseReader(try Model(contentsOf: folder.path, precision: .float32)), settings: settings),
      source: .script(nil), output: output)
    for line in lines { try shell.read(line) }
    #expect(shell.status == .success, "\(output.notes)")
    return output.text
  }

  private let sentence = "the of to and in on at we he she it you"

  @Test func termsOfScoresHaveHeadsThatCanBeRead() throws {
    let text = try answer(of: "deberta-v2", [sentence, "/arithmetic 1:at"])
    let head = try #require(text.split(separator: "\n").first { $0.hasPrefix("place") })
    #expect(head.contains("÷ 4.899") && head.contains("+ c→p") && head.contains("+ p→c"))
    #expect(!head.contains("…"))
    let told = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(told.contains("content to position, c→p; position to content, p→c"))
  }

  @Test func aLayerWithAWindowTellsWhatItLeavesOut() throws {
    let left = "does not look at places that are too far"
    let full = try answer(of: "modernbert", [sentence, "/arithmetic 1:at --layer 1"], width: 500)
    let sliding = try answer(
      of: "modernbert", [sentence, "/arithmetic 1:at --layer 2"], width: 500)
    #expect(!full.contains("too far") && sliding.contains(left))
  }

  @Test(arguments: [("modernbert", false), ("bert", true)])
  func normsWithoutBiasOnlyScale(architecture: String, isShifted: Bool) throws {
    let text = try answer(of: architecture, [sentence, "/arithmetic 1:at"], width: 500)
    #expect(text.contains("each channel scaled"))
    #expect(text.contains("scaled and shifted") == isShifted)
  }

  @Test func manyPiecesLeaveOtherColumnsTheirNames() throws {
    let text = try answer(of: "bert", [String(repeating: "a", count: 60), "/tokens 1"], width: 40)
    #expect(text.contains("found"))
  }
}
