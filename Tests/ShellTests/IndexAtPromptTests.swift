import Corpora
import Foundation
import JSON
import Senses
import TestSupport
import Testing
import UseIndex

@testable import Shell

/// An index is asked as its corpus is.
@Suite struct IndexAtPromptTests {
  private static let folder = try! TemporaryFolder()

  /// Sentences with what is said of each; the last is of another direction.
  private static let corpus: String = {
    let texts = TinySession.text.split(separator: "\n").flatMap { line in
      line.split(separator: ". ").map { $0.hasSuffix(".") ? String($0) : $0 + "." }
    }
    let rows = texts.enumerated().map { place, text in
      "\(place)\t\(1900 + 10 * place)\t\(place % 2 == 0 ? "news" : "fiction")\t\(text)\n"
    }
    let path = folder("corpus.tsv")
    try! Data(
      ("id\tyear\tgenre\ttext\n" + rows.joined() + "9\t1999\tnews\tהלכנו אל bank הנהר.\n").utf8
    ).write(to: URL(filePath: path))
    return path
  }()

  /// Made once, by the command.
  private static let place: String = {
    let place = folder("index")
    let (shell, output) = try! Shell.reading(["/index \(place) \(corpus)"])
    precondition(shell.status == .success, "\(output.notes)")
    return place
  }()

  private static func index() throws -> UseSource {
    UseSource(place: .index(try IndexedUses(opening: place, model: TinySession.model)))
  }

  private func answers(_ lines: [String]) throws -> [JSONValue] {
    let (shell, output) = try Shell.reading(
      ["/set output jsonl"] + lines.map { $0.replacing("PLACE", with: Self.place) }, judged: true)
    #expect(shell.status == .success, "\(output.notes)")
    return try output.text.split(separator: "\n").dropFirst().map {
      try JSONValue(parsing: Array($0.utf8))
    }
  }

  @Test(arguments: ["bank", "the bank"], [nil, "year < 1950 and genre = 'news' or line = 9"])
  func usesAreThoseOfTheCorpus(word: String, condition: String?) throws {
    let session = TinySession.new()
    let condition = try condition.map { try Condition($0) }
    var index = try Self.index()
    index.condition = condition
    let corpus = UseSource.corpus([Self.corpus], where: condition)
    for most in [100, 3] {
      let (own, others) = (
        try session.uses(of: word, from: index, atMost: most, seed: 4, countingWords: true),
        try session.uses(of: word, from: corpus, atMost: most, seed: 4, countingWords: true)
      )
      #expect(!own.uses.isEmpty && own.uses == others.uses && own.found == others.found)
      #expect(
        own.vectors == others.vectors
          && own.occurrences.map(\.tokens) == others.occurrences.map(\.tokens))
      let (counts, read) = (try #require(own.counts), try #require(others.counts))
      #expect(counts.total == read.total && read.total > 0)
      for key in ["the", "bank", "river", "הנהר", "nowhere"] { #expect(counts[key] == read[key]) }
    }
  }

  @Test func stoppingKeepsWhatIsThere() throws {
    var session = TinySession.new()
    // The third use is not taken from the index; nothing is encoded.
    session.checkInterrupt = Looks().interrupt(at: 3)
    let found = try session.uses(of: "bank", from: Self.index(), atMost: 100, seed: 1)
    #expect(found.isCut && found.found == 8 && found.uses.count == 2)
    session.checkInterrupt = Looks().interrupt(at: 1)
    let none = try session.uses(of: "bank", from: Self.index(), atMost: 100, seed: 1)
    #expect(throws: Interruption.self) { try none.checkFound("bank") }
  }

  @Test func oneIsOpen() throws {
    let told = try answers(["/open", "/open PLACE", "/open", "/open --close", "/open"])
    #expect(
      told.map { $0["index"] } == [.null, .string(Self.place), .string(Self.place), .null, .null])
    #expect(told[1]["corpus_files"]?.int == 1 && told[1]["indexed_uses"]?.int == 47)
    #expect(told[3]["closed"]?.string == Self.place)
  }

  @Test func whatCannotBeAskedIsNamed() throws {
    let none = Self.folder("none")
    let (_, output) = try Shell.reading([
      "/kwic bank", "/induce bank", "/open \(none)", "/open --close",
      "/induce bank --where \"year <\" --index \(Self.place)", "/kwic bank a.txt --index \(none)",
      "/open \(Self.place)", "/induce nowhere --where \"year > 1900\"", "/set layer 1",
      "/kwic bank", "/set layer 2", "/kwic bank", "/kwic bank --where \"yeer = 1\"",
      "/kwic bank \(Self.corpus) --where \"yeer = 1\"",
      "/kwic nowhere \(Self.corpus) --where \"year > 1\"",
    ])
    #expect(
      output.notes.map { String($0.drop { $0 != ":" }.dropFirst(2)) } == [
        "no senses of “bank” have been found yet; /induce it, name a corpus, or open an index",
        "name a corpus, or open an index of one: /open PLACE, or --index PLACE",
        "\(none) is no index of uses: polyseme index \(none) CORPUS… makes one",
        "no index is open; /open PLACE opens one",
        "--where, character 7: expected a name, a number or a text in single quotes, found the end",
        "name a corpus or an index, not both: --index stands for files",
        "“nowhere” is used nowhere in \(Self.place) where year > 1900",
        "\(Self.place) was made with vectors of layer 2, not 1: open that one, or make another index",
        "“bank” is used nowhere in \(Self.place) where yeer = 1; nothing there has yeer, but genre, id, year",
        "“bank” is used nowhere in the 9 lines of \(Self.corpus) where yeer = 1; nothing there has yeer, but genre, id, year",
        "“nowhere” is used nowhere in the 9 lines of \(Self.corpus) where year > 1",
      ])
  }

  @Test func concordancesAndSensesAreThoseOfTheCorpus() throws {
    for line in [
      "/kwic bank SOURCE --sort left --like \"The [bank] closed.\" --context 2",
      "/kwic bank SOURCE --sort right --sample 4 --seed 3 --where \"genre = 'news'\"",
      "/kwic bank SOURCE --collocates --span 2", "/induce bank SOURCE --senses 2",
      "/lint SOURCE --terms \(try terms())",
    ] {
      let told = try answers([
        line.replacing("SOURCE", with: Self.corpus), "/open PLACE",
        line.replacing("SOURCE", with: ""), line.replacing("SOURCE", with: "--index PLACE"),
      ])
      for name in ["word", "uses", "found", "used", "collocates", "senses", "checked", "unused"] {
        #expect(told[0][name] == told[2][name] && told[2][name] == told[3][name], "\(line) \(name)")
      }
    }
  }

  private func terms() throws -> String {
    let path = Self.folder("terms.txt")
    try Data("the bank\nnowhere\n".utf8).write(to: URL(filePath: path))
    return path
  }

  @Test func sensesOfAnIndexAreEdited() throws {
    let told = try answers([
      "/open PLACE", "/induce bank --senses 2 --where \"genre is not null\"", "/merge 1 2",
      "/kwic bank", "/kwic bank --collocates", "/undo", "/kwic bank",
    ])
    #expect(told[3]["uses"]!.array!.count == 8 && told[3]["found"]?.int == 8)
    #expect(Set(told[3]["uses"]!.array!.map { $0["sense"]!.int! }).count == 1)
    #expect(Set(told[6]["uses"]!.array!.map { $0["sense"]!.int! }).count == 2)
    #expect(!told[4]["collocates"]!.array!.isEmpty)
  }

  @Test func aReplayOpensItToo() throws {
    let saved = Self.folder("saved.jsonl")
    let told = try answers([
      "/open PLACE", "/kwic bank --sort file", "/save \(saved)", "/open --close",
      "/replay \(saved)",
    ])
    // With the setting that comes before them; /save is left out.
    #expect(told[4]["lines"]?.int == 3 && told[4]["exact"]?.int == 3)
  }

  @Test func nearestUsesAreRankedByTheirVectors() throws {
    let session = TinySession.new()
    let query = try session.use(UseReference("We sat on the [bank] of the river."))
    let bank = try session.uses(of: "bank", from: Self.index(), atMost: 100, seed: 1)
    let sum = try session.reader.sum(of: [query.occurrence])
    let exact = zip(bank.uses, bank.vectors).map {
      (line: $0.line, similarity: session.reader.similarity(of: $1, to: sum))
    }.sorted { $0.similarity > $1.similarity }.prefix(3)
    let line = "/neighbours \"We sat on the [bank] of the river.\" --count 3 "
    let told = try answers([
      line, "/open PLACE", line + "--same-word", line + "--where \"line = 6\"",
    ])
    #expect(told[0]["indexed"] == nil && told[0]["words"] == told[2]["words"])
    let near = try #require(told[2]["indexed"]?.array)
    #expect(near.map { $0["use"]!["line"]!.int! } == exact.map(\.line))
    #expect(near.allSatisfy { $0["use"]!["word"]!.string!.lowercased() == "bank" })
    for (near, exact) in zip(near, exact) {
      #expect(abs(near["similarity"]!.double! - exact.similarity) < 1e-5)
    }
    #expect(told[3]["indexed"]!.array!.allSatisfy { $0["use"]!["line"]!.int == 6 })
  }

  @Test func usesOfAnIndexAreCompared() throws {
    let told = try answers([
      "/open PLACE", "/odd bank", "/map bank --where \"year < 1940\"", "/map bank --most 3",
      "/odd bank \"The bank.\" \"A bank.\" \"Bank closed.\"",
    ])
    #expect(told[1]["uses"]!.array!.count == 8 && told[1]["found"]?.int == 8)
    #expect(told[1]["uses"]!.array![0]["file"]?.string == Self.corpus)
    #expect(told[1]["uses"]!.array![7]["metadata"]?["year"]?.string == "1999")
    #expect(told[2]["uses"]!.array!.map { $0["use"]!["line"]!.int! } == [2, 3, 4, 5])
    #expect(told[3]["uses"]!.array!.count == 3 && told[3]["found"]?.int == 8)
    // Sentences that are written out are what is meant.
    #expect(told[4]["uses"]!.array!.count == 3 && told[4]["index"] == nil)
  }
}
