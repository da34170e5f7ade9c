import Platform
import Senses

/// The sessions of one model or several, which are told the same.
public struct Panel {
  /// One for each model; the first speaks for all where only one can.
  public var sessions: [Session]
  /// What each model is called: its name, or, where two have the same, its folder.
  public let names: [String]

  /// - Precondition: There is one at least.
  public init(_ sessions: [Session]) {
    precondition(!sessions.isEmpty, "somebody has to answer")
    self.sessions = sessions
    let own = sessions.map(\.model.name)
    names =
      Set(own).count == own.count ? own : sessions.map(\.model.path)
    for other in self.sessions.indices.dropFirst() { self.sessions[other].files = nil }
  }

  /// Asks every model, and puts the answers side by side. One that fails is told beside the others.
  ///
  /// - Throws: What the only model throws; `ShellError`, where all fail; `Interruption`.
  public mutating func answer(
    _ ask: (inout Session) throws -> Report
  ) throws -> Report {
    guard sessions.count > 1 else { return try Self.checked { try ask(&sessions[0]) } }
    var answers: [ModelAnswer] = []
    for (place, name) in names.enumerated() {
      do {
        answers.append(
          ModelAnswer(model: name, .success(try Self.checked { try ask(&sessions[place]) })))
      } catch let interruption as Interruption {
        throw interruption
      } catch {
        answers.append(ModelAnswer(model: name, .failure(ShellError(error))))
      }
      // Who has pressed Ctrl-C does not wait for the next model.
      if answers.last?.report?.status == .interrupted { break }
    }
    return try Report(joining: answers)
  }

  /// An answer counts only where every file that it was read from was whole until then.
  ///
  /// - Throws: `FileError.changed`.
  private static func checked(_ answer: () throws -> Report) throws -> Report {
    let answer = try answer()
    try MappedFile.checkAllUnchanged()
    return answer
  }

  /// Answers one line.
  ///
  /// - Throws: As `Session.answer`.
  mutating func answer(_ line: Span<UInt8>) throws -> Report {
    guard sessions.count > 1, case .command(let command)? = try? Line(line) else {
      return try answer { try $0.answer(line) }
    }
    try Self.check(words: command.words)
    guard let type = try? Commands.named(command.name), type.isForOneModel else {
      return try answer { try $0.answer(line) }
    }
    return noted(try Self.checked { try sessions[0].answer(line) }, by: type)
  }

  /// Refuses what only one model could read.
  ///
  /// - Throws: `ShellError`.
  public static func check(words: [String]) throws {
    guard words.contains("-") else { return }
    throw ShellError(
      "read-once",
      "- is standard input, which only one of several models could read; write it to a file first",
      .usage)
  }
}

extension Panel {
  /// Asked by every session between pieces of work.
  public var checkInterrupt: @Sendable () throws -> Void {
    get { sessions[0].checkInterrupt }
    set { for place in sessions.indices { sessions[place].checkInterrupt = newValue } }
  }

  /// Gives one answer.
  ///
  /// - Throws: What the only model throws; `ShellError`; `Interruption`.
  public mutating func answer<Command: SessionCommand>(_ command: Command) throws -> Report {
    if Command.isForOneModel, sessions.count > 1 {
      var own = command
      return noted(try Self.checked { try own.report(in: &sessions[0]) }, by: Command.self)
    }
    return try answer { session in
      // Each model is asked afresh.
      var own = command
      return try own.report(in: &session)
    }
  }

  private func noted(_ report: Report, by type: any SessionCommand.Type) -> Report {
    var report = report
    report.warnings.append("/\(type.name) is answered by \(names[0]) alone")
    return report
  }
}
