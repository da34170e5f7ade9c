import ArgumentParser
import ModelFiles

struct HelpCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "What there is to type, or how one command works.",
    aliases: ["?"])
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["/help sim"]

  @Argument(help: "A command; without it, all are listed.")
  var command: String?

  init() {}

  init(for command: String) { self.command = command }

  func find(in session: inout Session) throws -> Report {
    guard let command else { return Self.overview }
    let type = try Commands.named(command.hasPrefix("/") ? String(command.dropFirst()) : command)
    let help = Self.help(for: type, columns: session.settings.style.width)
    let blocks = help.map { Block.text($0) }
    return Report(
      blocks + [.gap, .text("Example", .strong)] + type.example.map { .text("  " + $0, indent: 4) },
      fields: [
        "command": .string(type.name), "help": .string(help.joined(separator: "\n")),
        "example": .array(type.example.map { .string($0) }),
      ], rows: help.map { [.string($0)] })
  }

  /// What swift-argument-parser says of a command, as it is typed at the prompt.
  static func help(for type: any SessionCommand.Type, columns: Int) -> [String] {
    var lines = type.helpMessage(columns: columns)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.hasPrefix("USAGE: \(type.name)")
          ? String(line.replacing("USAGE: \(type.name)", with: "USAGE: /\(type.name)"))
          : String(line)
      }
      .filter { !$0.hasPrefix("  -h, --help") }
    if let first = lines.first, first.hasPrefix("OVERVIEW: ") {
      lines[0] = String(first.dropFirst("OVERVIEW: ".count))
    }
    // With the help of --help goes the title above it, where there are no other options.
    while lines.last?.isEmpty == true || lines.last == "OPTIONS:" { lines.removeLast() }
    return lines
  }

  private static var overview: Report {
    var blocks: [Block] = [
      .text(
        "A line is a sentence, which is kept and numbered, unless it starts with a slash. "
          + "Type two sentences, then /sim 1:bank 2:bank to compare a word in both.")
    ]
    for topic in Topic.allCases {
      blocks += [.gap, .text(topic.rawValue, .strong)]
      blocks += Block.definitions(
        Commands.all.filter { $0.topic == topic }.map {
          ("/\($0.name)", $0.configuration.abstract)
        }, indent: 2)
    }
    blocks += [.gap, .text("A use of a word", .strong)]
    blocks += Block.definitions(
      [
        ("2:bank", "bank in sentence 2"), ("2:bank#2", "its second occurrence there"),
        ("2@20-24", "characters (Unicode scalars) 20 to 23 of sentence 2, from 0"),
        ("\"The [bank] closed.\"", "in a sentence that is not kept"),
        ("bank", "the word without context"),
      ], indent: 2)
    return Report(
      blocks,
      fields: [
        "commands": .array(
          Commands.all.map {
            ["name": .string($0.name), "abstract": .string($0.configuration.abstract)]
          })
      ],
      rows: Commands.all.map { [.string($0.name), .string($0.configuration.abstract)] })
  }
}
