import UnicodeText

/// Answers lines, one after another, whoever types them.
///
/// Answers go to the output, everything else to its notes. In JSON Lines, object *n* belongs to line
/// *n*, be it blank, a failure or the last.
public struct Shell {
  /// Where lines come from, and so what is said of a line that fails.
  public enum Source: Sendable, Hashable {
    /// A person, who sees the line above.
    case prompt
    /// A file or pipe; its name, where it has one.
    case script(String?)
  }

  /// The sessions that answer, one for each model.
  public var panel: Panel
  public let source: Source
  /// Whether a script ends at the first line that fails.
  public var stopsAtFailure = false
  /// Columns of the prompt that stands before a line that is typed; `nil` where none does.
  public var promptWidth: Int?
  /// Lines read.
  public private(set) var lineCount = 0
  /// Whether no more lines are wanted.
  public private(set) var isOver = false
  /// What the program ends with.
  public private(set) var status = ExitStatus.success
  private let output: any ShellOutput
  private var writer = ReportWriter()

  public init(session: Session, source: Source, output: any ShellOutput) {
    self.init(panel: Panel([session]), source: source, output: output)
  }

  public init(panel: Panel, source: Source, output: any ShellOutput) {
    self.panel = panel
    self.source = source
    self.output = output
  }

  /// The session of the first model, whose settings hold for all.
  public var session: Session {
    get { panel.sessions[0] }
    set { panel.sessions[0] = newValue }
  }

  /// Answers a line.
  ///
  /// - Parameter bytes: Without the line's end.
  /// - Throws: `OutputError`, where the answer cannot be written.
  public mutating func read(_ bytes: Span<UInt8>) throws(OutputError) {
    lineCount += 1
    let answer: Report
    let start = ContinuousClock.now
    do {
      answer = try panel.answer(bytes)
    } catch {
      let error = ShellError(error)
      if let caret = caret(below: bytes, for: error) { output.note(caret) }
      return try report(error)
    }
    try write(answer)
    if session.settings.timing, !answer.ends {
      let took = (ContinuousClock.now - start) / .milliseconds(1)
      output.note("\(decimals(took, took < 10 ? 1 : 0)) ms")
    }
  }

  /// A caret below the word of a typed line that is wrong: what a message quotes first, or the option or command that there
  /// is not. `nil` where that stands nowhere in the line, or more than once.
  private func caret(below bytes: Span<UInt8>, for error: ShellError) -> String? {
    let pattern = /“([^”]+)”|there is no (?:option|command) ([^\s;]+)/
    guard let promptWidth, let match = error.message.firstMatch(of: pattern) else { return nil }
    let wrong = String(match.output.1 ?? match.output.2 ?? "")
    let line = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    let places = line.ranges(of: wrong)
    guard places.count == 1 else { return nil }
    let before = promptWidth + String(line[..<places[0].lowerBound]).displayWidth
    guard before + wrong.displayWidth <= session.settings.width else { return nil }
    return String(repeating: " ", count: before)
      + String(repeating: "^", count: max(1, wrong.displayWidth))
  }

  /// Answers a line that was too long to be handed over.
  public mutating func readLine(ofBytes count: Int) throws(OutputError) {
    lineCount += 1
    try report(Session.tooLong(count))
  }

  /// Answers that the user has asked to stop: a script ends, a prompt goes on.
  public mutating func interrupt() {
    guard case .script = source else { return }
    status = .interrupted
    isOver = true
  }

  public mutating func read(_ line: String) throws(OutputError) {
    try read(Array(line.utf8).span)
  }

  private mutating func write(_ answer: Report) throws(OutputError) {
    for warning in answer.warnings { output.note(located(warning)) }
    try output.write(
      writer.bytes(of: answer, as: session.settings, line: lineCount))
    if answer.status == .interrupted { return interrupt() }
    if answer.ends { isOver = true }
    // A person has seen it.
    guard case .script = source else { return }
    if answer.status != .success, status == .success { status = .someFailed }
  }

  private mutating func report(_ error: ShellError) throws(OutputError) {
    output.note(located(error.message))
    if session.settings.output == .jsonl {
      try output.write(JSONLines.object(line: lineCount, error.fields))
    }
    guard case .script = source else { return }
    if error.status == .interrupted {
      status = .interrupted
      isOver = true
    } else if stopsAtFailure {
      status = .stopped
      isOver = true
    } else {
      status = .someFailed
    }
  }

  private func located(_ message: String) -> String {
    switch source {
    case .prompt: message
    case .script(nil): "line \(lineCount): \(message)"
    case .script(let name?): "\(name): line \(lineCount): \(message)"
    }
  }
}
