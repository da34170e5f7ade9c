import Corpora
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct ShiftCommandTests {
  let folder = try! TemporaryFolder()
  private var letters: String { folder("letters.csv") }

  init() throws {
    var generator = SplitMix64(seed: 4)
    let words = TinyModel.words.filter { $0.count > 2 && $0.allSatisfy(\.isLetter) && $0 != "bank" }
    let rows = (0..<90).map { number in
      let rest = (0..<5).map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
      let bank = number < 60 ? "We sat on the bank of the river." : "I put money in the bank."
      return "\(1800 + 2 * number),\(number % 3 == 0 ? "news" : "fiction"),\(bank) A \(rest)."
    }
    try write("letters.csv", "year,genre,text\n" + rows.joined(separator: "\n") + "\n")
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder(name)))
  }

  private static let quick = "--resamples 20 --references 2"

  private func objects(_ lines: String...) throws -> [JSONValue] {
    let (shell, output) = try Shell.reading(["/set output jsonl"] + lines, judged: true)
    #expect(shell.status == .success, "\(output.notes)")
    return try output.text.split(separator: "\n").dropFirst().map {
      try JSONValue(parsing: Array($0.utf8))
    }
  }

  @Test func figuresAreThoseOfTheUses() throws {
    let found = try objects("/shift bank \(letters) --by year:1920 \(Self.quick)")[0]
    #expect(found["by_group"]?.array?.map { $0["name"]?.string } == ["before 1920", "from 1920"])
    let word = try #require(found["words"]?.array?.first)
    #expect(word["by_group"]?.array?.map { $0["found"]?.int } == [60, 30])
    #expect(word["references"]?.array?.count == 2)
    let steps = try #require(word["steps"]?.array)
    #expect(steps.count == 1)
    let figures = try #require(steps[0]["figures"]?.array)
    #expect(
      figures.map { $0["measure"]?.string } == ShiftMeasure.allCases.map(\.rawValue))
    // The same from the uses themselves.
    let session = TinySession.new(judged: true)
    let groups = try ["year < 1920", "year >= 1920"].map { condition in
      try session.uses(
        of: "bank", from: .corpus([letters], where: Condition(condition)), atMost: 100, seed: 1
      ).directions
    }
    let means = GroupMeans(of: groups)
    for (figure, value) in [
      (0, means.averagePairwiseDistance(0, 1)), (2, means.prototypeDistance(0, 1)),
    ] {
      let own = try #require(figures[figure]["value"]?.double)
      #expect(abs(own - value!.value) < 1e-6)
    }
    for figure in figures {
      let ends = try #require(figure["interval"]?.array)
      let interval = ends.map { $0.double! }
      #expect(interval.count == 2 && interval[0] <= interval[1])
      #expect(figure["references"]?.int == 2 && (0...2).contains(figure["below"]!.int!))
    }
    // All words of this corpus are few in kind, and these the ones that are always the same.
    let senses = try #require(word["senses"]?.array)
    #expect(
      senses.flatMap { $0["by_group"]!.array! }.reduce(0) { $0 + $1["uses"]!.int! } == 90)
    #expect(senses.allSatisfy { SenseCourse(rawValue: $0["course"]!.string!) != nil })
  }

  @Test func sensesAreThereForKWIC() throws {
    let found = try objects(
      "/shift bank \(letters) --by year:1920 \(Self.quick) --most 20", "/kwic bank --count 3")
    #expect(found[1]["used"]?.int == 40 && found[1]["uses"]?.array?.count == 3)
  }

  @Test func theSeedDecides() throws {
    let line = "/shift bank \(letters) --by genre \(Self.quick) --most 10"
    let found = try objects(line, line, line + " --seed 9").map { $0["words"]! }
    #expect(found[0] == found[1] && found[0] != found[2])
  }

  @Test func wordsAreRanked() throws {
    try write("words.txt", "bank\nriver\nno such word\nmoney\n")
    let line = "/shift --words \(folder("words.txt")) \(letters) --by genre \(Self.quick)"
    let found = try objects(line)[0]
    let words = try #require(found["words"]?.array)
    #expect(Set(words.map { $0["word"]!.string! }) == ["bank", "river", "money"])
    let centred = words.map { $0["steps"]!.array![0]["figures"]!.array![1]["value"]!.double! }
    #expect(centred == centred.sorted(by: >))
    #expect(words.allSatisfy { $0["senses"]?.array == [] })
    #expect(found["unmet"]?.array?.map(\.string) == ["no such word"])
    let (_, output) = try Shell.reading(["/set output tsv", line])
    let rows = output.text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
    #expect(rows.count == 9 && rows.allSatisfy { $0.count == 11 && $0[2] == "fiction" })
    #expect(output.notes.contains { $0.contains("not met in two groups: no such word") })
    let (_, shown) = try Shell.reading([line])
    #expect(shown.text.hasPrefix("3 words, fiction → news, the farthest first"))
  }

  @Test func sensesOfRankedWords() throws {
    try write("words.txt", "bank\nriver\n")
    let line =
      "/shift --words \(folder("words.txt")) \(letters) --by year:1920 --senses \(Self.quick)"
    let words = try #require(objects(line)[0]["words"]?.array)
    for word in words {
      let senses = word["senses"]!.array!
      #expect(!senses.isEmpty && word["steps"]!.array![0]["figures"]!.array!.count == 4)
      #expect(
        senses.flatMap { $0["by_group"]!.array! }.reduce(0) { $0 + $1["uses"]!.int! }
          == word["by_group"]!.array!.reduce(0) { $0 + $1["used"]!.int! })
    }
    // Words one after another leave no senses behind.
    let (_, output) = try Shell.reading([line, "/kwic bank"], judged: true)
    #expect(output.text.contains("bank: senses 1.00 apart; "))
    #expect(output.notes.contains { $0.contains("no senses of “bank” have been found yet") })
  }

  /// Files may be the groups: one for each time, as they are published.
  @Test func filesAreGroups() throws {
    try write("b1.txt", "The bank of the river.\nA river bank.\n")
    try write("b2.txt", "Money in the bank.\nThe bank closed. The bank.\n")
    let found = try objects(
      "/shift bank \(folder("b1.txt")) \(folder("b2.txt")) --by file --resamples 0")[0]
    #expect(
      found["by_group"]?.array?.map { $0["name"]?.string } == [folder("b1.txt"), folder("b2.txt")])
    #expect(
      found["words"]?.array?[0]["by_group"]?.array?.map { $0["found"]?.int } == [2, 3])
  }

  @Test func someTextsAreWanted() throws {
    let found = try objects(
      "/shift bank \(letters) --by year:1920 --where \"genre = 'news'\" \(Self.quick)")[0]
    #expect(
      found["words"]?.array?[0]["by_group"]?.array?.map { $0["found"]?.int } == [20, 10])
  }

  /// An index of the corpus says what the corpus does.
  @Test(arguments: [
    "bank --by year:1850,1920", "bank --by genre --where \"year < 1900 and line > 9\"",
    "\"the bank\" --by genre --most 7 --seed 3", "--all --least 20 --by genre",
    "--words WORDS --by year:1920 --senses", "bank --by line:30,60",
  ]) func anIndexIsAskedAsItsCorpus(line: String) throws {
    try write("words.txt", "bank\nriver\nno such word\n")
    let command = "/shift \(line.replacing("WORDS", with: folder("words.txt"))) \(Self.quick)"
    let found = try objects(
      "/index \(folder("letters.index")) \(letters)",
      "\(command) CORPUS".replacing("CORPUS", with: letters),
      "\(command) --index \(folder("letters.index"))", "/open \(folder("letters.index"))", command)
    let (corpus, index) = (found[1], found[2])
    for name in ["by", "by_group", "words", "unmet", "complete"] {
      #expect(corpus[name] == index[name] && index[name] == found[4][name], "\(name)")
    }
    #expect(!corpus["words"]!.array!.isEmpty && corpus["index"] == nil)
    #expect(index["index"]?.string == folder("letters.index") && index["corpus_files"] == .null)
  }

  @Test func whatAnIndexDoesNotSayIsNamed() throws {
    let place = folder("letters.index")
    let (_, output) = try Shell.reading([
      "/index \(place) \(letters)", "/shift bank --index \(place) --by yeer",
      "/shift bank --index \(place) --by year", "/shift zebra --index \(place) --by genre",
      "/shift bank \(letters) --index \(place) --by genre",
      "/shift bank --index \(place) --by genre --where \"yeer > 1\"",
    ])
    let said = [
      "it says genre, year", "has more than 50 values", "no two groups of genre have “zebra”",
      "name a corpus or an index, not both", "nothing there has yeer, but genre, year",
    ]
    #expect(output.notes.count == said.count)
    for (note, said) in zip(output.notes, said) { #expect(note.contains(said)) }
  }

  @Test func allWordsThatAreMetOften() throws {
    let found = try objects(
      "/shift --all --least 20 \(letters) --by genre --resamples 0 --references 2")[0]
    let words = try #require(found["words"]?.array)
    // Other words come by chance, and the commonest tenth is left out.
    #expect(Set(words.map { $0["word"]!.string! }).isSubset(of: ["bank", "river", "sat"]))
    #expect(!words.isEmpty)
    for word in words {
      #expect(word["by_group"]!.array!.allSatisfy { $0["found"]!.int! >= 20 })
      #expect(word["references"]!.array!.count < words.count)
    }
  }

  @Test func ofThreeGroupsACurve() throws {
    let line = "/shift bank \(letters) --by year:1850,1920 \(Self.quick) --svg \(folder("a.svg"))"
    let found = try objects(line)[0]
    let steps = try #require(found["words"]?.array?[0]["steps"]?.array)
    #expect(
      steps.map { "\($0["from"]!.string!) \($0["to"]!.string!)" } == [
        "before 1850 1850 to 1920", "1850 to 1920 from 1920", "before 1850 from 1920",
      ])
    let picture = try String(contentsOfFile: folder("a.svg"), encoding: .utf8)
    #expect(picture.contains("shares of senses") && picture.contains("from 1920"))
    let (_, output) = try Shell.reading([line])
    #expect(output.text.contains("before 1850 → from 1920"))
    #expect(output.text.contains("references, median"))
  }

  @Test func whatDURelTakesIsReadAgain() throws {
    let own = folder("durel")
    let line = "/shift bank \(letters) --by year:1920 --resamples 0 --references 0 --most 12"
    let first = try objects(line + " --durel \(own) --pairs 9")[0]
    #expect(first["files"]?.array?.map(\.string) == ["\(own)/uses.csv", "\(own)/instances.csv"])
    let again = try objects(
      "/shift bank \(own)/uses.csv --by grouping --resamples 0 --references 0")[0]
    func figures(_ found: JSONValue) -> JSONArray {
      found["words"]!.array![0]["steps"]!.array![0]["figures"]!.array!
    }
    func values(_ found: JSONValue) -> [Double] {
      figures(found).prefix(2).map { $0["value"]!.double! }
    }
    // One word alone shares nothing with others.
    #expect(
      figures(first).map { $0["measure"]?.string } == [
        "average_pairwise_distance", "prototype_distance", "sense_distance",
      ])
    for (a, b) in zip(values(first), values(again)) { #expect(abs(a - b) < 1e-6) }
    let instances = try String(contentsOfFile: "\(own)/instances.csv", encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(instances[0] == ["identifier1", "identifier2", "lemma"] && instances.count == 10)
    // What people then say of the pairs.
    let judged = instances.dropFirst().enumerated().flatMap { number, pair in
      ["a", "b"].map { "\(pair[0])\t\(pair[1])\t\($0)\t\(1 + number % 4)\t\tbank" }
    }
    try write(
      "durel/judgments.csv",
      (["identifier1\tidentifier2\tannotator\tjudgment\tcomment\tlemma"] + judged)
        .joined(separator: "\n"))
    let score = try objects("/score \(own)/uses.csv --format durel")[0]
    #expect(score["sets"]?.array?[0]["items"]?.int == 9)
  }

  @Test func standardInputIsReadOnce() throws {
    let (_, output) = try Shell.reading(["/shift bank - --by year"])
    #expect(output.notes[0].contains("standard input only once"))
  }

  @Test(
    arguments: [
      ("bank FILE --by date", "it says genre, year"),
      ("bank FILE --by genre:5", "no value of it is a number or a date"),
      ("bank FILE --by year", "has more than 50 values; part them, as in --by year:"),
      ("bank FILE --by year:1700", "all texts are in one group of year: from 1700"),
      ("bank FILE --by year:x,1", "has “year:x,1” to group by"),
      ("bank FILE --by year:1,x", "“x” is no number and no date"),
      ("zebra FILE --by genre", "no two groups of genre have “zebra”"),
      ("--all --least 5000 FILE --by genre", "--least takes a smaller number"),
      ("bank --by genre", "name a corpus, or open an index of one"),
      ("--by genre", "takes a word, or --words FILE or --all"),
      ("bank FILE --by yeer", "it says genre, year"),
      ("bank FILE --by year:1900 --where \"yeer > 1\"", "nothing there has yeer, but genre, year"),
      ("bank FILE --by year:1900 --where \"year > 3000\"", "no text is wanted"),
      ("bank FILE --by file", "all texts are in one group of file"),
      ("bank FILE", "--by"), ("--all --words w FILE --by genre", "exclude each other"),
      ("--all FILE --by genre --durel x", "--durel takes one word"),
    ]) func whatIsWrongIsSaid(line: String, said: String) throws
  {
    let (shell, output) = try Shell.reading(["/shift \(line.replacing("FILE", with: letters))"])
    #expect(shell.status == .someFailed)
    #expect(output.notes.joined(separator: " ").contains(said), "\(output.notes)")
  }

  @Test func runningTextHasNoGroups() throws {
    try write("a.txt", "The bank closed.\n")
    let (_, output) = try Shell.reading(["/shift bank \(folder("a.txt")) --by year"])
    #expect(output.notes[0].contains("it says nothing of its texts"))
  }

  @Test func fewUsesAreSaid() throws {
    let (_, output) = try Shell.reading(
      ["/shift bank \(letters) --by year:1810 --resamples 10 --references 0"])
    #expect(
      output.notes.contains {
        $0.contains("few uses say little") && $0.contains("“bank” before 1810: 5")
      })
  }
}
