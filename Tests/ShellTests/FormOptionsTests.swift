import Foundation
import JSON
import TestSupport
import Testing

@testable import Shell

/// Commands that take the forms of a word.
@Suite struct FormOptionsTests {
  let folder = try! TemporaryFolder()

  init() throws {
    try write(
      "text.txt",
      "The bank closed. Two banks rose.\nA river bank.\nRivers left the banks.\nBanking is closed.\n"
    )
    try write(
      "words.conllu",
      [
        "1\tHe\the\tPRON", "2\tbanks\tbank\tVERB", "", "1\tThe\tthe\tDET", "2\tbank\tbanker\tNOUN",
        "",
      ]
      .map { $0.isEmpty ? "\n" : $0 + "\t_\t_\t0\troot\t_\t_\n" }.joined())
    try write(
      "years.csv",
      "year,text\n"
        + (0..<20).map { "\(1890 + $0),The bank\($0 % 2 == 0 ? "" : "s") closed.\n" }.joined()
    )
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder(name)))
  }

  private func say(_ lines: String...) throws -> (json: [JSONValue], notes: [String]) {
    let (_, output) = try Shell.reading(
      ["/set output jsonl"] + lines.map { $0.replacing("DIR/", with: folder("")) }, judged: true)
    let json = try output.text.split(separator: "\n").dropFirst().map {
      try JSONValue(parsing: Array($0.utf8))
    }
    return (json, output.notes)
  }

  private func words(_ line: String) throws -> [String] {
    try say(line).json[0]["uses"]!.array!.map { $0["word"]!.string! }
  }

  @Test func aConcordanceOfAllForms() throws {
    #expect(try words("/kwic bank DIR/text.txt --sort file") == ["bank", "bank"])
    #expect(
      try words("/kwic bank DIR/text.txt --sort file --forms banks,Banking") == [
        "bank", "banks", "bank", "banks", "Banking",
      ])
    #expect(try words("/kwic bank DIR/words.conllu --sort file --lemma") == ["banks"])
  }

  @Test func anIndexAnswersAsItsCorpusDoes() throws {
    let (json, notes) = try say(
      "/index DIR/index DIR/text.txt DIR/words.conllu",
      "/kwic bank --index DIR/index --sort file --forms banks --lemma",
      "/kwic bank DIR/text.txt DIR/words.conllu --sort file --forms banks --lemma")
    func words(_ answer: JSONValue) -> [String]? {
      answer["uses"]?.array?.map { $0["text"]!.string! + $0["word"]!.string! }
    }
    #expect(words(json[1])?.count == 5, "\(notes)")
    #expect(words(json[1]) == words(json[2]))
  }

  @Test func sensesOfAllForms() throws {
    let json = try say(
      "/induce bank DIR/text.txt --forms banks --senses 1", "/kwic bank --sort file",
      "/kwic bank --forms banks"
    )
    #expect(json.json[0]["labels"]?.array?.count == 4)
    #expect(json.json[1]["uses"]?.array?.count == 4)
    // Which uses are meant has to be said.
    #expect(json.notes.last?.contains("name a corpus") == true)
  }

  @Test func termsHaveFormsBehindThem() throws {
    try write("terms.txt", "bank,  banks\nriver, Rivers,\n,\n")
    let checked = try say("/lint DIR/text.txt --terms DIR/terms.txt").json[0]
    #expect(checked["checked"]?.array?.map { $0["term"]?.string } == ["bank", "river"])
    #expect(checked["checked"]?.array?.map { $0["found"]?.int } == [4, 2])
    #expect(
      try say("/lint DIR/text.txt --terms DIR/terms.txt --forms banking").notes[0].contains(
        "--forms are those of one term"))
    try write("terms.txt", "bank\n")
    let one = try say("/lint DIR/text.txt --terms DIR/terms.txt --forms banks,banking").json[0]
    #expect(one["found"]?.int == 5)
    let lemma = try say("/lint DIR/words.conllu --terms DIR/terms.txt --lemma").json[0]
    #expect(lemma["found"]?.int == 1)
  }

  @Test func formsAreCompared() throws {
    let json = try say(
      "The bank closed.", "Two banks rose.", "/compare bank --forms banks \"A river bank.\""
    ).json
    #expect(json.last?["uses"]?.array?.count == 3)
  }

  /// Each use is read as if the word stood there, so forms by themselves move nothing.
  @Test func shiftReadsFormsAsTheWord() throws {
    let plain = "--by year:1900 --resamples 0 --references 0"
    let word = try say("/shift bank DIR/years.csv --forms banks \(plain)").json[0]["words"]!.array![
      0]
    #expect(word["by_group"]?.array?.map { $0["found"]?.int } == [10, 10])
    let distance = word["steps"]!.array![0]["figures"]!.array![0]["value"]!.double!
    #expect(abs(distance) < 1e-5)
    try write("list.txt", "bank, banks\n")
    let listed = try say("/shift --words DIR/list.txt DIR/years.csv \(plain)").json[0]["words"]!
      .array![0]
    #expect(listed["by_group"]?.array?.map { $0["found"]?.int } == [10, 10])
    #expect(try !say("/shift --all DIR/years.csv --lemma \(plain)").notes.isEmpty)
    #expect(try !say("/shift --words DIR/list.txt DIR/years.csv --forms a \(plain)").notes.isEmpty)
  }

  @Test func aLemmaIsFoundInAllItsForms() throws {
    try write(
      "sight.txt",
      "I see the river.\nShe saw the boat.\nWe have seen the bank.\nHe sees it.\nThe sea rose.\n")
    let (json, notes) = try say(
      "/kwic see DIR/sight.txt --sort file --inflected",
      "/kwic see DIR/sight.txt --sort file --inflected --pos n",
      "/induce see DIR/sight.txt --inflected --senses 1")
    #expect(json[0]["uses"]?.array?.map { $0["word"]?.string } == ["see", "saw", "seen", "sees"])
    #expect(
      json[0]["forms"] == [
        ["form": "saw", "count": 1], ["form": "see", "count": 1], ["form": "seen", "count": 1],
        ["form": "sees", "count": 1],
      ])
    #expect(json[1]["uses"]?.array?.map { $0["word"]?.string } == ["see", "sees"])
    #expect(json[2]["forms"] == json[0]["forms"])
    // What is also a word of its own is named, where it is met; seeing is not.
    let warning = "“see”: saw is a form of other words too, and all uses count"
    #expect(notes == ["line 2: \(warning)", "line 4: \(warning)"])
    let (text, _) = try SensesCommandTests.answer(
      "/induce see \(folder("sight.txt")) --inflected --senses 1")
    #expect(text.hasSuffix("\nwritten: saw 1, see 1, seen 1, sees 1\n"), "\(text)")
  }

  @Test func anIndexKnowsTheFormsOfALemma() throws {
    let (json, _) = try say(
      "/index DIR/index DIR/text.txt", "/induce bank --index DIR/index --inflected --senses 1",
      "/kwic bank --index DIR/index --inflected --pos n --sort file")
    #expect(
      json[1]["forms"] == [
        ["form": "bank", "count": 2], ["form": "banks", "count": 2],
        ["form": "banking", "count": 1],
      ])
    #expect(json[2]["uses"]?.array?.count == 4)
  }

  @Test func everyTermIsFoundInAllItsForms() throws {
    try write("terms.txt", "bank, office\nriver\nqwxzy\nrivers\n")
    let (json, notes) = try say("/lint DIR/text.txt --terms DIR/terms.txt --inflected")
    #expect(json[0]["checked"]?.array?.map { $0["found"]?.int } == [5, 2, 0, 1])
    #expect(
      json[0]["checked"]?.array?[1]["forms"] == [
        ["form": "river", "count": 1], ["form": "rivers", "count": 1],
      ])
    #expect(
      notes == [
        "line 2: WordNet 3.0 has no lemma “qwxzy”, “rivers” (a form of river); only what is written so is looked for",
        "line 2: “bank”: banking is a form of other words too, and all uses count",
      ])
  }

  @Test func formsOfALemmaAreComparedAndMeasured() throws {
    let compared = try say(
      "The bank closed.", "Two banks rose.", "/compare bank --inflected \"He banked it.\""
    ).json
    #expect(compared.last?["uses"]?.array?.count == 3)
    #expect(compared.last?["forms"]?.array?.count == 3)
    let plain = "--by year:1900 --resamples 0 --references 0"
    let word = try say("/shift bank DIR/years.csv --inflected \(plain)").json[0]["words"]!.array![
      0]
    #expect(word["by_group"]?.array?.map { $0["found"]?.int } == [10, 10])
    #expect(
      word["forms"] == [["form": "bank", "count": 10], ["form": "banks", "count": 10]])
    #expect(try !say("/shift --all DIR/years.csv --inflected \(plain)").notes.isEmpty)
  }

  /// Of a file that points at uses no others count, and of those it points at none of other words.
  @Test func placesThatAreGiven() throws {
    try write(
      "places.jsonl",
      #"""
      {"text": "The bank is on the bank.", "start": 19, "end": 23}
      {"text": "Two [banks] rose by a bank."}
      {"text": "The bank has a [river]."}
      {"text": "It is by the [shore].", "lemma": "bank_nn"}

      """#)
    func uses(_ options: String) throws -> [String?] {
      let json = try say("/kwic bank DIR/places.jsonl --format uses --sort file \(options)").json[0]
      return json["uses"]!.array!.map { $0["left"]!.string! + $0["word"]!.string! }
    }
    #expect(try uses("") == ["The bank is on the bank", "It is by the shore"])
    #expect(
      try uses("--inflected") == [
        "The bank is on the bank", "Two banks", "It is by the shore",
      ])
    let induced = try say(
      "/induce bank DIR/places.jsonl --format uses --senses 1 --forms banks"
    ).json[0]
    #expect(induced["found"] == 3 && induced["places"]?.array?[1]["line"] == 2)
    let checked = try say(
      "/kwic bank DIR/text.txt DIR/places.jsonl --format uses"
    ).notes[0]
    #expect(checked.contains("text.txt:1:1: not JSON"), "\(checked)")
  }

  @Test func aPartOfSpeechIsThatOfTheForms() throws {
    #expect(try say("/kwic bank DIR/text.txt --pos n").notes[0].contains("give both"))
    let (json, notes) = try say("/kwic river DIR/text.txt --inflected --pos v")
    #expect(json[0]["uses"]?.array?.count == 1)
    #expect(notes[0].contains("has no verb “river”; only what is written so is looked for"))
  }

  @Test func aFormWithoutAWordIsAnError() throws {
    #expect(
      try say("/induce bank DIR/text.txt --forms \"banks,\u{AD}\"").notes[0]
        .contains("there is no word in"))
  }
}
