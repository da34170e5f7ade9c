import Foundation
import Senses
import TestSupport
import Testing

@Suite struct OwnInventoryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func read(_ text: String, _ name: String = "own.tsv") throws -> OwnInventory {
    try folder.write(text, name)
    return try OwnInventory(reading: folder(name))
  }

  static let table = """
    word\tsense\tgloss\texamples\tpos\tcount
    Bank\tmoney\twhere money is kept\tthe bank lends | she works at a bank\tn\t3
    bank\triver\tthe land beside water\t\tn\t9

    New_York\tcity\ta city\t\t\t
    bank\tlean\tlean over
    """

  static let lines = """
    {"word":"Bank","sense":"money","gloss":"where money is kept","examples":["the bank lends","she works at a bank"],"pos":"n","count":3}
    {"word":"bank","sense":"river","gloss":"the land beside water","pos":"n","count":9,"note":[]}
    {"lemma":"New_York","sense":"city","gloss":"a city","examples":null,"pos":null}
    {"word":"bank","sense":"lean","gloss":"lean over"}
    """

  @Test(arguments: [
    (table, "own.tsv"), (lines, "own.jsonl"), (table.replacing("\n", with: "\r\n"), "own.tsv"),
  ])
  func bothFormsSayTheSame(text: String, name: String) throws {
    let own = try read(text, name)
    #expect(own.name == name)
    #expect(
      try own.senses(ofLemma: "BANK", nil) == [
        InventorySense(
          id: "river", lemma: "bank", partOfSpeech: .noun, number: 1,
          gloss: "the land beside water", count: 9, name: "river"),
        InventorySense(
          id: "money", lemma: "Bank", partOfSpeech: .noun, number: 2, gloss: "where money is kept",
          examples: ["the bank lends", "she works at a bank"], count: 3, name: "money"),
        InventorySense(
          id: "lean", lemma: "bank", partOfSpeech: nil, number: 1, gloss: "lean over", name: "lean"),
      ])
    #expect(try own.senses(ofLemma: "bank", .verb).map(\.id) == ["lean"])
    #expect(try own.senses(ofLemma: "new york", nil).map(\.lemma) == ["New York"])
    #expect(try own.sense("city")?.gloss == "a city")
    #expect(try own.links(of: "city").isEmpty && own.sense("none") == nil)
    #expect(try own.lemmas(startingWith: "b") == ["bank"])
  }

  @Test func formsLeadToItsLemmasOnce() throws {
    let own = try read(Self.table)
    func lemmas(_ form: String, _ part: PartOfSpeech? = nil) throws -> [String] {
      try own.lemmas(ofForm: form, part).map { "\($0.lemma) \($0.partOfSpeech?.rawValue ?? "-")" }
    }
    #expect(try lemmas("banks") == ["bank -"])
    #expect(try lemmas("banking", .verb) == ["bank v"])
    #expect(try lemmas("New York") == ["New York -"])
    #expect(try lemmas("yorks").isEmpty)
    #expect(try own.forms(of: "bank", .noun) == ["bank", "banks"])
  }

  @Test func emptyCellsAndSenseKeysAreTaken() throws {
    let own = try read("word\tsense\tgloss\t\t\nbank\tbank%1:17:01::\tthe shore\t\t\t\t\n\t\t\n")
    // A key is no name.
    #expect(
      try own.senses(ofLemma: "bank", nil) == [
        InventorySense(
          id: "bank%1:17:01::", lemma: "bank", partOfSpeech: nil, number: 1, gloss: "the shore")
      ])
    let english = Inventories.wordNet
    try folder.write("word\tsense\tgloss\ngoose\tbird\ta bird\nmouse\tpet\tan animal", "more.tsv")
    let more = try OwnInventory(reading: folder("more.tsv"), english: english)
    #expect(try more.lemmas(ofForm: "geese", nil).map(\.lemma) == ["goose"])
    #expect(try more.forms(of: "mouse", .noun) == ["mouse", "mice", "mouses"])
    #expect(try more.lemmas(ofForm: "feet", nil).isEmpty)
  }

  @Test(arguments: [
    ("", "no sense in it: each needs a word and a gloss"),
    ("word\tsense\tgloss\n", "no sense in it: each needs a word and a gloss"),
    (
      "word\tgloss\nbank\tx",
      "line 1: no column 'sense': the first line names the columns, with tabs between: word, sense, gloss, and examples, pos, count where there are any"
    ),
    ("word\tsense\tword\n", "line 1: two columns are named 'word': each needs a name of its own"),
    (
      "word\tsense\tgloss\nbank\t1\tx\ty",
      "line 2: 4 fields for 3 columns: take the tab out of a text"
    ),
    ("word\tsense\tgloss\nbank\t1", "line 2: no gloss: each sense needs word, sense and gloss"),
    ("word\tsense\tgloss\n\t1\tx", "line 2: no word: each sense needs word, sense and gloss"),
    ("word\tsense\tgloss\n_\t1\tx", "line 2: word is '_', which is none"),
    (
      "word\tsense\tgloss\nbank\t1\tx\n\nBank\t1\ty",
      "line 4: sense '1' of 'Bank' is already on line 2: give each a name of its own"
    ),
    ("word\tsense\tgloss\tpos\nbank\t1\tx\tnoun", "line 2: pos is 'noun', expected n, v, a or r"),
    ("word\tsense\tgloss\tcount\nbank\t1\tx\tmany", "line 2: count is 'many', expected a number"),
    ("word\tsense\tgloss\tcount\nbank\t1\tx\t-2", "line 2: count is -2, expected 0 or more"),
    (#"{"word":"a","sense":1,"gloss":"x"}"#, "line 1: sense is 1, expected a text"),
    (
      #"{"word":"a","sense":"1","gloss":"x","examples":"y"}"#,
      "line 1: examples is 'y', expected a list of texts"
    ),
    (
      #"{"word":"a","sense":"1","gloss":"x","examples":[1]}"#,
      "line 1: examples is an array, expected a list of texts"
    ),
    (
      #"{"word":"a","sense":"1","gloss":"x","count":1.5}"#,
      "line 1: count is 1.5, expected a whole number"
    ),
    (
      "{\"word\":\"a\",\"sense\":\"1\",\"gloss\":\"x\"}\nword\tsense\tgloss",
      "line 2: no object of JSON, as the lines before are"
    ),
  ])
  func whatIsWrongIsSaidWithItsLine(text: String, message: String) throws {
    let path = folder("own.tsv")
    do {
      _ = try read(text)
      Issue.record("no error")
    } catch let error as InventoryError {
      let separator = message.hasPrefix("line") ? ", " : ": "
      #expect(error.description == "senses \(path)\(separator)\(message)")
    }
  }

  @Test func whatIsNoTextIsRefused() throws {
    #expect(throws: InventoryError.self) { try OwnInventory(reading: folder("missing")) }
    #expect(throws: InventoryError.self) { try OwnInventory(reading: folder.path) }
    try Data([0x77, 0xFF, 0x0A]).write(to: URL(filePath: folder("bytes")))
    #expect(throws: InventoryError.self) { try OwnInventory(reading: folder("bytes")) }
    #expect(throws: InventoryError.self) { try read("{\"word\":") }
    #expect(throws: InventoryError.self) { try read("{}") }
  }
}
