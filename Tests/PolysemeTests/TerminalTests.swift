import Foundation
import TestSupport
import Testing

/// The program as built, at a terminal.
@Suite(.needsTerminal) struct TerminalTests {
  static func start(
    _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      builtProgram("polyseme"), arguments,
      environment: [
        "POLYSEME_MODEL": ProgramTests.model, "HOME": ProgramTests.folder("home"),
        "INPUTRC": "/dev/null", "PAGER": "cat",
      ].merging(environment) { $1 }, columns: columns)
    try terminal.waitFor("polyseme> ")
    return terminal
  }

  @Test func aConversation() throws {
    let terminal = try Self.start()
    #expect(terminal.text.contains("Polyseme") && terminal.text.contains("/help"))
    try terminal.type("I put my money in the bank.\r")
    try terminal.waitFor("[1] I put my money in the bank .")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/sim 1:ba\t\"The [bank] closed.\"\r")
    try terminal.waitFor("/sim 1:bank ")
    try terminal.waitFor("cosine")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/nonsense\r")
    try terminal.waitFor("there is no command /nonsense")
    try terminal.waitFor("polyseme> ")
    try terminal.type("half a line\u{3}")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/list\r")
    try terminal.waitFor("[1] I put my money in the bank.")
    try terminal.waitFor("polyseme> ")
    try terminal.type("\u{4}")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  /// A FIFO to which nobody writes, in the place of each kind of file that a command reads.
  @Test func aFIFOIsNotWaitedForAfterAnInterrupt() throws {
    let folder = try TemporaryFolder()
    let pipe = folder("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let terminal = try Self.start(environment: ["HOME": folder.path], columns: 200)
    for command in [
      "read", "replay", "kwic bank", "induce bank", "score", "score --format wic --gold \(pipe)",
      "set senses",
    ] {
      try terminal.type("/\(command) \(pipe)\r")
      usleep(200_000)
      try terminal.type("\u{3}")
      try terminal.waitFor("interrupted")
      try terminal.waitFor("polyseme> ")
    }
    try terminal.type("/quit\r")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  /// The prompt goes on, says so at every answer, and keeps its history.
  @Test func weightsThatAreCutShort() throws {
    let folder = try TemporaryFolder()
    try TinyModel.write(to: folder("model"))
    let terminal = try Self.start(
      environment: ["POLYSEME_MODEL": folder("model"), "POLYSEME_HISTORY": folder("history")])
    try terminal.type("the bank of the river\r")
    try terminal.waitFor("polyseme> ")
    #expect(truncate(folder("model/weights/model.safetensors"), 1000) == 0)
    try terminal.type("the money in the bank\r")
    try terminal.waitFor("was written to while it was in use")
    try terminal.waitFor("polyseme> ")
    try terminal.type("\u{4}")
    #expect(try terminal.waitForEnd() == .exit(0))
    let history = try String(contentsOfFile: folder("history"), encoding: .utf8)
    #expect(history.contains("the money in the bank"))
  }

  @Test(arguments: [
    "/why 1:bank 2:bank --orders 1000000", "/contrast 1:bank 2:bank 1:money --orders 1000000",
  ]) func anInterruptShowsWhatIsKnown(line: String) throws {
    let terminal = try Self.start()
    for sentence in TinySentences.bank {
      try terminal.type(sentence + "\r")
      try terminal.waitFor("polyseme> ")
    }
    try terminal.type(line + "\r")
    try terminal.waitFor(" orders drawn")
    try terminal.type("\u{3}")
    try terminal.waitFor("interrupted after ")
    try terminal.waitFor(" orders; the shares are of these")
    try terminal.waitFor("money")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/quit\r")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  private enum TinySentences {
    static let bank = ["I put my money in the bank.", "We sat on the bank of the river."]
  }

  @Test func colourIsThereUnlessRefused() throws {
    for (environment, isColoured) in [([:], true), (["NO_COLOR": "1"], false)] {
      let terminal = try Self.start(environment: environment)
      try terminal.type("/matrix \"The bank.\"\r")
      try terminal.waitFor("1.00")
      #expect(terminal.sent.contains([0x1B] + Array("[38;5;".utf8)) == isColoured)
    }
  }

  @Test func aLongAnswerGoesThroughThePager() throws {
    // It says what it was given, and keeps nothing back.
    let terminal = try Self.start(environment: [
      "PAGER": "sed -u s/^/paged:/", "PATH": "/usr/bin:/bin",
    ])
    try terminal.type("We sat.\r")
    try terminal.waitFor("[1] We sat .")
    try terminal.waitFor("polyseme> ")
    #expect(!terminal.text.contains("paged:"))
    try terminal.type("/help\r")
    try terminal.waitFor("paged:A line is a sentence")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/set pager off\r")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/help\r")
    #expect(!(try terminal.waitFor("A use of a word")).contains("paged:"))
  }

  @Test func aPagerThatIsNotThereHidesNothing() throws {
    let terminal = try Self.start(environment: ["PAGER": "no-such-pager"])
    try terminal.type("/help\r")
    try terminal.waitFor("A use of a word")
    try terminal.waitFor("polyseme> ")
  }

  @Test func aCaretStandsBelowTheWordThatIsWrong() throws {
    let terminal = try Self.start()
    try terminal.type("We sat on the bank.\r")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/sim 1:bank 1:bnak\r")
    try terminal.waitFor("/sim 1:bank 1:bnak\n")
    // Below the last five characters, less the sentence's number.
    let caret = try terminal.waitFor("there is no “bnak”")
    #expect(caret == String(repeating: " ", count: 10 + 14) + "^^^^\n")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/sim 1:bank\r")
    try terminal.waitFor("/sim 1:bank\n")
    // What is missing stands nowhere.
    #expect(try terminal.waitFor("/sim needs two uses") == "")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/sim 1:bank bank --fulll\r")
    try terminal.waitFor("bank --fulll\n")
    #expect(
      try terminal.waitFor("there is no option --fulll")
        == String(repeating: " ", count: 10 + 17) + "^^^^^^^\n")
  }

  @Test func aSessionBeginsWithTheLinesOfAFileAndIsLogged() throws {
    let (start, log) = (ProgramTests.folder("start"), ProgramTests.folder("session.log"))
    try Data("/set timing on\nWe sat on the bank.\n".utf8).write(to: URL(filePath: start))
    let terminal = try Self.start(["--start", start, "--log", log])
    try terminal.type("/sim 1:bank bank\r")
    try terminal.waitFor(" ms\n")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/quit\r")
    #expect(try terminal.waitForEnd() == .exit(0))
    let text = try String(contentsOf: URL(filePath: log), encoding: .utf8)
    #expect(text.contains("[1] We sat on the bank .\n"))
    #expect(text.contains("polyseme> /sim 1:bank bank\n") && !text.contains("\u{1B}"))
    #expect(text.contains(" ms\n") && text.hasSuffix("polyseme> /quit\n"))
    let mode = try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func theWindowMayChange() throws {
    let terminal = try Self.start()
    try terminal.resize(rows: 24, columns: 40)
    try terminal.type("/help\r")
    let help = try terminal.waitFor("polyseme> ")
    let lines: [Substring] = help.split(separator: "\n")
    #expect(lines.dropFirst().allSatisfy { $0.count <= 40 })
  }

  @Test func aHomeThatCannotBeWrittenIsNoHindrance() throws {
    let terminal = try Self.start(environment: ["HOME": "/proc", "XDG_STATE_HOME": "/proc/none"])
    try terminal.type("We sat.\r")
    try terminal.waitFor("[1] We sat .")
    try terminal.waitFor("polyseme> ")
    try terminal.type("/quit\r")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  @Test func historyIsKeptForThePersonAlone() throws {
    let state = ProgramTests.folder("state")
    for line in ["We sat.", "\u{1B}[A"] {
      let terminal = try Self.start(environment: ["XDG_STATE_HOME": state])
      try terminal.type(line + "\r")
      try terminal.waitFor("[1] We sat .")
      try terminal.waitFor("polyseme> ")
      try terminal.type("\u{4}")
      #expect(try terminal.waitForEnd() == .exit(0))
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: state + "/polyseme/history")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test(arguments: ["off", "file"]) func theEnvironmentSaysWhereTheHistoryIsKept(_ kind: String)
    throws
  {
    let state = ProgramTests.folder("state-\(kind)")
    let file = ProgramTests.folder("history-file")
    let terminal = try Self.start(environment: [
      "XDG_STATE_HOME": state, "POLYSEME_HISTORY": kind == "off" ? "off" : file,
    ])
    try terminal.type("We sat.\r")
    try terminal.waitFor("[1] We sat .")
    try terminal.waitFor("polyseme> ")
    try terminal.type("\u{4}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(!FileManager.default.fileExists(atPath: state))
    if kind == "file" { #expect(try String(contentsOfFile: file, encoding: .utf8) == "We sat.\n") }
  }
}

extension [UInt8] {
  fileprivate func contains(_ other: [UInt8]) -> Bool { firstRange(of: other) != nil }
}
