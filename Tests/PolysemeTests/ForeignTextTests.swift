import Foundation
import TestSupport
import Testing

/// What the program as built sends to a terminal and into a pipe.
@Suite struct ForeignTextTests {
  private let sentence = "The bank \(HiddenText.words) closed."

  @Test(arguments: [
    ["--\(HiddenText.words)"], ["sim", "--\(HiddenText.words)"], ["--output", HiddenText.words],
    ["\(HiddenText.words)"], ["sim", "1:bank", "bank", "bank", HiddenText.words],
    ["--keep", HiddenText.words], ["embed", "--batch", HiddenText.words],
    ["--model", HiddenText.words],
    ["help", "output", HiddenText.words], ["help", "output", "--output", HiddenText.words],
    ["-f", HiddenText.words], ["--read", HiddenText.words], ["tag", HiddenText.words],
    ["--inventory", HiddenText.words, "info"],
  ]) func errorsShowWhatTheyQuote(arguments: [String]) throws {
    let run = try ProgramTests.run(arguments)
    #expect(run.ending != .exit(0))
    #expect(HiddenText.raw(in: run.errorText) == [] && HiddenText.raw(in: run.outputText) == [])
    #expect(run.errorText.contains("␛"))
  }

  @Test func versionsShowTheFolder() throws {
    let folder = try TemporaryFolder(HiddenText.name)
    try TinyModel.write(to: folder("model"))
    let run = try ProgramTests.run(["--version", "--model", folder("model")])
    #expect(run.outputText.contains("␛") && HiddenText.raw(in: run.outputText) == [])
    let info = try ProgramTests.run(["info", "--model", folder("model")])
    #expect(info.outputText.contains("␛") && HiddenText.raw(in: info.outputText) == [])
  }

  @Test(arguments: [
    ["--output", "tsv"], ["--output", "csv"], ["embed", "--format", "tsv"],
    ["embed", "--format", "word2vec", "--pool", "mean"], ["tag", "--as", "tsv"],
    ["tag", "--as", "vertical"],
  ]) func aPipeGetsTheBytes(arguments: [String]) throws {
    let run = try ProgramTests.run(arguments, input: "\(sentence)\n")
    #expect(run.ending == .exit(0), "\(run.errorText)")
    #expect(!HiddenText.raw(in: run.outputText.replacing("\t", with: "")).isEmpty)
  }

  @Test(
    .needsTerminal,
    arguments: [
      ["--output", "tsv", "-c"], ["--output", "csv", "-c"], ["--output", "text", "-c"],
      ["--output", "jsonl", "-c"],
    ]) func aTerminalIsShownThem(arguments: [String]) throws
  {
    let terminal = try PseudoTerminal(
      builtProgram("polyseme"), arguments + [sentence],
      environment: ["POLYSEME_MODEL": ProgramTests.model, "TERM": "dumb"])
    #expect(try terminal.waitForEnd() == .exit(0))
    try expectNothingRaw(terminal)
  }

  @Test(
    .needsTerminal,
    arguments: [["embed", "--format", "tsv"], ["embed"], ["tag", "--as", "vertical"]])
  func aTerminalIsShownBulk(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("\(sentence)\n", "text")
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-c", "\"$0\" \"$@\" < '\(folder("text"))'", builtProgram("polyseme")] + arguments,
      environment: ["POLYSEME_MODEL": ProgramTests.model, "TERM": "dumb"])
    #expect(try terminal.waitForEnd() == .exit(0))
    try expectNothingRaw(terminal)
  }

  private func expectNothingRaw(_ terminal: PseudoTerminal) throws {
    let text = String(decoding: terminal.sent, as: UTF8.self)
    #expect(text.utf8.count > 20)
    let raw = HiddenText.raw(in: text).filter { $0 != "\t" && $0 != "\r" }
    #expect(raw == [], "\(text)")
  }
}
