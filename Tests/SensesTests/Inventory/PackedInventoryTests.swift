import Foundation
import Senses
import TestSupport
import Testing

/// The made-up inventory of Tests/Fixtures/inventory, and WordNet as shipped.
enum Inventories {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  static let tinyPath = "\(root)/Tests/Fixtures/inventory/tiny.senses"
  /// What that was packed from.
  static let tinyFolder = "\(root)/Tests/Fixtures/inventory/dict"
  static func tiny() throws -> PackedInventory { try PackedInventory(contentsOf: tinyPath) }
  static let wordNet = try! PackedInventory(contentsOf: "\(root)/vocab/wordnet.senses")
}

@Suite struct PackedInventoryTests {
  @Test func aSenseHasAllThatWordNetSays() throws {
    let inventory = try Inventories.tiny()
    #expect(inventory.name == "WordNet 3.0")
    let senses = try inventory.senses(ofLemma: "bank", nil)
    #expect(
      senses == [
        InventorySense(
          id: "bank%1:17:01::", lemma: "bank", partOfSpeech: .noun, number: 1,
          gloss: "the land beside water", examples: ["on the bank", "a (steep) bank - A. Made"],
          count: 25),
        InventorySense(
          id: "bank%1:14:00::", lemma: "bank", partOfSpeech: .noun, number: 2,
          gloss: "where money is kept", examples: ["it (the bank) lends"], count: 20,
          synonyms: ["banking house"]),
        InventorySense(
          id: "bank%2:40:00::", lemma: "bank", partOfSpeech: .verb, number: 1, gloss: "keep money",
          examples: ["he banks here"]),
      ])
    #expect(try inventory.senses(ofLemma: "bank", .verb) == [senses[2]])
    #expect(try inventory.senses(ofLemma: "bank", .adverb).isEmpty)
    for sense in senses { #expect(try inventory.sense(sense.id) == sense) }
  }

  @Test(arguments: ["New York", "new_york", " NEW  york ", " new york", "Néw Yórk"])
  func aLemmaIsFoundAsTyped(typed: String) throws {
    let found = try Inventories.tiny().senses(ofLemma: typed, nil)
    #expect(found.map(\.id) == (["new_york%1:15:00::"]))
    #expect(found.allSatisfy { $0.lemma == "New York" })
  }

  @Test func aSatelliteIsNamedByItsHead() throws {
    let senses = try Inventories.tiny().senses(ofLemma: "fine", .adjective)
    #expect(senses.map(\.id) == ["fine%5:00:00:good:00"])
    #expect(senses.map(\.count) == [3])
    #expect(senses.map(\.synonyms) == [["well"]])
  }

  @Test func whatIsSpelledInTwoWaysIsOneSense() throws {
    let senses = try Inventories.tiny().senses(ofLemma: "Sun", nil)
    #expect(senses.map(\.id) == ["sun%1:17:00::"])
    #expect(senses.map(\.synonyms) == [[]])
  }

  @Test func linksAreFoundFromBothEnds() throws {
    let inventory = try Inventories.tiny()
    func links(_ id: String) throws -> [String] {
      try inventory.links(of: id).map { "\($0.relation) \($0.target.id)" }
    }
    #expect(
      try links("bank%1:14:00::") == ["hypernym thing%1:03:00::", "derivation bank%2:40:00::"])
    // The derivation is of the other word.
    #expect(try links("banking_house%1:14:00::") == ["hypernym thing%1:03:00::"])
    #expect(try links("bank%2:40:00::") == ["hypernym do%2:36:00::", "derivation bank%1:14:00::"])
    #expect(
      try links("good%3:00:00::") == ["antonym bad%3:00:00::", "similar fine%5:00:00:good:00"])
    #expect(try links("well%5:00:00:good:00") == ["similar good%3:00:00::"])
    #expect(try links("new_york%1:15:00::") == ["instance hypernym thing%1:03:00::"])
    #expect(try links("slope%1:17:00::") == ["hypernym thing%1:03:00::", "hyponym bank%1:17:01::"])
    #expect(try links("bank%9:99:99::").isEmpty)
    #expect(try links("bank").isEmpty)
  }

  @Test func unknownWordsHaveNoSense() throws {
    let inventory = try Inventories.tiny()
    for word in ["", " ", "_", "zebra", "ban", "banks", "%", "bank%", "日本", "\u{0}"] {
      #expect(try inventory.senses(ofLemma: word, nil).isEmpty, "\(word)")
      #expect(try inventory.sense(word) == nil, "\(word)")
    }
    #expect(try inventory.lemmas(startingWith: "ba") == ["bad", "bank", "banking house"])
    #expect(try inventory.lemmas(startingWith: "new") == ["New York"])
    #expect(try inventory.lemmas(startingWith: "zz").isEmpty)
  }

  /// Everything there is to ask.
  private static func askAll(
    _ inventory: PackedInventory
  ) throws(InventoryError) -> [String] {
    var answers: [String] = [inventory.name]
    for lemma in try inventory.lemmas(startingWith: "") {
      for sense in try inventory.senses(ofLemma: lemma, nil) {
        answers.append("\(sense)")
        for link in try inventory.links(of: sense.id) { answers.append("\(link)") }
      }
      answers += try inventory.forms(of: lemma, nil)
    }
    return answers
  }

  @Test func everyByteThatDiffersIsNoticedOrMeansNothing() throws {
    let whole = try Array(Data(contentsOf: URL(filePath: Inventories.tinyPath)))
    let folder = try TemporaryFolder()
    let path = folder("damaged.senses")
    let answers = try Self.askAll(Inventories.tiny())
    #expect(answers.count > 100)
    var noticed = 0
    for place in whole.indices {
      for change: UInt8 in [0x01, 0x10, 0x80, 0xFF] {
        var bytes = whole
        bytes[place] ^= change
        try Data(bytes).write(to: URL(filePath: path))
        do throws(InventoryError) {
          // A few bits of a frame mean nothing.
          #expect(try Self.askAll(PackedInventory(contentsOf: path)) == answers, "byte \(place)")
        } catch {
          noticed += 1
          #expect(!"\(error)".contains("\n"))
        }
      }
    }
    #expect(noticed > whole.count * 4 * 98 / 100, "\(noticed)")
  }

  @Test func whatIsCutShortIsNoticed() throws {
    let whole = try Array(Data(contentsOf: URL(filePath: Inventories.tinyPath)))
    let folder = try TemporaryFolder()
    for count in 0..<whole.count {
      try Data(whole[..<count]).write(to: URL(filePath: folder("cut.senses")))
      #expect(throws: InventoryError.self, "\(count) bytes") {
        try PackedInventory(contentsOf: folder("cut.senses"))
      }
    }
  }

  @Test func wordsOfOneSynsetAreLinkedBothWays() throws {
    for (here, there) in [
      ("interrelation%1:24:00::", "interrelationship%1:24:00::"),
      ("interrelationship%1:24:00::", "interrelation%1:24:00::"),
    ] {
      let links = try Inventories.wordNet.links(of: here)
      #expect(links.contains { $0.relation == "derivation" && $0.target.id == there })
    }
  }

  @Test func wordNetIsWhole() throws {
    let wordNet = Inventories.wordNet
    #expect(wordNet.lemmaCount == 148_730 && wordNet.synsetCount == 117_659)
    let bank = try wordNet.senses(ofLemma: "bank", nil)
    #expect(
      bank.map(\.partOfSpeech) == Array(repeating: .noun, count: 10)
        + Array(repeating: .verb, count: 8))
    #expect(bank.map(\.number) == Array(1...10) + Array(1...8))
    #expect(bank.prefix(3).map(\.count) == [25, 20, 2])
    #expect(bank[0].gloss == "sloping land (especially the slope beside a body of water)")
    #expect(bank[0].examples.first == "they pulled the canoe up on the bank")
    // The counts of satellites are kept with a marker behind their head.
    #expect(try wordNet.senses(ofLemma: "above", .adjective).map(\.count) == [13])
    #expect(try wordNet.senses(ofLemma: "break", nil).count == 75)
    let dog = try wordNet.links(of: "dog%1:05:00::").map { "\($0.relation) \($0.target.lemma)" }
    #expect(dog.contains("hypernym canine") && dog.contains("hyponym corgi"))
    #expect(dog.contains("member holonym Canis") && dog.contains("part meronym flag"))
  }
}
