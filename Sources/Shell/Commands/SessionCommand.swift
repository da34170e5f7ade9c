import ArgumentParser

/// A command of the prompt, which is also a subcommand of the program: the same type, the same
/// options.
///
/// To add one: a type with `configuration` (its name and one line of what it does), its arguments as
/// swift-argument-parser has them, an example, and `answer(in:)`; then its line in `Commands.all`.
public protocol SessionCommand: ParsableCommand {
  /// Lines that can be typed one after another, the last of them with this command.
  static var example: [String] { get }

  /// Whether it needs a session that goes on, so that it is no subcommand of the program.
  static var isForPromptOnly: Bool { get }

  /// Whether it looks up now and then, and answers with what is there when it is interrupted.
  static var keepsWhatIsThere: Bool { get }

  /// Whether a replay of the session runs it again: not where it speaks of the machine, or only
  /// writes.
  static var isReplayed: Bool { get }

  /// Where it stands in the list of commands.
  static var topic: Topic { get }

  /// Does it.
  ///
  /// - Throws: Anything that describes itself in one line; `ShellError` to say how the program ends.
  mutating func answer(in session: inout Session) throws -> Answer
}

extension SessionCommand {
  public static var isForPromptOnly: Bool { false }
  public static var isReplayed: Bool { true }
  public static var keepsWhatIsThere: Bool { false }
  public static var name: String { configuration.commandName! }
}

/// A command that looks at one layer. On the command line its `--layer` cannot be told from the
/// program's own, so the program hands its over.
public protocol LayerCommand: SessionCommand {
  var layer: Int? { get set }
}

/// What kind of question a command answers.
public enum Topic: String, Sendable, CaseIterable {
  case compare = "Compare uses"
  case why = "Say why"
  case look = "Look inside"
  case text = "Senses in a text"
  case session = "Session"
}
