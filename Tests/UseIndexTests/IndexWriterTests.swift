import ContextualEmbeddings
import Corpora
import Foundation
import Platform
import Senses
import TestSupport
import Testing
import UseIndex

@Suite struct IndexWriterTests {
  private static let river =
    "We sat on the river bank.\nThe bank closed. I put money in the bank!\n"

  @Test func whatGoesInComesOut() throws {
    let fixture = try IndexFixture()
    try fixture.write(Self.river, to: "river.txt")
    let outcome = try fixture.read(fixture.corpus("river.txt"))
    #expect(outcome.usesAdded == 15 && outcome.filesRead == 1 && !outcome.isCut)
    let index = try fixture.open()
    #expect(index.count == 15)
    let words = Dictionary(uniqueKeysWithValues: try index.words().map { ($0.key, $0.uses) })
    #expect(words["bank"] == 3 && words["the"] == 3 && words["river"] == 1 && words["."] == nil)
    var found: [String] = []
    try index.forEach(at: index.places(of: "BANK")) { use in
      found.append(
        "\(use.line) \(use.lines.place(of: use.bytes).place) \(use.use.text.source.string)")
      #expect(use.file == fixture.folder("river.txt") && use.document == nil)
    }
    #expect(
      found == [
        "1 20..<24 We sat on the river bank.", "2 4..<8 The bank closed.",
        "2 36..<40 I put money in the bank!",
      ])
    #expect(try index.places(of: "the bank").count == 2)
    #expect(try index.places(of: "xyzzy").isEmpty)
  }

  @Test func metadataComesAlong() throws {
    let fixture = try IndexFixture()
    try fixture.write(
      "text,year,genre\nThe bank closed.,1990,news\nWe sat on the bank.,1850,\"a, b\"\n",
      to: "table.csv")
    try fixture.read(fixture.corpus("table.csv"))
    let index = try fixture.open()
    var years: [String?] = []
    try index.forEach(at: index.places(of: "bank")) { use in
      years.append(use.metadata["year"])
      years.append(use.metadata["genre"])
    }
    #expect(years == ["1990", "news", "1850", "a, b"])
    #expect(try index.places(of: "bank", where: Condition("year < 1900")).count == 1)
    #expect(
      try index.places(of: "bank", where: Condition("genre = 'news' and line = 2")).count == 1)
    #expect(try index.places(of: "bank", where: Condition("file like '%.txt'")).isEmpty)
  }

  /// Stopped after any batch and gone on with, it is the index that one run makes.
  @Test func goingOnMakesTheSameIndex() throws {
    let text = IndexFixture.text(sentences: 700, seed: 5)
    let whole = try IndexFixture()
    try whole.write(text, to: "a.txt")
    try whole.read(whole.corpus("a.txt"), together: 1 << 17)
    let expected = try whole.contents().map { $0.replacing(whole.folder.path, with: "") }
    #expect(expected.count > 2000)
    let parts = try IndexFixture()
    try parts.write(text, to: "a.txt")
    var runs = 0
    while true {
      let outcome = try parts.read(parts.corpus("a.txt"), together: 300, stoppingAfter: 2)
      runs += 1
      if !outcome.isCut { break }
    }
    #expect(runs > 2)
    #expect(try parts.contents().map { $0.replacing(parts.folder.path, with: "") } == expected)
    #expect(try parts.read(parts.corpus("a.txt")).filesUnchanged == 1)
  }

  @Test func changedAndVanishedFilesLeaveNothingBehind() throws {
    let fixture = try IndexFixture()
    for (name, seed) in [("a.txt", 1), ("b.txt", 2), ("c.txt", 3)] {
      try fixture.write(IndexFixture.text(sentences: 40, seed: UInt64(seed)), to: name)
    }
    try fixture.read(fixture.corpus("a.txt", "b.txt", "c.txt"))
    try fixture.write(Self.river, to: "b.txt")
    try FileManager.default.removeItem(atPath: fixture.folder("c.txt"))
    let outcome = try fixture.read(fixture.corpus("a.txt", "b.txt"))
    #expect(outcome.filesUnchanged == 1 && outcome.filesRead == 1)
    #expect(outcome.filesGone == [fixture.folder("c.txt")])
    let fresh = try IndexFixture()
    try fresh.write(IndexFixture.text(sentences: 40, seed: 1), to: "a.txt")
    try fresh.write(Self.river, to: "b.txt")
    try fresh.read(fresh.corpus("a.txt", "b.txt"))
    func plain(_ fixture: IndexFixture) throws -> [String] {
      try fixture.contents().map { $0.replacing(fixture.folder.path, with: "") }
    }
    #expect(try plain(fixture) == plain(fresh))
    #expect(try fixture.open().count == fresh.open().count)
  }

  /// A file that is touched is not read again, one that is read in another way is.
  @Test func onlyWhatMattersIsReadAgain() throws {
    let fixture = try IndexFixture()
    try fixture.write(Self.river, to: "a.txt")
    try fixture.read(fixture.corpus("a.txt"))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: fixture.folder("a.txt"))
    #expect(try fixture.read(fixture.corpus("a.txt")).filesUnchanged == 1)
    let otherwise = try fixture.corpus("a.txt", options: CorpusOptions(layout: .paragraphs))
    #expect(try fixture.read(otherwise).filesRead == 1)
    #expect(try fixture.open().count == 15)
  }

  @Test func aFaultLosesNothingBeforeIt() throws {
    let fixture = try IndexFixture()
    try fixture.write("text,year\nThe bank closed.,1990\nbad\n", to: "a.csv")
    try fixture.write(Self.river, to: "b.txt")
    let outcome = try fixture.read(fixture.corpus("a.csv", "b.txt", "none.txt"))
    #expect(outcome.failures.map(\.path) == ["none.txt", "a.csv"].map { fixture.folder($0) })
    #expect(try fixture.open().places(of: "bank").count == 4)
    // The next run comes to the same fault, and adds nothing.
    #expect(try fixture.read(fixture.corpus("a.csv", "b.txt")).failures.count == 1)
    #expect(try fixture.open().places(of: "bank").count == 4)
    // What was wrong is put right, and nothing is there twice.
    try fixture.write("text,year\nThe bank closed.,1990\nThe bank,1991\n", to: "a.csv")
    #expect(try fixture.read(fixture.corpus("a.csv", "b.txt")).failures.isEmpty)
    #expect(try fixture.open().places(of: "bank").count == 5)
  }

  @Test func oneWritesAndOthersRead() throws {
    let fixture = try IndexFixture()
    try fixture.write(IndexFixture.text(sentences: 600, seed: 9), to: "a.txt")
    let writer = try IndexWriter(fixture.place, model: IndexFixture.model, by: FileWriting())
    #expect(throws: IndexError.busy(place: fixture.place)) {
      try IndexWriter(fixture.place, model: IndexFixture.model, by: FileWriting())
    }
    var counts: [Int] = []
    let outcome = try writer.read(fixture.corpus("a.txt"), usesTogether: 50) { _ in
      let index = try! fixture.open()
      counts.append(index.count)
      // Whatever is seen fits together.
      let places = try! index.places(of: "bank")
      var seen = 0
      try! index.forEach(at: places) { if $0.use.key == "bank" { seen += 1 } }
      #expect(seen == places.count)
    }
    #expect(counts == counts.sorted() && counts.count > 3)
    #expect(try fixture.open().count == outcome.usesAdded)
  }

  @Test func aKilledProcessLeavesNothingThatStays() throws {
    let fixture = try IndexFixture()
    try fixture.write(Self.river, to: "a.txt")
    try fixture.read(fixture.corpus("a.txt"))
    try fixture.write("half a segment", to: "index/segments/99.uses")
    try fixture.write("less of one", to: "index/segments/.98.uses.polyseme-aBcDeF")
    let before = try fixture.contents()
    _ = try IndexWriter(fixture.place, model: IndexFixture.model, by: FileWriting())
    let names = try FileManager.default.contentsOfDirectory(
      atPath: fixture.folder("index/segments"))
    #expect(names.allSatisfy { !$0.hasPrefix(".") && $0 != "99.uses" }, "\(names)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: fixture.place).sorted()
        == ["index.sqlite", "lock", "segments"])
    #expect(try fixture.contents() == before)
  }

  @Test func otherPlacesAreRefused() throws {
    let fixture = try IndexFixture()
    try fixture.write("a letter", to: "index/letter.txt")
    #expect(throws: IndexError.notEmpty(place: fixture.place)) {
      try IndexWriter(fixture.place, model: IndexFixture.model, by: FileWriting())
    }
    #expect(throws: IndexError.noIndex(place: fixture.place)) { try fixture.open() }
    let other = try IndexFixture()
    #expect(throws: IndexError.standardInput) { try other.read(Corpus(["-"])) }
  }

  @Test func anotherModelIsRefused() throws {
    let fixture = try IndexFixture()
    try fixture.write(Self.river, to: "a.txt")
    try fixture.read(fixture.corpus("a.txt"))
    let layer = try Model(IndexFixture.model, layer: 1)
    let refusal = IndexError.otherModel(
      place: fixture.place, what: "vectors of layer", made: "2", given: "1")
    #expect(throws: refusal) { try IndexedUses(opening: fixture.place, model: layer) }
    #expect(throws: refusal) { try IndexWriter(fixture.place, model: layer, by: FileWriting()) }
    try TinyModel.write(to: fixture.folder("other"), positions: 24)
    let other = try Model(contentsOf: fixture.folder("other"), precision: .float32)
    #expect { try IndexedUses(opening: fixture.place, model: other) } throws: {
      "\($0)".contains("was made with the model tiny (")
    }
  }
}
