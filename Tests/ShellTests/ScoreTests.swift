import Corpora
import Foundation
@testable import Senses
import TestSupport
import Testing

@testable import Shell

/// The same judgements in every format.
private enum Sample {
  static let jsonl = """
    {"a":{"words":["The","bank","closed"],"i":1},"b":{"words":["Bank","notes"],"i":0},"gold":1.0}
    {"a":{"words":["The","bank"],"i":1},"b":{"words":["Çöl","bank"],"i":1},"gold":0}

    """
  static let wic = "bank\tN\t1-0\tThe bank closed\tBank notes\nbank\tN\t1-1\tThe bank\tÇöl bank\n"
  static let wicGold = "T\nF\n"
  static let mcl = """
    [{"id":"a","sentence1":"The bank closed","start1":"4","end1":"8","sentence2":"Bank notes",
      "start2":"0","end2":"4"},
     {"id":"b","sentence1":"The bank","start1":4,"end1":8,"sentence2":"Çöl bank","start2":4,"end2":8}]
    """
  static let mclGold = #"[{"id":"b","tag":"F"},{"id":"a","tag":"T"}]"#
  static let scws = """
    1\tbank\tn\tbank\tn\tThe <b> bank </b> closed\t<b> Bank </b> notes\t1.0\t3
    2\tbank\tn\tbank\tn\tThe <b> bank </b>\tÇöl <b> bank </b>\t0.0\t3

    """
}

@Suite struct JudgedFormatTests {
  let folder = try! TemporaryFolder()

  func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: folder(name)))
    return folder(name)
  }

  func pairs(_ format: JudgedFormat, _ path: String, gold: String? = nil) throws -> [JudgedPair] {
    guard case .pairs(let pairs) = try format.read(path, answers: gold) else {
      Issue.record("no pairs")
      return []
    }
    return pairs
  }

  @Test func everyFormatReadsTheSame() throws {
    _ = try write(Sample.wicGold, "w.gold.txt")
    let other = try write(Sample.mclGold, "answers")
    let read = [
      try pairs(.jsonl, write(Sample.jsonl, "s.jsonl")),
      try pairs(.wic, write(Sample.wic, "w.data.txt")),
      try pairs(.mcl, write(Sample.mcl, "m"), gold: other),
      try pairs(.scws, write(Sample.scws, "ratings.txt")),
      // JSON Lines go through under any name.
      try pairs(.wic, folder("s.jsonl")),
    ]
    let expected = [
      JudgedPair(
        a: MarkedText(text: "The bank closed", use: 4..<8),
        b: MarkedText(text: "Bank notes", use: 0..<4), gold: 1),
      JudgedPair(
        a: MarkedText(text: "The bank", use: 4..<8),
        b: MarkedText(text: "Çöl bank", use: 6..<10), gold: 0),
    ]
    for pairs in read {
      #expect(pairs.map(\.a) == expected.map(\.a))
      #expect(pairs.map(\.b) == expected.map(\.b))
      #expect(pairs.map(\.gold) == expected.map(\.gold))
    }
  }

  @Test func labelledUsesAreReadEitherWay() throws {
    _ = try write("0\n3\n", "train.gold.txt")
    let lines =
      "{\"words\":[\"an\",\"apple\"],\"i\":1,\"gold\":0}\n{\"words\":[\"apple\"],\"i\":0,\"gold\":3}"
    for path in [
      try write("1\tan apple\n0\tapple\n", "train.data.txt"), try write(lines, "apple.jsonl"),
    ] {
      guard case .uses(let uses) = try JudgedFormat.coarsewsd.read(path) else {
        Issue.record("no uses")
        return
      }
      #expect(uses.map(\.sense) == [0, 3])
      #expect(uses.map(\.use.use) == [3..<8, 0..<5])
    }
  }

  @Test(arguments: [
    ("", "holds nothing"),
    ("{\"a\":1}\n", "line 1: expected {"),
    (Sample.jsonl + "x", "line 3: not JSON at byte 0"),
    (
      Sample.jsonl.replacing("\"i\":0", with: "\"i\":2"),
      "line 1: there is no place 2 in a text of 2 words; places count from 0"
    ),
    (Sample.jsonl.replacing("\"i\":0", with: "\"i\":-1"), "line 1: there is no place -1 in a text"),
  ]) func aBadLineIsNamed(text: String, expected: String) throws {
    let path = try write(text, "s")
    do {
      _ = try JudgedFormat.jsonl.read(path)
      Issue.record("it was read")
    } catch {
      // As it is said.
      let error = ShellError(error)
      #expect(error.code == "bad-set" && error.message.hasPrefix(path + ": "))
      #expect(error.message.contains(expected), "\(error.message)")
    }
  }

  /// Counted from 1, or in UTF-16 units, the last place of a text lies beyond it.
  @Test(arguments: [
    (
      JudgedFormat.wic, "bank\tN\t2-2\tThe bank\tBank notes\n", "T\n",
      "line 1: there is no place 2 in a text of 2 words; places count from 0"
    ),
    (
      .mcl,
      #"[{"id":"1","sentence1":"😀 bank","start1":3,"end1":7,"sentence2":"bank","start2":0,"end2":4}]"#,
      #"[{"id":"1","tag":"T"}]"#,
      "pair 1: there are no places 3 to 7 in a text of 6 characters; places count Unicode scalars from 0"
    ),
    (
      .coarsewsd, "3\tan apple\n", "0\n",
      "line 1: there is no place 3 in a text of 2 words; places count from 0"
    ),
  ]) func aPlaceBeyondTheTextIsNamed(
    format: JudgedFormat, text: String, answers: String, expected: String
  ) throws {
    let path = try write(text, "s")
    let answers = try write(answers, "g")
    #expect(throws: JudgedSetError("\(path): \(expected)")) {
      try format.read(path, answers: answers)
    }
  }

  @Test func aFileOfAnswersHasToFit() throws {
    let path = try write(Sample.wic, "w.data.txt")
    #expect(throws: FileLinesError.self) { try JudgedFormat.wic.read(path) }
    let short = try write("T\n", "short")
    let odd = try write("T\nmaybe\n", "odd")
    for (answers, expected) in [(short, "has 2 lines, but"), (odd, "line 2: expected T or F")] {
      do {
        _ = try JudgedFormat.wic.read(path, answers: answers)
        Issue.record("it was read")
      } catch {
        let error = ShellError(error)
        #expect(error.message.contains(expected), "\(error.message)")
      }
    }
  }
}

@Suite struct ScoreCommandTests {
  let folder = try! TemporaryFolder()

  @Test func pairsAreScoredByAThresholdFoundElsewhere() throws {
    try Data(Sample.jsonl.utf8).write(to: URL(filePath: folder("s")))
    var settings = Settings()
    settings.output = .jsonl
    let (shell, output) = try Shell.reading(
      ["/score \(folder("s"))", "/score \(folder("s")) --train \(folder("s"))"],
      settings: settings, judged: true)
    #expect(shell.status == .success, "\(output.notes)")
    let lines = output.text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("\"items\":2") && lines[0].contains("\"brier\":"))
    // On two pairs the best threshold leaves one wrong at most.
    #expect(lines[1].contains(/"accuracy":(0\.5|1\.0),"threshold":/))
  }

  @Test func everyLayerIsMeasured() throws {
    let words = ["bank", "river", "money", "lunch", "water", "boat"]
    let lines = words.flatMap { word in
      (0..<4).map { n in
        "{\"a\":{\"words\":[\"the\",\"\(word)\"],\"i\":1},\"b\":{\"words\":[\"\(words[n])\",\"\(word)\"],\"i\":1},\"gold\":\(n % 2)}"
      }
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: folder("s")))
    var settings = Settings()
    settings.output = .jsonl
    let (shell, output) = try Shell.reading(
      [
        "/score \(folder("s")) --all-layers",
        "/score \(folder("s")) --all-layers --train \(folder("s"))",
        "/set output text",
        "/score \(folder("s")) \(folder("s")) --all-layers --svg \(folder("a.svg"))",
        "/set output tsv", "/score \(folder("s")) --all-layers",
      ], settings: settings, judged: true)
    #expect(shell.status == .success, "\(output.notes)")
    let answers = output.text.split(separator: "\n")
    let layer = /\{"layer":2,"accuracy":[0-9.]+,"area_under_curve":[0-9.]+\}\]/
    #expect(answers[0].contains(layer))
    #expect(
      answers[1].contains(/\{"layer":0,"accuracy":[0-9.]+,"threshold":[0-9.]+,"area_under_curve"/))
    #expect(output.text.contains("mean, 48 items: area is best after layer "))
    #expect(try String(contentsOfFile: folder("a.svg"), encoding: .utf8).contains("<svg"))
    let rows = answers.filter { $0.contains("\taccuracy\t") }
    #expect(rows.map { $0.split(separator: "\t").last } == ["0", "1", "2"])
  }

  @Test func usesAndGradesAreMeasuredAfterEveryLayerToo() throws {
    let uses = (0..<10).map { n in
      "{\"words\":[\"\(n % 2 == 0 ? "river" : "money")\",\"bank\"],\"i\":1,\"gold\":\(n % 2)}"
    }
    try Data(uses.joined(separator: "\n").utf8).write(to: URL(filePath: folder("u")))
    let graded = Sample.jsonl + Sample.jsonl.replacing("1.0", with: "7.5")
    try Data(graded.utf8).write(to: URL(filePath: folder("g")))
    let (shell, output) = try Shell.reading([
      "/score \(folder("u")) --all-layers", "/score \(folder("g")) --all-layers",
    ])
    #expect(shell.status == .success && output.text.contains("neighbour is best after layer"))
    #expect(output.text.contains("spearman is best after layer"))
  }

  @Test func gradesAreScoredByRank() throws {
    let graded =
      Sample.jsonl
      + Sample.jsonl.replacing("1.0", with: "7.5")
      .replacing("closed", with: "river")
    try Data(graded.utf8).write(to: URL(filePath: folder("s")))
    let (shell, output) = try Shell.reading(["/score \(folder("s"))"])
    #expect(shell.status == .success && output.text.contains("spearman"))
  }

  @Test func severalSetsHaveAMean() throws {
    let uses = (0..<10).map { n in
      "{\"words\":[\"\(n % 2 == 0 ? "river" : "money")\",\"bank\"],\"i\":1,\"gold\":\(n % 2)}"
    }.joined(separator: "\n")
    for name in ["a", "b"] { try Data(uses.utf8).write(to: URL(filePath: folder(name))) }
    let (_, output) = try Shell.reading(["/score \(folder("a")) \(folder("b"))"])
    let lines = output.text.split(separator: "\n")
    #expect(lines.count == 4)
    // Ten times two sentences: the same use is always known.
    #expect(
      lines.last!.contains("mean") && lines.last!.contains("20") && lines.last!.contains("1.0000"))
  }

  @Test func aUseWithoutAWordIsNamed() throws {
    let line = #"{"a":{"words":["a"," "],"i":1},"b":{"words":["b"],"i":0},"gold":0}"#
    try Data(line.utf8).write(to: URL(filePath: folder("s")))
    let (shell, output) = try Shell.reading(["/score \(folder("s"))"])
    #expect(shell.status != .success && output.notes[0].contains("no word stands at bytes 2..<3"))
  }
}
