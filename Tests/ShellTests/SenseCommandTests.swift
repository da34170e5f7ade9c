import ContextualEmbeddings
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct SenseCommandTests {
  private static func object(_ line: String) throws -> JSONValue {
    var settings = Settings()
    settings.output = .jsonl
    let (shell, output) = try Shell.reading([line], settings: settings)
    #expect(shell.status == .success, "\(output.notes)")
    return try JSONValue(parsing: Array(output.text.utf8))
  }

  @Test func sensesComeBestFirst() throws {
    let found = try Self.object("/sense \"We sat on the river [bank].\"")
    let senses = try #require(found["senses"]?.array)
    #expect(senses.count == 18 && found["use"]?["word"] == "bank")
    let probabilities = senses.map { $0["probability"]!.double! }
    #expect(probabilities == probabilities.sorted(by: >))
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9)
    #expect(senses.allSatisfy { $0["sense"]!.string!.hasPrefix("bank%") && $0["gloss"] != nil })
  }

  @Test func whatIsKnownOfTheUseIsTaken() throws {
    let verbs = try Self.object("/sense \"We sat on the river [bank].\" --pos v")
    #expect(verbs["senses"]?.array?.allSatisfy { $0["pos"] == "v" } == true)
    let other = try Self.object("/sense \"We sat on the river [bank].\" --lemma shore --pos n")
    #expect(other["senses"]?.array?.allSatisfy { $0["lemma"] == "shore" } == true)
    // However it is spelled.
    for bank in ["ba\u{AD}nk", "ｂａｎｋ", "BANK"] {
      let found = try Self.object("/sense \"We sat on the river [\(bank)].\" --pos n")
      #expect(found["senses"]?.array?.count == 10, "\(bank)")
    }
    // A form may be of several lemmas.
    let saw = try Self.object("/sense \"We [saw] the river.\"")
    #expect(Set(saw["senses"]!.array!.map { $0["lemma"]!.string! }) == ["saw", "see"])
  }

  @Test func itIsShown() throws {
    let (_, output) = try Shell.reading([
      "/sense \"We sat on the river [bank].\"", "/sense \"We sat on the river [bank].\" --full",
      "/sense \"We sat on the [qwxzy].\"", "/sense \"We sat on the [bank].\" --pos r",
    ])
    #expect(output.text.contains("We sat on the river [bank]."))
    #expect(output.text.contains("and 14 senses, together"))
    #expect(output.text.contains("likeness") && output.text.contains("frequency"))
    #expect(output.notes[0].contains("has no “qwxzy”"))
    #expect(output.notes[1].contains("has no adverb “bank”; --pos n or v is there"))
  }

  private func write(_ folder: TemporaryFolder, keys: String) throws -> String {
    let path = folder("a.data.xml")
    try Data(
      """
      <?xml version="1.0" encoding="UTF-8" ?>
      <corpus lang="en" source="a"><text id="d0">
      <sentence id="d0.s0">
      <wf lemma="we" pos="PRON">We</wf>
      <instance id="d0.s0.t0" lemma="sit" pos="VERB">sat</instance>
      <wf lemma="on" pos="ADP">on</wf>
      <wf lemma="the" pos="DET">the</wf>
      <instance id="d0.s0.t1" lemma="bank" pos="NOUN">bank</instance>
      <wf lemma="." pos=".">.</wf>
      </sentence></text></corpus>
      """.utf8
    ).write(to: URL(filePath: path))
    try Data(keys.utf8).write(to: URL(filePath: folder("a.gold.key.txt")))
    return path
  }

  @Test func agreementWithPeopleIsMeasured() throws {
    let folder = try TemporaryFolder()
    let all = try ["sat", "bank"].map { word in
      try Self.object(
        "/sense \"We sat on the bank .\" ".replacing(word, with: "[\(word)]")
          + (word == "sat" ? "--pos v" : "--pos n"))
    }
    let best = all.map { $0["senses"]!.array![0]["sense"]!.string! }
    let path = try write(folder, keys: "d0.s0.t0 \(best[0]) x\nd0.s0.t1 nothing\n")
    let set = try #require(try Self.object("/score \(path) --format wsd")["sets"]?.array?[0])
    #expect(set["items"]?.int == 2 && set["f1"]?.double == 0.5)
    let unsure = all.count { $0["verdict"] != "likely" }
    #expect(set["unsure"]?.double == Double(unsure) / 2)
    let error = try #require(set["calibration_error"]?.double)
    #expect((0...1).contains(error))
  }

  /// A file of tagged uses that was made for other weights is no part of the figure.
  @Test func aFileThatIsLeftOutIsTold() throws {
    let folder = try TemporaryFolder()
    let path = try write(folder, keys: "d0.s0.t0 a\nd0.s0.t1 b\n")
    try TinyModel.write(to: folder("model"))
    let model = try Model(contentsOf: folder("model"), precision: .float32)
    let head = Array(#"{"__metadata__":{"format":"1","weights":"0","layer":"2"}}"#.utf8)
    try Data([UInt8(head.count)] + [UInt8](repeating: 0, count: 7) + head).write(
      to: URL(filePath: "\(SenseFolder.beside(model))/senses.safetensors"))
    var session = Session(SenseReader(model), inventories: TinySession.wordNet)
    var score = try ScoreCommand.parse([path, "--format", "wsd"])
    let warnings = try score.report(in: &session).warnings
    #expect(warnings.count == 1 && warnings[0].contains("was made for other weights"))
  }

  @Test func whatIsWrongWithASetIsSaid() throws {
    let folder = try TemporaryFolder()
    func note(_ keys: String, _ options: String = "") throws -> String {
      let path = try write(folder, keys: keys)
      return try Shell.reading(["/score \(path) --format wsd \(options)"]).output.notes[0]
    }
    #expect(try note("d0.s0.t0 a\n").contains("has no line for d0.s0.t1"))
    #expect(try note("d0.s0.t0 a\nd0.s0.t1 b\nd9 c\n").contains("d9 is no instance of"))
    #expect(try note("d0.s0.t0\n").contains("line 1: expected an id and the keys"))
    #expect(try note("d0.s0.t0 a\n", "--all-layers").contains("by the layer"))
    let (_, output) = try Shell.reading(["/score x.xml --format wsd", "/score x --find-lemmas"])
    #expect(output.notes[0].contains("name that one with --gold"))
    #expect(output.notes[1].contains("--find-lemmas is for --format wsd"))
  }
}
