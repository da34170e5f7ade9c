import JSON
import Foundation
import Testing

@testable import Shell

@Suite struct ShellDriverTests {
  static var jsonl: Settings {
    var settings = Settings()
    settings.output = .jsonl
    return settings
  }

  @Test func objectNBelongsToLineN() throws {
    let lines = [
      "We sat on the bank.", "", "/sim 1:bank bank", "/nonsense", "//x", "\u{0}",
      "/sim 1:bank \"open",
      "/list", "/set", "/help", "/compare bank \"The bank closed.\"", "/info", "/help sim",
      "/forget all",
    ]
    let (shell, output) = try Shell.reading(lines, settings: Self.jsonl)
    let objects = try output.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["line"] as? Int } == Array(1...lines.count))
    #expect(objects[0]["sentence"] as? Int == 1)
    #expect((objects[0]["tokens"] as? [Any])?.count == 6)
    #expect(objects[1].count == 1)
    #expect(objects[2]["similarity"] is Double && objects[2]["a"] is [String: Any])
    let codes = objects.map { ($0["error"] as? [String: Any])?["code"] as? String }
    #expect(
      codes.prefix(8) == [
        nil, nil, nil, "unknown-command", nil, "empty-sentence", "open-quote", nil,
      ])
    #expect(output.notes.count == 3 && output.notes[0].hasPrefix("line 4: there is no command"))
    #expect(shell.status == .someFailed)
  }

  @Test func anAnswerThatIsANoFailsAScriptButNoPerson() throws {
    let lines = TinySession.bank + ["/same bank --expect different"]
    #expect(try Shell.reading(lines, judged: true).shell.status == .someFailed)
    var shell = Shell(
      session: TinySession.new(judged: true), source: .prompt, output: RecordedOutput())
    for line in lines { try shell.read(line) }
    #expect(shell.status == .success)
  }

  @Test func bailStopsAtTheFirstFailure() throws {
    let (shell, output) = try Shell.reading(["a", "/sim 9:x 1:a", "river"], bail: true)
    #expect(shell.isOver && shell.status == .stopped && output.text == "[1] a\n")
    let (other, all) = try Shell.reading(["a", "/sim 9:x 1:a", "river"])
    #expect(other.status == .someFailed && all.text == "[1] a\n[2] river\n")
  }

  @Test func quitEndsWithSuccess() throws {
    let (shell, output) = try Shell.reading(["a", "/quit", "river"])
    #expect(shell.isOver && shell.status == .success && output.text == "[1] a\n")
  }

  @Test func aPersonIsNotToldLineNumbersAndNothingCounts() throws {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .prompt, output: output)
    try shell.read("/nonsense")
    shell.interrupt()
    #expect(
      output.notes == ["there is no command /nonsense; /help lists them, and // starts a sentence"])
    #expect(shell.status == .success && !shell.isOver)
  }

  @Test func anInterruptEndsAScript() throws {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .script("x"), output: output)
    shell.session.checkInterrupt = { throw Interruption() }
    try shell.read("a")
    try shell.read("/compare a \"a\"")
    #expect(shell.isOver && shell.status == .interrupted)
    #expect(output.notes == ["x: line 2: interrupted"])
  }

  @Test(arguments: [
    ("/compare bank", false), ("/compare bank \"The bank of the river bank\"", true),
  ]) func aComparisonOfUsesInOneSentenceSaysSo(line: String, isDoubtful: Bool) throws {
    let lines = ["the bank", "the river bank", line]
    let text = try Shell.reading(lines).output.text
    #expect(text.contains("both uses of “bank” stand in one sentence.") == isDoubtful)
    let object = try Shell.reading(lines, settings: Self.jsonl).output.text.split(separator: "\n")
    #expect(object[2].contains("\"doubts\":[\"one-sentence\"]") == isDoubtful)
  }

  @Test func aLineThatIsTooLongIsOneFailure() throws {
    let (shell, output) = try Shell.reading(
      [String(repeating: "a ", count: 5 << 20), "river"], settings: Self.jsonl)
    #expect(
      output.notes == [
        "line 1: a line of 10485760 bytes, at most 65536 are read; break it into sentences"
      ])
    #expect(output.text.split(separator: "\n").count == 2 && shell.session.sentences.count == 1)
    var other = shell
    try other.readLine(ofBytes: 1 << 30)
    #expect(
      output.text.split(separator: "\n").last?.contains(
        "\"line\":3,\"error\":{\"code\":\"line-too-long\"") == true)
  }

  @Test func badBytesAndNULAreReadAndTold() throws {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .script(nil), output: output)
    let bytes: [UInt8] = Array("The b".utf8) + [0xFF, 0x00] + Array("ank.".utf8) + [0xC3]
    try shell.read(bytes.span)
    #expect(output.notes == ["line 1: byte 5 and 1 more is not UTF-8, read as U+FFFD"])
    #expect(!output.bytes.contains(0))
    #expect(shell.session.sentences[1]?.text.source.bytes == bytes)
  }

  @Test func terminalsObeyNoSentence() throws {
    let (_, output) = try Shell.reading([
      "\u{1B}[31mred", "/list", "/tokens 1", "/sim 1:\u{1B} 1:red",
    ])
    #expect(!output.text.contains("\u{1B}") && !output.notes.joined().contains("\u{1B}"))
  }

  @Test func colourOnlyAdds() throws {
    var settings = Settings()
    settings.colour = true
    let lines =
      TinySession.bank + ["/sim 1:bank 2:bank", "/compare bank", "/attention 1:bank", "/help"]
    let coloured = try Shell.reading(lines, settings: settings).output.text
    #expect(coloured.contains("\u{1B}"))
    let bare = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n").map {
      $0.replacing(/\ +$/, with: "")
    }
    let plain = try Shell.reading(lines).output.text
    #expect(bare == plain.split(separator: "\n").map { $0.replacing(/\ +$/, with: "") })
  }

  @Test func everyErrorFitsOneLine() {
    #expect(ShellError("x", "a\nb\u{1B}\u{2028}\u{2029}c\u{9B}").message == "a␊b␛␤¶c\u{FFFD}")
  }
}
