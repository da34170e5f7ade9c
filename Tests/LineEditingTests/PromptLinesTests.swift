import Foundation
import LineEditing
import TestSupport
import Testing

/// The probe of this room (`Tests/LineEditingProbe`) at a terminal of its own.
@Suite(.needsTerminal) struct PromptLinesTests {
  static func probe(
    _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      builtProgram("line-editing-probe"), arguments,
      environment: ["INPUTRC": "/dev/null", "LANG": "C.UTF-8"].merging(environment) { $1 })
    try terminal.waitFor("probe> ")
    return terminal
  }

  /// Types keys and Enter, and expects a line, then a fresh prompt.
  static func expect(
    _ keys: String, gives line: String, at terminal: PseudoTerminal,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try terminal.type(keys + "\r")
    try terminal.waitFor("\nline: <")
    let found = try terminal.waitFor("> \(line.utf8.count) bytes\n")
    #expect(found == line, sourceLocation: sourceLocation)
    try terminal.waitFor("probe> ")
  }

  @Test func linesAreEdited() throws {
    let terminal = try Self.probe()
    try Self.expect("hello", gives: "hello", at: terminal)
    try Self.expect("", gives: "", at: terminal)
    // Back to the start, and a letter deleted.
    try Self.expect("orld\u{1}w\u{5}x\u{7F}", gives: "world", at: terminal)
    try terminal.type("\u{4}")
    try terminal.waitFor("end\n")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  /// One press deletes one character, also where the locale knows of no UTF-8.
  @Test(arguments: [["LANG": "C.UTF-8"], ["LANG": "C"], ["LC_ALL": "POSIX"], ["LANG": ""]])
  func charactersAreEditedWhole(environment: [String: String]) throws {
    let terminal = try Self.probe([], environment)
    try Self.expect("naï\u{7F}ïve 🙂\u{7F}日本", gives: "naïve 日本", at: terminal)
  }

  @Test func whatIsNoTextIsTakenAsItComes() throws {
    let terminal = try Self.probe()
    try terminal.type([0xFF, 0xC3, 0x28, 0x09, 0x61, 0x0D])
    try terminal.waitFor("\nline: <")
    let line = try terminal.waitFor(" bytes\n")
    #expect(line.contains("(a> "))
    try Self.expect("fine", gives: "fine", at: terminal)
  }

  @Test func endOfInputEndsOnlyAnEmptyLine() throws {
    let terminal = try Self.probe()
    try Self.expect("ab\u{1}\u{4}", gives: "b", at: terminal)
    try terminal.type("\u{4}")
    try terminal.waitFor("end\n")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  @Test func theProgramEndsWhenItsTerminalGoes() throws {
    let terminal = try Self.probe()
    terminal.hangUp()
    #expect(try terminal.waitForEnd() == .signal(SIGHUP))
  }

  // Completion.

  @Test func aUseIsOneWord() throws {
    let terminal = try Self.probe()
    try Self.expect("/sim 2:ba\t", gives: "/sim 2:bank ", at: terminal)
    try Self.expect("/sim 2:bank#\t", gives: "/sim 2:bank#2 ", at: terminal)
    try Self.expect("/sim 2@\t2:na\t", gives: "/sim 2@17-21 2:naïve ", at: terminal)
    try Self.expect("/s\t2:ba\t", gives: "/sim 2:bank ", at: terminal)
  }

  @Test func anUnfinishedWordGetsNoSpace() throws {
    let terminal = try Self.probe()
    try Self.expect("/sim ba\t.", gives: "/sim bank].", at: terminal)
  }

  @Test func aWordBeginsWhereTheProgramSays() throws {
    let terminal = try Self.probe()
    try Self.expect("/sim \"on the [ba\t\"", gives: "/sim \"on the [bank]\"", at: terminal)
    try Self.expect("/all two wo\t", gives: "/all two words ", at: terminal)
  }

  @Test func theRestOfTheLineStays() throws {
    let terminal = try Self.probe()
    try Self.expect("2:ba x\u{2}\u{2}\t", gives: "2:bank x", at: terminal)
  }

  @Test func severalWordsAreListed() throws {
    let terminal = try Self.probe()
    // The first press adds what they share.
    try terminal.type("/sim \"[2:r\t\t\t")
    try terminal.waitFor("\n2:river ")
    try terminal.waitFor(" 2:riverside ")
    try Self.expect("s\t", gives: "/sim \"[2:riverside ", at: terminal)
  }

  @Test func nothingFittingChangesNothing() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder("zzz")))
    let terminal = try Self.probe()
    // Not even a file of that name.
    try Self.expect("/sim \(folder("z"))\t", gives: "/sim \(folder("z"))", at: terminal)
  }

  @Test func fileNamesAreFoundAndQuoted() throws {
    let folder = try TemporaryFolder()
    for name in ["my file.txt", "plain.txt", "say \"hi\".txt", "back\\slash", "[b].txt"] {
      try Data().write(to: URL(fileURLWithPath: folder(name)))
    }
    for name in ["folder", "a folder"] {
      try FileManager.default.createDirectory(
        atPath: folder(name), withIntermediateDirectories: false)
    }
    try Data().write(to: URL(fileURLWithPath: folder("a folder/inner")))
    let terminal = try Self.probe()
    func expect(_ typed: String, _ line: String) throws {
      try Self.expect(
        "/read " + typed.replacing("~", with: folder.path),
        gives: "/read " + line.replacing("~", with: folder.path), at: terminal)
    }
    try expect("~/pl\t", "~/plain.txt ")
    try expect("~/my\t", "\"~/my file.txt\" ")
    try expect("\"~/my\t", "\"~/my file.txt\" ")
    try expect("~/say\t", "\"~/say \\\"hi\\\".txt\" ")
    try expect("~/ba\t", "\"~/back\\\\slash\" ")
    try expect("~/[b\t", "~/[b].txt ")
    try expect("~/fo\t", "~/folder/")
    try expect("~/a\tin\t", "\"~/a folder/inner\" ")
    try expect("\"~/say \\\"\t", "\"~/say \\\"hi\\\".txt\" ")
    try expect("none\t", "none")
  }

  // Interrupts.

  @Test func anInterruptCancelsTheLine() throws {
    let terminal = try Self.probe()
    try Self.expect("kept", gives: "kept", at: terminal)
    try terminal.type("half a line\u{3}")
    try terminal.waitFor("\ninterrupted\nprobe> ")
    try terminal.type("\u{3}")
    try terminal.waitFor("\ninterrupted\nprobe> ")
    // History is as it was.
    try Self.expect("\u{1B}[A", gives: "kept", at: terminal)
  }

  @Test func anInterruptCancelsASearch() throws {
    let terminal = try Self.probe()
    try Self.expect("kept", gives: "kept", at: terminal)
    // An interrupt throws away keys that wait, so none may.
    try terminal.type("\u{12}k")
    try terminal.waitFor("k': ")
    try terminal.type("\u{3}")
    try terminal.waitFor("\ninterrupted\nprobe> ")
    try Self.expect("next", gives: "next", at: terminal)
  }

  /// Whatever readline waits for within a line: a string to search for, the rest of a key
  /// sequence, a count, a character to go to, the name of a command.
  @Test(arguments: [
    "\u{1B}pk", "\u{1B}", "\u{1B}5", "\u{1D}", "\u{1B}xab", "\u{18}",
  ])
  func anInterruptCancelsWhatIsAskedFor(keys: String) throws {
    let terminal = try Self.probe()
    try Self.expect("kept", gives: "kept", at: terminal)
    for _ in 0..<2 {
      try terminal.type("half" + keys)
      try terminal.waitFor("half")
      // Some keys show nothing, and an interrupt throws away those that wait.
      try terminal.waitUntilKeysAreRead()
      try terminal.type("\u{3}")
      try terminal.waitFor("\ninterrupted\nprobe> ")
    }
    try Self.expect("next", gives: "next", at: terminal)
  }

  /// It throws away the keys before it, whether they have been seen already or not.
  @Test(arguments: ["", "\u{12}"])
  func anInterruptAmongKeysIsSeen(before: String) throws {
    let terminal = try Self.probe()
    try Self.expect("kkept", gives: "kkept", at: terminal)
    for keys in [1, 2, 3, 10, 100, 1, 2, 3] {
      try terminal.type(before + String(repeating: "k", count: keys) + "\u{3}")
      try terminal.waitFor("\ninterrupted\nprobe> ")
    }
    try Self.expect("next", gives: "next", at: terminal)
  }

  @Test func anInterruptCancelsAQuestion() throws {
    let terminal = try Self.probe()
    try terminal.type("/many \t\t\t")
    try terminal.waitFor("Display all 300 possibilities?")
    try terminal.type("\u{3}")
    try terminal.waitFor("\ninterrupted\nprobe> ")
    try Self.expect("next", gives: "next", at: terminal)
  }

  @Test func workCanBeInterrupted() throws {
    let terminal = try Self.probe()
    for _ in 0..<2 {
      try terminal.type("work\r")
      try terminal.waitFor("working\n")
      try terminal.type("\u{3}")
      let between = try terminal.waitFor("probe> ")
      #expect(between.hasSuffix("stopped\n"))
      #expect(!between.contains("interrupted"))
    }
    try Self.expect("next", gives: "next", at: terminal)
  }

  /// Ctrl-Z leaves the program to the shell that started it; back again, the line is there.
  @Test func aStoppedProgramGoesOn() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], environment: ["INPUTRC": "/dev/null", "PS1": "shell> "])
    try terminal.waitFor("shell> ")
    try terminal.type(builtProgram("line-editing-probe") + "\r")
    try terminal.waitFor("probe> ")
    try terminal.type("half")
    try terminal.waitFor("half")
    try terminal.type("\u{1A}")
    try terminal.waitFor("shell> ")
    try terminal.type("fg\r")
    try terminal.waitFor("probe> half")
    try Self.expect(" a line", gives: "half a line", at: terminal)
  }

  @Test func anInterruptEndsAPasteThatNeverEnds() throws {
    let terminal = try Self.probe()
    try terminal.type("\u{1B}[200~abc\u{3}")
    try terminal.waitFor("\ninterrupted\nprobe> ")
    try Self.expect("next", gives: "next", at: terminal)
  }

  // History.

  @Test func historyOutlivesTheProgram() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_STATE_HOME": folder("state")]
    let first = try Self.probe(["--standard-history"], environment)
    for line in ["one", "two", "two", " secret"] {
      try Self.expect(line, gives: line, at: first)
    }
    // Killed, not ended: each line is kept as it comes.
    #expect(try HistoryFileTests.lines(folder("state/polyseme/history")) == ["one", "two"])
    let second = try Self.probe(["--standard-history"], environment)
    try Self.expect("\u{1B}[A\u{1B}[A", gives: "one", at: second)
    try Self.expect("\u{1B}[A\u{1B}[A\u{1B}[A", gives: "one", at: second)
    #expect(
      try HistoryFileTests.lines(folder("state/polyseme/history")) == ["one", "two", "one"])
  }

  @Test func withoutAHomeLinesAreKeptForTheSession() throws {
    let terminal = try PseudoTerminal(
      builtProgram("line-editing-probe"), ["--standard-history"],
      environment: ["INPUTRC": "/dev/null"])
    let before = try terminal.waitFor("probe> ")
    let note = "note: lines typed are not kept: neither XDG_STATE_HOME nor HOME names a folder\n"
    #expect(before == note)
    try Self.expect("one", gives: "one", at: terminal)
    try Self.expect("\u{1B}[A", gives: "one", at: terminal)
    #expect(terminal.text.ranges(of: "note:").count == 1)
  }

  @Test func aHistoryThatCannotBeWrittenIsSaidOnce() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder("taken")))
    let terminal = try Self.probe(["--history", folder("taken/history")])
    try terminal.type("one\r")
    try terminal.waitFor(
      "note: lines typed are not kept: \(folder("taken/history")): Not a directory\n")
    try terminal.waitFor("line: <one>")
    try terminal.waitFor("probe> ")
    try Self.expect("two", gives: "two", at: terminal)
    #expect(terminal.text.ranges(of: "note:").count == 1)
  }

  // Pasting, going on, the window, the user's settings.

  @Test func aPasteOfManyLinesIsManyLines() throws {
    let terminal = try Self.probe()
    try terminal.paste("one\rtwo\r\r/sim\t2:ba\u{1B}[31m\r")
    try Self.expect("", gives: "one", at: terminal)
    for line in ["two", "", "/sim\t2:ba\u{1B}[31m"] {
      try terminal.waitFor(
        "line: <\(line.replacing("\u{1B}[31m", with: ""))> \(line.utf8.count) bytes\n")
    }
    try terminal.waitFor("probe> ")
    try Self.expect("typed", gives: "typed", at: terminal)
    // Each echoed as if it had been typed there, without obeying what is in it.
    #expect(terminal.text.contains("probe> two\nline: <two>"))
    #expect(terminal.text.contains("probe> /sim^I2:ba^[[31m\n"))
  }

  @Test func anInterruptDropsTheRestOfAPaste() throws {
    let terminal = try Self.probe()
    try terminal.paste("one\rwork\rlost\r")
    try terminal.type("\r")
    try terminal.waitFor("line: <one>")
    try terminal.waitFor("working\n")
    try terminal.type("\u{3}")
    try terminal.waitFor("stopped\nprobe> ")
    try Self.expect("next", gives: "next", at: terminal)
    #expect(!terminal.text.contains("line: <lost>"))
  }

  @Test func aLineMayGoOn() throws {
    let terminal = try Self.probe()
    try terminal.type("begun \\\r")
    try terminal.waitFor("line: <begun \\>")
    try terminal.waitFor("....> ")
    try Self.expect("done", gives: "done", at: terminal)
  }

  @Test func theWindowMayChange() throws {
    let terminal = try Self.probe()
    try terminal.type("wid")
    try terminal.waitFor("wid")
    try terminal.resize(rows: 30, columns: 100)
    try terminal.type("th\r")
    try terminal.waitFor("width: 100\n")
    try terminal.type("work\r")
    try terminal.waitFor("working\n")
    try terminal.resize(rows: 10, columns: 40)
    try terminal.type("\u{3}")
    try terminal.waitFor("stopped\nprobe> ")
    // Readline knows too: the start of a longer line is a row above its end.
    let long = String(repeating: "x", count: 50)
    #expect(!terminal.sent.contains(Array("\u{1B}[A".utf8)))
    try Self.expect(long + "\u{1}y", gives: "y" + long, at: terminal)
    #expect(terminal.sent.contains(Array("\u{1B}[A".utf8)))
  }

  @Test func theUsersSettingsMaySpeakToTheProgramAlone() throws {
    let folder = try TemporaryFolder()
    let settings = """
      $if polyseme
      "\\C-t": "from inputrc"
      $endif
      $if bash
      "\\C-o": "not for us"
      $endif
      "\\C-x\\C-t": " and for all"

      """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: folder("inputrc")))
    let terminal = try Self.probe([], ["INPUTRC": folder("inputrc")])
    try Self.expect("\u{14}\u{18}\u{14}", gives: "from inputrc and for all", at: terminal)
  }
}
