import Foundation
import JSON
import TestSupport
import Testing

/// `polyseme tag`, as built.
@Suite struct TagTests {
  private static func tag(_ options: [String], input: String = "") throws -> ProgramRun {
    try ProgramTests.run(["tag"] + options, input: input)
  }

  @Test func whatComesFromAPipeIsTagged() throws {
    let text = "We sat on the bank.\n\nThe bank closed. It was late.\n"
    let run = try Self.tag([], input: text)
    #expect(run.ending == .exit(0))
    let lines = run.outputText.split(separator: "\n").map(String.init)
    let texts = try lines.map { try JSONValue(parsing: Array($0.utf8))["text"]?.string }
    #expect(texts == ["We sat on the bank.", "The bank closed.", "It was late."])
    #expect(try Self.tag(["--batch", "1"], input: text).output == run.output)
    #expect(try Self.tag(["-", "--threads", "1"], input: text).output == run.output)
  }

  @Test func tablesHaveHeads() throws {
    let rows = try Self.tag(["--as", "tsv", "--header"], input: "The bank closed.\n")
    #expect(rows.outputText.hasPrefix("file\tline\tstart\tend\tword\tlemma\tpos\tsense\t"))
    let counts = try Self.tag(["--count", "--header"], input: "The bank closed.\nA bank.\n")
    #expect(counts.ending == .exit(0))
    #expect(counts.outputText.hasPrefix("group\tlemma\tpos\tsense\tuses\t"))
    #expect(!counts.outputText.contains("The bank"))
  }

  @Test func sensesOfOnesOwnAreNamedBeforeOrBehind() throws {
    let folder = try TemporaryFolder()
    try Data("word\tsense\tgloss\nbank\town\ta house\n".utf8)
      .write(to: URL(filePath: folder("own.tsv")))
    let own = ["--senses", folder("own.tsv")]
    for arguments in [
      own + ["tag", "--as", "tsv"], ["tag", "--as", "tsv"] + own,
      ["--inventory", own[1], "tag", "--as", "tsv"],
    ] {
      let run = try ProgramTests.run(arguments, input: "The bank.\n")
      #expect(run.outputText.contains("\town\t1.0\tonly\t1"), "\(run.errorText)")
    }
    // Commands that have an option of that name keep it.
    try Data("The bank closed.\nA bank.\nThe bank of the river.\n".utf8)
      .write(to: URL(filePath: folder("a.txt")))
    let induced = try ProgramTests.run(["induce", "bank", folder("a.txt"), "--senses", "2"])
    #expect(induced.outputText.contains("2 senses in 3 uses"), "\(induced.errorText)")
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms.txt")))
    let lint = ["lint", folder("a.txt"), "--terms", folder("terms.txt"), "--senses"]
    for arguments in [lint, own + lint] {
      let run = try ProgramTests.run(arguments)
      #expect(run.outputText.contains("1 of 1 term found"), "\(run.errorText)")
    }
  }

  @Test func whatIsWrongIsSaid() throws {
    for (options, message) in [
      (["--by", "year"], "--by is for --count"),
      (["--count", "--as", "conllu"], "--count is written as tsv or jsonl"),
      (["--header"], "--header is for tsv"), (["--batch", "0"], "--batch takes a number from 1"),
      (["--count", "--by", "year:1900,1800"], "1800 does not lie behind 1900"),
    ] {
      let run = try Self.tag(options, input: "The bank.\n")
      #expect(run.ending == .exit(64), "\(options)")
      #expect(run.errorText.contains(message), "\(run.errorText)")
    }
    let missing = try Self.tag(["/nowhere/corpus.txt"])
    #expect(missing.ending != .exit(0) && missing.errorText.contains("/nowhere/corpus.txt"))
  }

  @Test func aFileThatBreaksOffKeepsWhatWasBefore() throws {
    let folder = try TemporaryFolder()
    let good = "1\tThe\tthe\tDET\t_\t_\t_\t_\t_\t_\n2\tbank\tbank\tNOUN\t_\t_\t_\t_\t_\t_\n\n"
    try Data((good + "1\tbad\n").utf8).write(to: URL(filePath: folder("a.conllu")))
    try Data(good.utf8).write(to: URL(filePath: folder("b.conllu")))
    let run = try Self.tag([folder("a.conllu"), folder("b.conllu")])
    #expect(run.ending == .exit(1))
    #expect(run.outputText.components(separatedBy: "Sense=bank%1:").count == 3)
    #expect(run.errorText.contains("a.conllu") && run.errorText.contains("4"))
  }
}
