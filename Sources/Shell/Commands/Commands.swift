import ArgumentParser

/// All commands there are. The prompt, the program's subcommands, `/help` and completion follow this
/// list.
public enum Commands {
  public static let all: [any SessionCommand.Type] = [
    SimCommand.self, SameCommand.self, StableCommand.self, CompareCommand.self,
    OddCommand.self, MapCommand.self, AxisCommand.self, MatrixCommand.self, LayersCommand.self,
    NeighboursCommand.self, AnalogyCommand.self, SubstitutesCommand.self, WhyCommand.self,
    ContrastCommand.self,
    FlipCommand.self, SwapCommand.self, ReadingCommand.self, HeadsCommand.self,
    AttentionCommand.self, ArithmeticCommand.self, TokensCommand.self, VectorCommand.self,
    InduceCommand.self, MergeCommand.self, SplitCommand.self, NameCommand.self, MoveCommand.self,
    UndoCommand.self, IndexCommand.self, OpenCommand.self, KWICCommand.self, ShiftCommand.self,
    LintCommand.self, ScoreCommand.self, SenseCommand.self, SensesCommand.self,
    ListCommand.self, ForgetCommand.self, ReadCommand.self, SaveCommand.self, ReplayCommand.self,
    SetCommand.self,
    InfoCommand.self, CalibrateCommand.self, ExportCommand.self, TourCommand.self, HelpCommand.self,
    QuitCommand.self,
  ]

  /// All names, other names for the same among them.
  public static var names: [String] { all.flatMap { [$0.name] + $0.configuration.aliases } }

  /// What the program does and the prompt does not.
  private static let ofShell = [
    "embed": "where text comes from a pipe", "tag": "where a corpus is written anew",
  ]

  /// - Throws: `ShellError`, which offers the nearest name.
  public static func named(_ name: String) throws -> any SessionCommand.Type {
    if let type = all.first(where: { $0.name == name || $0.configuration.aliases.contains(name) }) {
      return type
    }
    if let reason = ofShell[name] {
      throw ShellError(
        "unknown-command",
        "\(name) is for the shell, \(reason): polyseme \(name) --help tells how", .usage)
    }
    let near = nearestName(to: name, in: names).map { "did you mean /\($0)?" }
    throw ShellError(
      "unknown-command",
      "there is no command /\(name); \(near ?? "/help lists them, and // starts a sentence")",
      .usage)
  }

  /// A command ready to answer.
  public static func parse(_ line: TypedCommand) throws -> any SessionCommand {
    let type = try named(line.name)
    if line.words.contains("--help") || line.words.contains("-h") {
      return HelpCommand(for: type.name)
    }
    let hasOptions = line.words.contains { $0.hasPrefix("-") }
    if !hasOptions, let command = type.plain(line.words) { return command }
    do {
      return try type.parse(hasOptions ? Usage(of: type).words(line.words) : line.words)
    } catch let error as UnknownOption {
      throw ShellError("bad-arguments", "\(error) (/help \(type.name) says how)", .usage)
    } catch  where type.message(for: error).hasPrefix("Missing expected argument '<") {
      throw ShellError("bad-arguments", "/\(type.name) needs \(Usage(of: type).needs)", .usage)
    } catch {
      throw ShellError(
        "bad-arguments", "\(onOneLine(type.message(for: error))) (/help \(type.name) says how)",
        .usage)
    }
  }

  /// A message of swift-argument-parser, which may end in a list.
  private static func onOneLine(_ message: String) -> String {
    let lines = message.split(separator: "\n").map { line in
      let line = line.drop { $0 == " " }
      return line.hasPrefix("- ") ? line.dropFirst(2) : line
    }
    return lines[0] + (lines.count > 1 ? " " : "") + lines.dropFirst().joined(separator: ", ")
  }
}
