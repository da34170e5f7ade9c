import ArgumentParser

/// A command of the prompt, which is also a subcommand of the program: the same type, the same
/// options.
///
/// To add one: a type with `configuration` (its name and one line of what it does), its arguments as
/// swift-argument-parser has them, an example, and its answer; then its line in `Commands.all`. The answer is what
/// was found (`Found`), declared field by field for machines (`fields`, `rows`), and told to people (`blocks`).
public protocol SessionCommand: ParsableCommand {
  /// Lines that can be typed one after another, the last of them with this command.
  static var example: [String] { get }

  /// Whether it needs a session that goes on, so that it is no subcommand of the program.
  static var isForPromptOnly: Bool { get }

  /// Whether it looks up now and then, and answers with what is there when it is interrupted.
  static var keepsWhatIsThere: Bool { get }

  /// Why a replay of the session leaves it out; `nil` where it is run again.
  static var replayGap: ReplayGap? { get }

  /// Whether its rows can stand beside those that another model answers with.
  static var isComparable: Bool { get }

  /// Whether of several models only the first answers, as where a file is written.
  static var isForOneModel: Bool { get }

  /// Where it stands in the list of commands.
  static var topic: Topic { get }

  /// The command of some words of which none is an option, where it can tell without `parse`, which takes longer than an
  /// answer.
  static func plain(_ words: [String]) -> Self?

  /// All that its answer says.
  associatedtype Found

  /// The members of its JSON object.
  static var fields: [Field<Found>] { get }

  /// Its rows.
  static var rows: RowFields<Found> { get }

  /// What columns of its tables say that no field has a title for.
  static var columns: [(head: String, meaning: String)] { get }

  /// Finds it.
  ///
  /// - Throws: Anything that describes itself in one line; `ShellError` to say how the program ends.
  mutating func find(in session: inout Session) throws -> Found

  /// What people are told.
  func blocks(_ found: Found, in session: Session) throws -> [Block]

  /// What a reader of the answer has to know besides, and what the program ends with.
  func notes(on found: Found, in session: Session) -> Notes

  /// Answers.
  mutating func report(in session: inout Session) throws -> Report

  /// What its page is called.
  func head(_ found: Found) -> PageHead

  /// Its page.
  func html(_ found: Found, _ report: Report) -> String
}

/// Said beside an answer.
public struct Notes: Sendable {
  /// On standard error, one line each.
  public var warnings: [String] = []
  /// What the program ends with where this is all it had to do.
  public var status = ExitStatus.success
  /// Whether this was the last line.
  public var ends = false

  public init(warnings: [String] = [], status: ExitStatus = .success, ends: Bool = false) {
    (self.warnings, self.status, self.ends) = (warnings, status, ends)
  }
}

extension SessionCommand {
  public static var isForPromptOnly: Bool { false }
  public static var replayGap: ReplayGap? { nil }
  public static var keepsWhatIsThere: Bool { false }
  public static var isComparable: Bool { false }
  public static var isForOneModel: Bool { false }
  public static func plain(_ words: [String]) -> Self? { nil }
  public static var name: String { configuration.commandName! }
  public static var columns: [(head: String, meaning: String)] { [] }
  public func notes(on found: Found, in session: Session) -> Notes { Notes() }
  public func head(_ found: Found) -> PageHead { PageHead(Self.name) }
  public func html(_ found: Found, _ report: Report) -> String { report.page(head(found)) }

  /// Answers.
  ///
  /// - Throws: Anything that describes itself in one line; `ShellError` to say how the program ends.
  public mutating func report(in session: inout Session) throws -> Report {
    let found = try find(in: &session)
    let notes = notes(on: found, in: session)
    var report = Report(
      try blocks(found, in: session), fields: Self.fields.object(of: found),
      rows: Self.rows.rows(found))
    (report.warnings, report.status, report.ends) = (notes.warnings, notes.status, notes.ends)
    report.isComparable = Self.isComparable
    if let files = (self as? any DrawnCommand)?.files, files.areAsked {
      try files.write(below: &report, in: &session) { html(found, $0) }
    }
    return report
  }
}

/// A command whose answer can be written as a page, and, where there is a chart in it, as a picture.
public protocol DrawnCommand: SessionCommand {
  var files: ReportFiles { get }
}

/// A command that looks at one layer. On the command line its `--layer` cannot be told from the
/// program's own, so the program hands its over.
public protocol LayerCommand: SessionCommand {
  var layer: Int? { get set }
}

/// A command that may name the folder of a model. On the command line the program opens that one.
public protocol ModelFolderCommand: SessionCommand {
  var folder: String? { get }
}

/// Why a replay leaves a command out.
public enum ReplayGap: String, Sendable {
  case writes = "a replay writes no file"
  case replays = "a replay runs no other"
  case machine = "it speaks of the machine"
  case ends = "it ends the session"
}

/// What kind of question a command answers.
public enum Topic: String, Sendable, CaseIterable {
  case compare = "Compare uses"
  case why = "Say why"
  case look = "Look inside"
  case text = "Senses in a text"
  case session = "Session"
}
