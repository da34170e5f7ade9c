import LineEditing
import Platform
import Shell

extension Program {
  /// Talks with a person at a terminal.
  func prompt(_ panel: Panel, _ script: ScriptOptions) throws -> ExitStatus {
    output.prefix = ""
    let log = try script.log.map { try SessionText(path: $0, writtenBy: files) }
    if let log { output.copy = log.add }
    let seen = Seen(panel.sessions[0])
    let lines = PromptLines(
      program: "polyseme", prompt: Self.promptText,
      history: history(named: script.history),
      completions: { Completion(seen.session.suggestions(for: $0, cursor: $1)) })
    lines.whenHistoryFails = { [output] in output.note($0.description) }
    var shell = Shell(panel: panel, source: .prompt, output: output)
    for line in greeting(panel) { output.note(line) }
    shell.promptWidth = Self.promptText.count
    try start(&shell, named: script.start)
    output.isHeld = true
    var width = terminalWidth()
    while !shell.isOver {
      seen.session = shell.session
      let event = try lines.next()
      // A width that was set holds until the window changes.
      if let new = terminalWidth(), new != width {
        width = new
        for place in shell.panel.sessions.indices {
          shell.panel.sessions[place].settings.width = new
        }
      }
      switch event {
      case .line(let bytes):
        log?.add(Array(Self.promptText.utf8) + bytes + [0x0A])
        try shell.read(bytes.span)
      case .tooLong(let bytes): try shell.readLine(ofBytes: bytes)
      case .interrupted: shell.interrupt()
      case .end: return shell.status
      }
      try show(through: shell.session.settings.pager)
    }
    return shell.status
  }

  private static let promptText = "polyseme> "

  /// Shows what was answered, through a pager where it is higher than the window.
  private func show(through pages: Bool) throws {
    let answer = output.takeHeld()
    let lines = answer.count { $0 == 0x0A }
    if pages, let rows = terminalRows(), lines >= rows, Pager.show(answer) { return }
    try output.show(answer)
  }

  /// Answers the lines of the start-up file.
  private func start(_ shell: inout Shell, named: String?) throws {
    guard named != "none" else { return }
    let usual =
      environment("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 }
      ?? environment("HOME").map { $0 + "/.config" }
    guard let path = named ?? usual.map({ $0 + "/polyseme/start" }),
      named != nil || exists(path)
    else { return }
    let lines = try lines(of: path)
    while !shell.isOver {
      switch try Self.next(of: lines, from: path) {
      case .line(let bytes): try shell.read(bytes.span)
      case .tooLong(let bytes): try shell.readLine(ofBytes: bytes)
      case .interrupted: shell.interrupt()
      case .end: return try output.flush()
      }
    }
  }

  /// The history in the file that an option or `POLYSEME_HISTORY` names, or in that of the person; `none` and `off` keep
  /// none.
  private func history(named: String?) -> History {
    let usual = environment("POLYSEME_HISTORY") ?? ""
    guard let name = named ?? (usual.isEmpty ? nil : usual) else {
      return History.standard(program: "polyseme", writtenBy: files)
    }
    return ["none", "off"].contains(name) ? History() : History(path: name, writtenBy: files)
  }

  private func greeting(_ panel: Panel) -> [String] {
    [
      "Polyseme \(version), \(panel.names.count > 1 ? "models" : "model") \(panel.names.joined(separator: " and "))",
      "Type two sentences, then /sim 1:bank 2:bank. /help tells more, Ctrl-D ends.",
    ].flatMap { Block.text($0).lines(TextStyle(width: panel.sessions[0].settings.width)) }
  }
}

/// The session as it was before the line that is being typed.
private final class Seen {
  var session: Session

  init(_ session: Session) { self.session = session }
}

extension Completion {
  fileprivate init(_ suggestions: Suggestions) {
    switch suggestions {
    case .words(let words, let from):
      // Readline would send them to the terminal as they are.
      let seen = words.filter { $0.text == $0.text.onOneLine }
      self = .words(seen.map { Candidate($0.text, isFinished: $0.isFinished) }, from: from)
    case .fileNames(let from): self = .fileNames(from: from)
    }
  }
}
