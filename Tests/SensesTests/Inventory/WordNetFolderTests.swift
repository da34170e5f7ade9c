import Foundation
import Senses
import TestSupport
import Testing

@Suite struct WordNetFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let files = [
    "adj.exc", "adv.exc", "cntlist.rev", "data.adj", "data.adv", "data.noun", "data.verb",
    "index.adj",
    "index.adv", "index.noun", "index.sense", "index.verb", "noun.exc", "verb.exc",
  ]

  /// A copy of the made-up WordNet.
  private func copy(
    without left: [String] = [], _ change: (String, String) -> String = { $1 }
  ) throws -> String {
    for file in Self.files where !left.contains(file) {
      let text = try String(
        contentsOfFile: "\(Inventories.tinyFolder)/\(file)", encoding: .utf8)
      try folder.write(change(file, text), file)
    }
    return folder.path
  }

  /// Everything that two inventories say.
  private func expectSame(
    _ a: any Inventory, _ b: any Inventory, _ comment: Comment? = nil
  ) throws {
    let lemmas = try a.lemmas(startingWith: "")
    #expect(try b.lemmas(startingWith: "") == lemmas && lemmas.count > 20)
    for lemma in lemmas {
      let senses = try a.senses(ofLemma: lemma, nil)
      #expect(try b.senses(ofLemma: lemma, nil) == senses, comment)
      for sense in senses {
        #expect(try b.sense(sense.id) == sense, comment)
        func links(_ inventory: any Inventory) throws -> Set<SenseLink> {
          Set(try inventory.links(of: sense.id))
        }
        #expect(try links(a) == links(b), comment)
      }
      for part in [nil] + PartOfSpeech.allCases {
        let forms = try (a.forms(of: lemma, part), b.forms(of: lemma, part))
        #expect(forms.0.first == forms.1.first && Set(forms.0) == Set(forms.1), comment)
      }
    }
    for form in ["better", "axes", "did", "attorneys general", "banks", "suns", "best"] {
      #expect(
        try b.lemmas(ofForm: form, nil).map(\.lemma) == a.lemmas(ofForm: form, nil).map(\.lemma),
        comment)
    }
  }

  /// The index has the synsets of a lemma in the order of its senses, whatever their order in the data.
  @Test func theIndexNumbersTheSenses() throws {
    let path = try copy(without: ["index.sense", "cntlist.rev"]) { file, text in
      file == "index.noun"
        ? text.replacing("00000350 00000465", with: "00000465 00000350") : text
    }
    let senses = try inventory(at: path).senses(ofLemma: "bank", .noun)
    #expect(senses.map(\.gloss) == ["where money is kept", "the land beside water"])
  }

  @Test func theFolderSaysWhatThePackedFileSays() throws {
    let read = try inventory(at: Inventories.tinyFolder)
    #expect(read.name == "dict" && read.lemmaCount == 22)
    try expectSame(Inventories.tiny(), read)
  }

  @Test func lineEndsAndMissingFilesChangeNothing() throws {
    try expectSame(
      Inventories.tiny(),
      inventory(at: copy { $1.replacing("\n", with: "\r\n") }), "CR LF")
    for file in Self.files { try? FileManager.default.removeItem(atPath: folder(file)) }
    try expectSame(Inventories.tiny(), inventory(at: copy(without: ["index.sense"])), "cntlist.rev")
  }

  @Test func theDataAloneAreEnough() throws {
    let others = Self.files.filter { !$0.hasPrefix("data.") }
    let read = try inventory(at: copy(without: others))
    // By their places in the file.
    let banks = try read.senses(ofLemma: "bank", nil)
    #expect(banks.map(\.id) == ["bank%1:17:01::", "bank%1:14:00::", "bank%2:40:00::"])
    #expect(banks.map(\.number) == [1, 2, 1] && banks.allSatisfy { $0.count == 0 })
  }

  @Test func theNameIsThatOfTheLicence() throws {
    let licence = "  1 This is WordNet.  \n  5 WordNet 3.0 Copyright 2006 by somebody.  \n"
    let path = try copy { $0 == "data.noun" ? licence + $1 : $1 }
    #expect(try inventory(at: path).name == "WordNet 3.0")
  }

  /// What reading a changed copy says.
  private func fault(_ file: String, _ change: (String) -> String) throws -> String {
    let path = try copy { $0 == file ? change($1) : $1 }
    do {
      _ = try inventory(at: path)
      return ""
    } catch {
      return error.description.replacing(path, with: "F")
    }
  }

  @Test func whatIsDamagedIsSaidWithItsLine() throws {
    let again = ": bring a whole copy back"
    #expect(
      try fault("data.adv") { $0 + "nonsense\n" } == "senses F/data.adv, line 3: no synset" + again)
    #expect(
      try fault("data.adv") { $0.replacing(" 000 |", with: " 001 ! 00009999 r 0101 |") }
        == "senses F/data.adv, line 2: a link to synset 9999, which is not there" + again)
    #expect(
      try fault("data.adv") { $0 + $0 }
        == "senses F/data.adv, line 4: a second synset 00000046" + again)
    #expect(
      try fault("index.adv") { $0.replacing("00000046", with: "00000047") }
        == "senses F/index.adv, line 2: synset 00000047, which is not there" + again)
    #expect(
      try fault("index.sense") { "x\n" + $0 }
        == "senses F/index.sense, line 1: no sense with its count" + again)
    #expect(
      try fault("noun.exc") { _ in "geese\n" }
        == "senses F/noun.exc, line 1: a form without a lemma"
        + again)
  }

  @Test func noCutCrashes() throws {
    for file in ["data.adj", "index.noun", "noun.exc"] {
      let text = try String(
        contentsOfFile: "\(Inventories.tinyFolder)/\(file)", encoding: .utf8)
      let path = try copy()
      for end in stride(from: 0, to: text.utf8.count, by: 3) {
        try folder.write(String(text.prefix(end)), file)
        do { _ = try inventory(at: path) } catch {
          #expect(!"\(error)".contains("\n"))
        }
      }
    }
  }

  @Test func bytesThatAreNoTextAndOtherFoldersAreRefused() throws {
    try Data([0x20, 0x20, 0x0A, 0xFF, 0x0A]).write(to: URL(filePath: folder("data.noun")))
    #expect(throws: InventoryError.self) { try inventory(at: folder.path) }
    let empty = try TemporaryFolder()
    #expect(throws: InventoryError.notAFolder(path: empty.path)) { try inventory(at: empty.path) }
    try empty.write("", "data.noun")
    #expect(throws: InventoryError.noSense(path: empty.path)) { try inventory(at: empty.path) }
  }
}
