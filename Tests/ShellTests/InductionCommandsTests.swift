import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct InductionCommandsTests {
  let folder = try! TemporaryFolder()

  init() throws {
    try Data(TinySession.text.utf8).write(to: URL(filePath: folder("text.txt")))
    try Data("bank\nriver\n\n".utf8).write(to: URL(filePath: folder("terms.txt")))
  }

  private func say(
    _ lines: [String], judged: Bool = false
  ) throws -> (shell: Shell, output: RecordedOutput) {
    let lines = lines.map {
      $0.replacing("text.txt", with: folder("text.txt"))
        .replacing("terms.txt", with: folder("terms.txt"))
    }
    return try Shell.reading(lines, judged: judged)
  }

  /// The labels that a line of JSON tells.
  private func labels(_ lines: [String]) throws -> [[Int]] {
    let text = try say(["/set output jsonl"] + lines).output.text
    return try text.split(separator: "\n").compactMap { line in
      let json = try JSONValue(parsing: Array(line.utf8))
      return json["labels"]?.array?.compactMap(\.int)
    }
  }

  @Test func sensesAreFoundAndEdited() throws {
    let found = try labels([
      "/induce bank text.txt --senses 2", "/merge 1 2", "/undo", "/move 1 3", "/undo",
      "/name 2 \"river edge\"",
    ])
    #expect(found.count == 6)
    #expect(found[0].count == 7)
    #expect(Set(found[0]) == [1, 2])
    #expect(Set(found[1]) == [1])
    #expect(found[2] == found[0])
    #expect(found[3] == [3] + found[0].dropFirst())
    #expect(found[4] == found[0])
    #expect(found[5] == found[0])
  }

  @Test func aSplitSenseComesApart() throws {
    let found = try labels(["/induce bank text.txt --senses 1", "/split 1", "/merge 2 1"])
    #expect(Set(found[0]) == [1])
    #expect(Set(found[1]) == [1, 2])
    #expect(Set(found[2]) == [2])
  }

  @Test func aNameIsShown() throws {
    let text = try say(["/induce bank text.txt --senses 1", "/name 1 edge"]).output.text
    #expect(text.contains("1  edge  (7 uses)"))
    #expect(text.contains("7 uses in 6 lines"))
  }

  @Test func editsThatCannotBeDoneSaySo() throws {
    let (shell, output) = try say([
      "/undo", "/induce bank text.txt --senses 1", "/undo", "/merge 1", "/split 4", "/move 9 1",
      "/induce nowhere text.txt", "/induce bank missing.txt", "/kwic river",
    ])
    #expect(shell.status == .someFailed)
    #expect(
      output.notes.map { String($0.drop { $0 != ":" }.dropFirst(2)) } == [
        "no senses have been found yet; /induce WORD FILE finds them",
        "there is no edit to undo", "merging needs two senses or more",
        "there is no sense 4; there are 1", "there is no use 9; uses are 1 to 7",
        "“nowhere” is used nowhere in the 6 lines of \(folder("text.txt"))",
        "missing.txt: cannot be opened: No such file or directory",
        "no senses of “river” have been found yet; /induce it, name a corpus, or open an index",
      ])
  }

  @Test func aConcordanceIsSortedByLikeness() throws {
    let (shell, output) = try say([
      "/set output tsv", "/kwic bank text.txt --like \"We sat on the [bank] of the river.\"",
    ])
    #expect(shell.status == .success)
    let rows = output.text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
    #expect(rows.count == 7)
    #expect(rows[0][5] == "We sat on the bank of the river.")
    let leans = rows.map { Double($0[4])! }
    #expect(abs(leans[0] - 1) < 1e-4)
    #expect(leans == leans.sorted(by: >))
  }

  /// After reading; before the first 64; before the next.
  @Test(arguments: [(1, 200), (2, 0), (3, 64)])
  func stoppingKeepsWhatIsThere(at look: Int, encoded: Int) throws {
    var session = TinySession.new()
    session.checkInterrupt = Looks().interrupt(at: look)
    let text = (0..<200).map { _ in "The bank closed.\n" }.joined()
    try Data(text.utf8).write(to: URL(filePath: folder("long.txt")))
    let found = try session.uses(
      of: "bank", from: .corpus([folder("long.txt")]), atMost: 500, seed: 1)
    #expect(found.isCut && found.found == 200 && found.uses.count == encoded)
    #expect(found.vectors.count == found.uses.count)
  }

  @Test func progressIsSaidAndTakenAway() throws {
    var session = TinySession.new()
    let said = Said()
    session.progress = { said.texts.append($0) }
    _ = try session.uses(of: "bank", from: .corpus([folder("text.txt")]), atMost: 50, seed: 1)
    #expect(said.texts == ["7 of 7 uses encoded", ""])
  }

  @Test func aTermInTwoSensesIsAFault() throws {
    let (shell, output) = try say(
      ["/set output jsonl", "/lint text.txt --terms terms.txt"], judged: true)
    let line = try #require(output.text.split(separator: "\n").last)
    let json = try JSONValue(parsing: Array(line.utf8))
    let faults = try #require(json["faults"]?.array)
    #expect(json["terms"]?.int == 2)
    #expect(!faults.isEmpty && shell.status == .someFailed)
    for fault in faults {
      #expect(fault["senses"]!.array!.count > 1)
      #expect(fault["probability"]!.double! < 0.35)
      #expect(fault["first"]!["line"]!.int! != fault["second"]!["line"]!.int!)
    }
  }

  @Test func termsInOneSenseAreNoFault() throws {
    try Data("lunch\nunheard of\n".utf8).write(to: URL(filePath: folder("terms.txt")))
    let (shell, output) = try say(["/lint text.txt --terms terms.txt"], judged: true)
    #expect(shell.status == .success)
    #expect(
      output.text
        == "1 of 2 terms found, in one sense\nnot used: unheard of\n1 use in 6 lines\n")
    let (strict, _) = try say(
      ["/lint text.txt --terms terms.txt --require-found"], judged: true)
    #expect(strict.status == .someFailed)
  }

  @Test func twoUsesInOneSentenceAreNamedAndNoFault() throws {
    let sentence = "The river bank near the bank was closed."
    let text = "\(sentence)\nA bank. Another bank.\n\(sentence) We left. \(sentence)\n"
    try Data(text.utf8).write(to: URL(filePath: folder("text.txt")))
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms.txt")))
    let (_, output) = try say(["/lint text.txt --terms terms.txt"], judged: true)
    #expect(
      output.text.contains(
        "Take it with care: two uses of “bank” stand in one sentence in lines 1, 3."))
    let (_, objects) = try say(
      ["/set output jsonl", "/lint text.txt --terms terms.txt"], judged: true)
    let line = try #require(objects.text.split(separator: "\n").last)
    let doubts = try #require(JSONValue(parsing: Array(line.utf8))["doubtful"]?.array)
    #expect(doubts.count == 1 && doubts[0]["code"]?.string == "one-sentence")
    #expect(doubts[0]["lines"]?.array?.map(\.int) == [1, 3])
  }

  @Test func onlySomeOfManyLinesAreNamed() throws {
    let sentence = "The river bank near the bank was closed.\n"
    try Data(String(repeating: sentence, count: 12).utf8)
      .write(to: URL(filePath: folder("text.txt")))
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms.txt")))
    let (_, output) = try say(["/lint text.txt --terms terms.txt"], judged: true)
    let text = output.text.replacing("\n", with: " ")
    #expect(text.contains("in lines 1, 2, 3, 4, 5, 6, 7, 8 and 4 others."))
  }

  @Test func termsThatAreNotUTF8AreNamedWithTheirLine() throws {
    try Data(Array("lunch\nb".utf8) + [0xFF]).write(to: URL(filePath: folder("terms.txt")))
    let (shell, output) = try say(["/lint text.txt --terms terms.txt"], judged: true)
    #expect(shell.status == .someFailed && output.text.isEmpty)
    #expect(output.notes[0].hasSuffix("terms.txt: line 2 is not UTF-8"))
  }

  @Test func lintingTakesACalibration() throws {
    let (shell, output) = try say(["/lint text.txt --terms terms.txt"])
    #expect(shell.status == .someFailed)
    #expect(output.notes[0].contains("the model has no calibration"))
  }

  @Test func badBytesMoveTheMarkAlong() {
    let use = FoundUse(
      line: 1, place: 2..<6, sentence: .init(bytes: [0xFF, 0x20] + Array("bank".utf8)),
      bytes: 2..<6)
    #expect(use.marked.excerpt(width: 80) == "\u{FFFD} [bank]")
  }
}

private final class Said {
  var texts: [String] = []
}
