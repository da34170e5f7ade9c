import ContextualEmbeddings
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

/// Two models at one prompt.
@Suite struct PanelTests {
  let folder = try! TemporaryFolder()
  let models: [Model]

  init() throws {
    // With other places its numbers are others too.
    for (name, positions) in [("a", 32), ("b", 24)] {
      try TinyModel.write(to: folder(name), positions: positions)
    }
    models = try ["a", "b"].map { [folder] name in
      try Model(contentsOf: folder(name), precision: .float32)
    }
  }

  private func read(
    _ lines: [String], _ format: OutputFormat = .text, judged: [Bool] = [true, false]
  ) throws -> (Shell, RecordedOutput) {
    var settings = Settings()
    settings.output = format
    settings.header = true
    settings.width = 1000
    let sessions = zip(models, judged).map { model, isJudged in
      Session(
        SenseReader(model, calibration: isJudged ? TinySession.calibration : nil),
        settings: settings, files: FileWriting(data: folder("data")))
    }
    let output = RecordedOutput()
    var shell = Shell(panel: Panel(sessions), source: .script(nil), output: output)
    for line in lines where !shell.isOver {
      try shell.read(line.replacing("FOLDER", with: folder.path))
    }
    return (shell, output)
  }

  private let sim = "/sim \"The [bank] closed.\" \"The [river] bank.\""

  @Test func numbersStandInTwoColumns() throws {
    let output = try read([sim]).1
    let lines = output.text.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    }
    #expect(lines[0] == [folder("a"), folder("b")])
    #expect(lines.map { $0[0] }.dropFirst() == ["similarity", "probability"])
    #expect(lines[1][1] != lines[1][2] && Double(lines[1][2]) != nil)
    // The second model has no calibration.
    #expect(lines[2][2] == "–")
  }

  @Test func rowsAreMatchedByWhatTheyAreOf() throws {
    let output = try read(
      TinySession.bank + ["The bank closed.", "/compare bank", "/layers 1:bank 2:bank"]
    ).1
    let lines = output.text.split(separator: "\n")
    // What both say of a sentence is said once.
    #expect(lines.count { $0.hasPrefix("[1]") } == 1)
    #expect(lines.contains { $0.hasPrefix("1:bank  2:bank  similarity") })
    #expect(lines.contains { $0.hasPrefix("layer ") && $0.hasSuffix(folder("b")) })
  }

  @Test func aWordThatStandsTwiceIsMatchedInOrder() throws {
    let output = try read(["/why \"The [bank] of the river.\" \"The [bank] of the boat.\""]).1
    let lines = output.text.split(separator: "\n")
    #expect(lines[0].hasPrefix("side  text"))
    #expect(lines.count { $0.hasPrefix("a     the ") || $0.hasPrefix("a     The ") } == 2)
  }

  @Test func machinesGetAnObjectForEach() throws {
    let output = try read([sim, "/quit"], .jsonl).1
    let lines = output.text.split(separator: "\n")
    let answer = try JSONValue(parsing: Array(lines[0].utf8))
    let members = try #require(answer["models"]?.array)
    #expect(answer.object?.names == ["line", "models"])
    #expect(members.map { $0["model"]?.string } == [folder("a"), folder("b")])
    #expect(members.allSatisfy { $0["similarity"]?.double != nil })
    let rows = try read([sim], .tsv).1.text.split(separator: "\n")
    #expect(rows[0].hasPrefix("line\tmodel\ta\tb\tsimilarity"))
    #expect(rows[2].hasPrefix("1\t\(folder("b"))\tbank\triver\t"))
  }

  @Test func oneThatFailsIsToldBesideTheOther() throws {
    let flip = "/flip \"The [bank] closed.\" \"The [bank] left.\""
    let (shell, output) = try read([flip], .jsonl)
    #expect(shell.status == .someFailed)
    #expect(
      output.notes.count == 1
        && output.notes[0].contains("\(folder("b")): the model has no calibration"))
    #expect(
      output.text.contains("\"model\":\"\(folder("b"))\",\"error\":{\"code\":\"no-yardstick\""))
    // The answer says whose it is.
    #expect(try read([flip]).1.text.hasPrefix("\(folder("a")):\n"))
    // What is wrong for both is wrong as ever.
    let (_, both) = try read(["/sim 1:bank 2:bank", "/smi"])
    #expect(
      both.notes[0] == "line 1: no sentence is kept yet; type one, or read a file with /read"
        || both.notes[0].hasPrefix("line 1: there is no sentence 1"))
    #expect(both.notes[1].hasPrefix("line 2: there is no command /smi"))
  }

  @Test func whatIsNoNumberStandsBelowItsModel() throws {
    let output = try read(["/tokens \"The polysemic bank.\"", "/attention \"The [bank] closed.\""])
      .1
    #expect(
      output.text.contains("\(folder("a")):\n") && output.text.contains("\n\(folder("b")):\n"))
  }

  @Test func filesAreWrittenByTheFirst() throws {
    let (_, output) = try read(
      TinySession.bank + ["/save FOLDER/s", "/layers 1:bank 2:bank --svg FOLDER/p.svg", "/info"])
    #expect(output.notes[0] == "line 3: /save is answered by \(folder("a")) alone")
    #expect(output.notes[1] == "line 4: \(folder("p.svg")) holds the answer of \(folder("a"))")
    #expect(output.text.contains("heads"))
    // A session of two models runs again with the first, at either prompt.
    let replay = try read(["/replay FOLDER/s"]).1
    #expect(replay.text.contains("2 the same to the bit, 0 different"))
  }

  @Test func standardInputCannotBeReadTwice() throws {
    let (shell, output) = try read(["/induce bank -"])
    #expect(shell.status == .someFailed && output.notes[0].contains("only one of several models"))
  }

  @Test func anInterruptStopsAll() throws {
    let output = RecordedOutput()
    var panel = Panel(models.map { Session(SenseReader($0)) })
    panel.checkInterrupt = Looks().interrupt(at: 1)
    var shell = Shell(panel: panel, source: .script(nil), output: output)
    try shell.read("/stable \"The [bank] closed.\" \"The [bank] left.\"")
    #expect(output.notes == ["line 1: interrupted"] && shell.status == .interrupted)
  }

  @Test func settingsHoldForAll() throws {
    let (shell, _) = try read(["/set layer 1", "/set seed 7", "/forget all"])
    #expect(shell.panel.sessions.map(\.model.layer) == [1, 1])
    #expect(shell.panel.sessions.map(\.settings.seed) == [7, 7])
  }
}
