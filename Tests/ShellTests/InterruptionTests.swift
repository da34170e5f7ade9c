import Testing

@testable import Shell

@Suite struct InterruptionTests {
  /// A line after two sentences, interrupted at a look.
  private func answer(
    to line: String, interruptedAt look: Int
  ) throws -> (shell: Shell, output: RecordedOutput, looks: Int) {
    let output = RecordedOutput()
    var shell = Shell(
      session: TinySession.new(TinySession.bank, judged: true), source: .script(nil),
      output: output)
    let looks = Looks()
    shell.session.checkInterrupt = looks.interrupt(at: look)
    try shell.read(line)
    return (shell, output, looks.count)
  }

  @Test(arguments: [
    "/why 1:bank 2:bank", "/why 1:bank 2:bank --orders 100", "/contrast 1:bank 2:bank 1:money",
    "/flip 1:bank 2:bank", "/reading 1:bank 1:bank 2:bank", "/stable 1:bank 2:bank",
    "/substitutes 1:bank", "/heads 1:bank 2:bank", "/neighbours 1:bank", "/same bank",
    "/compare bank", "/map bank", "/matrix 1 2", "/attention 1:bank", "/arithmetic 1:bank",
    "/odd bank \"The bank.\"",
  ]) func longWorkLooksUp(line: String) throws {
    let (shell, output, looks) = try answer(to: line, interruptedAt: 1)
    #expect(output.notes == ["line 1: interrupted"] && output.bytes.isEmpty)
    #expect(shell.status == .interrupted && shell.isOver && looks == 1)
  }

  @Test(arguments: [
    (
      "/why 1:bank 2:bank --orders 100000",
      " orders; the shares are of these, and nothing is checked"
    ),
    ("/contrast 1:bank 2:bank 1:money --orders 100000", " orders; the shares are of these"),
  ]) func sharesAreThoseOfTheOrdersByThen(line: String, said: String) throws {
    let (shell, output, looks) = try answer(to: line, interruptedAt: 400)
    let note = try #require(output.notes.first)
    #expect(note.hasPrefix("line 1: interrupted after ") && note.hasSuffix(said), "\(note)")
    let orders = try #require(note.split(separator: " ").compactMap { Int($0) }.first)
    let words = output.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(4..<100_000 ~= orders && words.contains("\(orders) orders drawn"))
    // Nothing is encoded any more, and the answer is no replay's.
    #expect(looks == 400 && shell.status == .interrupted)
    guard case .leftOut? = shell.session.log.entries.last?.reply else {
      Issue.record("an interrupted answer is kept")
      return
    }
  }

  @Test func theBestSubstitutesByThenAreShown() throws {
    let whole = try answer(to: "/substitutes 1:bank --candidates 20", interruptedAt: .max)
    #expect(whole.shell.status == .success)
    // The last look comes before the last words are tried.
    let (shell, output, looks) = try answer(
      to: "/substitutes 1:bank --candidates 20", interruptedAt: whole.looks)
    func tried(_ text: String) throws -> Int {
      try #require(text.firstMatch(of: /(\d+) words tried/).flatMap { Int($0.1) })
    }
    let count = try tried(output.text)
    #expect(
      output.notes == ["line 1: interrupted after \(count) words; the best of these are shown"])
    #expect(try 0 < count && count < tried(whole.output.text))
    #expect(shell.status == .interrupted && looks == whole.looks)
  }
}
