import ContextualEmbeddings
import Corpora
import Foundation
import Platform
import TestSupport
import Testing
import UseIndex

@Suite struct IndexedUsesTests {
  private static let text = IndexFixture.text(sentences: 300, seed: 21)

  private static func fixture() throws -> IndexFixture {
    let fixture = try IndexFixture()
    try fixture.write(text, to: "a.txt")
    try fixture.read(fixture.corpus("a.txt"), together: 200)
    return fixture
  }

  /// Those found through codes are those that all exact cosines say.
  @Test func theNearestAreTheNearest() throws {
    let index = try Self.fixture().open()
    let model = IndexFixture.model
    let asked = try #require(model.use(of: "bank", in: "We sat on the bank of the river."))
    let vector = try model.vectors(of: [asked])[0]
    for word in ["bank", "river", nil] {
      var exact: [(place: UsePlace, similarity: Double)] = []
      for key in try word.map({ [$0] }) ?? index.words().map(\.key) {
        try index.forEach(at: index.places(of: key)) {
          exact.append(($0.place, cosine(vector, try model.vectors(of: [$0.use])[0])))
        }
      }
      exact.sort { ($1.similarity, $0.place) < ($0.similarity, $1.place) }
      let near = try index.nearest(to: vector, count: 10, among: word, rereading: 60)
      #expect(near.map(\.use.place) == exact.prefix(10).map(\.place))
      #expect(near.map(\.similarity) == exact.prefix(10).map(\.similarity))
    }
  }

  @Test func theNearestHoldToConditions() throws {
    let fixture = try IndexFixture()
    try fixture.write(
      "text,year\n"
        + Self.text.split(separator: "\n").enumerated().map { "\($1),\($0)\n" }.joined(),
      to: "a.csv")
    try fixture.read(fixture.corpus("a.csv"), together: 200)
    let index = try fixture.open()
    let vector = [Float](repeating: 1, count: 16)
    let near = try index.nearest(
      to: vector, count: 20, where: Condition("year >= 100 and year < 110"))
    #expect(near.count == 20)
    for found in near { #expect((100..<110).contains(Int(found.use.metadata["year"]!)!)) }
    let own = near[0].use.place.sentence
    let others = try index.nearest(
      to: vector, count: 20, where: Condition("year >= 100 and year < 110"), excluding: [own])
    #expect(others.allSatisfy { $0.use.place.sentence != own })
    #expect(try index.nearest(to: vector, count: 3, where: Condition("year = 'no'")).isEmpty)
    #expect(try index.nearest(to: vector, count: 0).isEmpty)
    #expect(throws: IndexError.notOneWord("two words")) {
      try index.nearest(to: vector, count: 1, among: "two words")
    }
  }

  @Test func theCorpussOwnWordsAreKept() throws {
    let fixture = try IndexFixture()
    try fixture.write(
      """
      # newdoc id = first
      1\tBanks\tbank\tNOUN\t_\t_\t0\troot\t_\t_
      2\tclosed\tclose\tVERB\t_\t_\t1\tacl\t_\tSpaceAfter=No
      3\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_


      """, to: "a.conllu")
    try fixture.read(fixture.corpus("a.conllu"))
    let index = try fixture.open()
    var seen: [String?] = []
    try index.forEach(at: index.places(of: "closed")) {
      seen += [$0.lemma, $0.partOfSpeech, $0.document, $0.use.text.source.string, "\($0.line)"]
    }
    #expect(seen == ["close", "VERB", "first", "Banks closed.", "3"])
    #expect(try index.places(of: "closed", where: Condition("document = 'first'")).count == 1)
  }

  /// "cannot" is one word to us, and two to the corpus; "by and by" is three, and one.
  @Test func theCorpussOwnWordsCutItsText() throws {
    let fixture = try IndexFixture()
    try fixture.write(
      """
      1\tBanks\tbank\tNOUN\t_\t_\t0\troot\t_\t_
      2\tcan\tcan\tAUX\t_\t_\t1\tdep\t_\tSpaceAfter=No
      3\tnot\tnot\tPART\t_\t_\t1\tdep\t_\t_
      4\tby and by\tby and by\tADV\t_\t_\t1\tdep\t_\tSpaceAfter=No
      5\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_


      """, to: "a.conllu")
    try fixture.read(fixture.corpus("a.conllu"))
    let index = try fixture.open()
    #expect(index.count == 4)
    var seen: [String?] = []
    try index.forEach(at: index.places(of: "not")) {
      seen += [$0.use.word, $0.lemma, $0.use.text.source.string]
    }
    #expect(seen == ["not", "not", "Banks cannot by and by."])
    #expect(try index.places(of: "cannot").isEmpty)
  }

  @Test(arguments: Damage.allCases) func damageIsToldInOneLine(damage: Damage) throws {
    let fixture = try Self.fixture()
    try damage.inflict(on: fixture)
    #expect {
      let index = try fixture.open()
      try index.checkAll()
    } throws: { error in
      guard case IndexError.damaged = error else { return false }
      return !"\(error)".contains("\n") && "\(error)".contains(fixture.place)
    }
  }

  enum Damage: CaseIterable {
    case shortSegment, noSegment, otherHead, changedCode, noDatabase, changedDatabase

    func inflict(on fixture: IndexFixture) throws {
      let segments = try FileManager.default.contentsOfDirectory(
        atPath: fixture.folder("index/segments")
      ).sorted()
      let segment = URL(filePath: fixture.folder("index/segments/\(segments[0])"))
      let database = URL(filePath: fixture.folder("index/index.sqlite"))
      var bytes = try Data(contentsOf: segment)
      switch self {
      case .shortSegment: bytes.removeLast()
      case .noSegment: return try FileManager.default.removeItem(at: segment)
      case .otherHead: bytes[0] = 0
      case .changedCode: bytes[bytes.count - 1] ^= 1
      case .noDatabase: return try Data("no database, but long enough".utf8).write(to: database)
      case .changedDatabase:
        var pages = try Data(contentsOf: database)
        for place in stride(from: 4096, to: pages.count, by: 512) { pages[place] ^= 0x55 }
        return try pages.write(to: database)
      }
      try bytes.write(to: segment)
    }
  }

  @Test func indexesMadeApartAreJoined() throws {
    let fixture = try IndexFixture()
    let names = ["a.txt", "b.csv", "c.txt"]
    try fixture.write(IndexFixture.text(sentences: 90, seed: 1), to: names[0])
    try fixture.write("text,year\nThe bank closed.,1990\nWe sat on the bank.,1850\n", to: names[1])
    try fixture.write(IndexFixture.text(sentences: 50, seed: 3), to: names[2])
    try fixture.read(fixture.corpus("a.txt", "b.csv", "c.txt"), together: 60)
    let expected = try fixture.contents()
    func writer(_ name: String) throws -> IndexWriter {
      try IndexWriter(fixture.folder(name), model: IndexFixture.model, by: FileWriting())
    }
    for name in names {
      _ = try writer("part-" + name).read(fixture.corpus(name), usesTogether: 60)
    }
    try FileManager.default.removeItem(atPath: fixture.place)
    var uses = 0
    for name in names + [names[0]] {
      let part = try IndexedUses(opening: fixture.folder("part-" + name), model: IndexFixture.model)
      uses += try IndexWriter(fixture.place, model: IndexFixture.model, by: FileWriting()).add(part)
    }
    let whole = try fixture.open()
    try whole.checkAll()
    #expect(try fixture.contents() == expected)
    #expect(uses == expected.count)
    #expect(try whole.places(of: "bank", where: Condition("year = 1850")).count == 1)
    // What was joined is known, and gone on with.
    #expect(try fixture.read(fixture.corpus("a.txt", "b.csv", "c.txt")).filesUnchanged == 3)
    try fixture.write("The bank closed.", to: "c.txt")
    _ = try writer("part-c.txt").read(fixture.corpus("c.txt"))
    let changed = try IndexedUses(
      opening: fixture.folder("part-c.txt"), model: IndexFixture.model)
    #expect(
      throws: IndexError.twoVersions(
        path: fixture.folder("c.txt"), places: [fixture.place, fixture.folder("part-c.txt")])
    ) { try IndexWriter(fixture.place, model: IndexFixture.model, by: FileWriting()).add(changed) }
  }

  @Test func itSaysWhatIsInIt() throws {
    let fixture = try Self.fixture()
    let index = try fixture.open()
    let summary = try index.summary()
    #expect(summary.model == "tiny" && summary.layer == 2 && summary.files == 1)
    #expect(summary.unfinishedFiles == 0 && summary.sentences == 300)
    #expect(try summary.uses == index.count && summary.words == index.words().count)
    #expect(summary.codeBytes > 0 && summary.bytes > summary.uses * summary.codeBytes)
  }
}
