import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct ChosenSensesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.table, "own.tsv")
  }

  static let table = """
    word\tsense\tgloss\texamples\tpos\tcount
    bank\t1\twhere money is kept\tI put money in the bank\tn\t3
    bank\t2\tthe land beside water\twe sat on the bank of the river\tn\t9
    boat\t1\twhat goes on water\tthe boat left
    light boat\tx\ta boat that is light\tshe had a light boat
    水\tmizu\twhat is in the river
    """

  private var own: String { folder("own.tsv") }

  private func answers(
    _ lines: [String], settings: Settings = Settings()
  ) throws -> [JSONValue] {
    var settings = settings
    settings.output = .jsonl
    let (_, output) = try Shell.reading(lines, settings: settings)
    return try output.text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  private static func ids(_ answer: JSONValue) -> [String?] {
    (answer["senses"]?.array ?? []).map { $0["sense"]?.string }.sorted { $0 ?? "" < $1 ?? "" }
  }

  @Test func sensesOfOnesOwnStandInThePlaceOfWordNets() throws {
    let use = "/sense \"We sat on the river [banks].\""
    let found = try answers([
      use, "/set senses \(own)", use, "/senses banks", "/info", "/set senses wordnet", use,
    ])
    #expect(found[0]["inventory"] == "WordNet 3.0" && found[6] != found[2])
    #expect(found[1]["settings"]?["senses"]?.string == own)
    for answer in found[2...3] {
      #expect(answer["inventory"] == "own.tsv" && Self.ids(answer) == ["1", "2"])
    }
    #expect(found[4]["info"]?["inventory"] == "own.tsv")
    #expect(found[6]["inventory"] == "WordNet 3.0" && found[6]["senses"] == found[0]["senses"])
    // Of its senses none was tagged, and each has an example with the word.
    for sense in found[2]["senses"]!.array! {
      #expect(sense["tagged"] == 0 && sense["examples"] == 1)
    }
  }

  @Test func theProgramsOptionSaysTheSame() throws {
    var settings = Settings()
    settings.senses = .file(own)
    let found = try answers(["/sense \"The [bank] closed.\""], settings: settings)
    #expect(found[0]["inventory"] == "own.tsv")
  }

  @Test func wordsThatWordNetLacksAreNamed() throws {
    let found = try answers([
      "/set senses \(own)", "/sense \"He had a [light boat].\"", "/sense \"I put [水] in it.\"",
      "/sense \"The [boat] left.\"", "/sense \"A [tree].\"",
    ])
    #expect(Self.ids(found[1]) == ["x"] && Self.ids(found[2]) == ["mizu"])
    // What one file calls by the same id in two words stays apart.
    #expect(found[3]["senses"]?.array?[0]["gloss"] == "what goes on water")
    #expect(
      found[4]["error"]?["message"] == "own.tsv has no “tree”; name a word as a dictionary does")
  }

  @Test func idsOfTwoWordsAreNotTakenForEachOther() throws {
    let boat = "/sense \"The [boat] left.\""
    let alone = try answers(["/set senses \(own)", boat])[1]
    let after = try answers(["/set senses \(own)", "/sense \"The [bank] closed.\"", boat])[2]
    #expect(alone["senses"] == after["senses"])
  }

  @Test func theOnlySenseIsToldAsSuch() throws {
    let (_, output) = try Shell.reading([
      "/set senses \(own)", "/sense \"The [boat] left.\"",
      "/sense \"We sat on the [bank].\" --pos v",
    ])
    #expect(output.text.contains("\nboat “1”, the only sense that own.tsv has\n"), "\(output.text)")
    #expect(output.notes.last?.hasSuffix("own.tsv has no verb “bank”; --pos n is there") == true)
    let found = try answers(["/set senses \(own)", "/sense \"The [boat] left.\""])[1]
    #expect(found["verdict"] == "only")
  }

  @Test func aFileIsReadAnewWhereItIsChosenAgain() throws {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .script(nil), output: output)
    try shell.read("/set senses \(own)")
    try shell.read("/sense \"The [boat] left.\"")
    try folder.write(Self.table.replacing("what goes on water", with: "a bowl"), "own.tsv")
    try shell.read("/sense \"The [boat] left.\"")
    #expect(!output.text.contains("a bowl"))
    try shell.read("/set senses \(own)")
    try shell.read("/sense \"The [boat] left.\"")
    #expect(output.text.contains("a bowl"))
  }

  @Test func whereAFileCannotBeReadTheOldSensesStay() throws {
    try folder.write("word\tsense\n", "bad.tsv")
    let found = try answers([
      "/set senses \(own)", "/set senses \(folder("none"))", "/set senses \(folder("bad.tsv"))",
      "/set senses induced", "/set senses", "/sense \"The [boat] left.\"",
    ])
    #expect(found[1]["error"]?["code"] == "no-inventory")
    #expect(found[2]["error"]?["code"] == "bad-inventory")
    #expect(found[3]["error"]?["code"] == "nothing-induced")
    #expect(found[4]["settings"]?["senses"]?.string == own)
    #expect(found[5]["inventory"] == "own.tsv")
  }

  @Test func aSavedSessionRemembersThem() throws {
    var settings = Settings()
    settings.senses = .file(own)
    let saved = folder("s")
    let use = "/sense \"We sat on the [bank].\""
    _ = try Shell.reading([use, "/set senses wordnet", use, "/save \(saved)"], settings: settings)
    let head = try #require(
      try String(contentsOfFile: saved, encoding: .utf8).split(separator: "\n").first)
    #expect(try JSONValue(parsing: Array(head.utf8))["settings"]?["senses"]?.string == own)
    let (shell, output) = try Shell.reading(["/replay \(saved)"])
    #expect(output.text == "3 lines run again: 3 the same to the bit, 0 different\n")
    // The replay is a session of its own.
    #expect(shell.session.settings.senses == .wordNet)
    try FileManager.default.removeItem(atPath: own)
    let replay = try Shell.reading(["/replay \(saved)"]).output
    #expect(replay.text.contains("1 different"), "\(replay.text)")
  }
}
