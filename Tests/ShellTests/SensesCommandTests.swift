import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct SensesCommandTests {
  static func answer(_ line: String, _ format: OutputFormat = .text) throws -> (String, [String]) {
    var settings = Settings()
    settings.output = format
    let (_, output) = try Shell.reading([line], settings: settings)
    return (output.text, output.notes)
  }

  static func senses(_ line: String) throws -> JSONArray {
    let (text, _) = try answer(line, .jsonl)
    return try JSONValue(parsing: Array(text.utf8))["senses"]?.array ?? []
  }

  @Test func anEntryIsShown() throws {
    let (text, _) = try Self.answer("/senses bank --pos v")
    #expect(
      text.hasPrefix(
        """
        bank, verb
          1  tip laterally (2)
             “the pilot had to bank the aircraft”
          2  enclose with a bank (1)
             “bank roads”
        """), "\(text)")
  }

  @Test func aFormLeadsToItsLemmas() throws {
    let lemmas = try Self.senses("/senses geese").map { $0["lemma"]?.string }
    #expect(lemmas.allSatisfy { $0 == "goose" } && lemmas.count == 3)
    let senses = try Self.senses("/senses \"looked up\"")
    #expect(senses.first?["sense"] == "look_up%2:32:00::")
    #expect(senses.first?["pos"] == "v" && senses.first?["number"] == 1)
  }

  @Test func machinesAreToldAllOfIt() throws {
    let senses = try Self.senses("/senses bank")
    #expect(senses.count == 18)
    #expect(
      senses[0] == [
        "sense": "bank%1:17:01::", "lemma": "bank", "pos": "n", "number": 1,
        "gloss": "sloping land (especially the slope beside a body of water)",
        "examples": [
          "they pulled the canoe up on the bank",
          "he sat on the bank of the river and watched the currents",
        ], "count": 25, "synonyms": [],
      ])
  }

  @Test func linksAreToldWhereTheyAreAskedFor() throws {
    #expect(try Self.senses("/senses dog --pos n")[0]["links"] == nil)
    let links = try #require(try Self.senses("/senses dog --pos n --links")[0]["links"]?.array)
    #expect(links.contains { $0["relation"] == "hypernym" && $0["lemma"] == "canine" })
    let (text, _) = try Self.answer("/senses dog --pos n --links")
    #expect(text.contains("hypernym: ") && text.contains(" … and 10 more"), "\(text)")
    #expect(try !Self.answer("/senses dog --pos n --links --full").0.contains(" more"))
  }

  @Test(arguments: [
    ("bnak", "WordNet 3.0 has no “bnak”; did you mean “bank”?"),
    ("quickly --pos n", "WordNet 3.0 has no noun “quickly”; --pos r is there"),
    ("\"\"", "WordNet 3.0 has no “”; name a word as a dictionary does"),
  ])
  func anUnknownWordIsAnsweredWithOneLine(words: String, message: String) throws {
    let (text, notes) = try Self.answer("/senses \(words)")
    #expect(text.isEmpty && notes.count == 1)
    #expect(notes.first?.hasSuffix(message) == true, "\(notes)")
  }

  @Test func aTableOfThemIsAnInventoryOfOnesOwn() throws {
    var settings = Settings()
    settings.output = .tsv
    settings.header = true
    let (_, output) = try Shell.reading(["/senses bank"], settings: settings)
    let folder = try TemporaryFolder()
    try folder.write(output.text, "own.tsv")
    let own = try OwnInventory(reading: folder("own.tsv")).senses(ofLemma: "bank", nil)
    let shipped = try TinySession.wordNet.inventory.senses(ofLemma: "bank", nil)
    #expect(own.map(\.id) == shipped.map(\.id))
    #expect(own.map(\.gloss) == shipped.map(\.gloss))
    #expect(own.map(\.examples) == shipped.map(\.examples))
    #expect(own.map(\.number) == shipped.map(\.number) && own.map(\.count) == shipped.map(\.count))
  }

  @Test func aModelWithoutSensesSaysSo() throws {
    var session = TinySession.new()
    session.inventories = InventorySource(packedAt: { "/no/such/wordnet.senses" })
    var command = try SensesCommand.parse(["bank"])
    do {
      _ = try command.report(in: &session)
      Issue.record("no error")
    } catch {
      #expect(ShellError(error).code == "no-inventory")
    }
  }
}
