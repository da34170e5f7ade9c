import ArgumentParser
import JSON

public struct HelpCommand: SessionCommand {
  public static let configuration = CommandConfiguration(
    commandName: "help", abstract: "What there is to type, or how one command works.",
    aliases: ["?"])
  public static let topic = Topic.session
  public static let isForPromptOnly = true
  public static let example = ["/help sim"]

  @Argument(
    help: "A command, or output for what answers hold; without it, commands are listed.",
    completion: .list(Commands.all.map { $0.name } + ["output"]))
  var command: String?
  @Argument(
    help: "After output, the command whose answer to describe; without it, all.",
    completion: .list(Commands.all.map { $0.name }))
  var of: String?

  public init() {}

  init(for command: String) { self.command = command }

  public enum Found {
    case overview
    case command(any SessionCommand.Type, help: [String])
    case output([Schema])

    fileprivate var command: (type: any SessionCommand.Type, help: [String])? {
      if case .command(let type, let help) = self { (type, help) } else { nil }
    }

    fileprivate var commands: [any SessionCommand.Type] {
      if case .overview = self { Commands.all } else { [] }
    }

    fileprivate var output: [Schema] { if case .output(let output) = self { output } else { [] } }
  }

  private static let entry: [Field<Schema.Entry>] = [
    Field(
      "path", "the member; first[].share is share in each object of the list first",
      title: "member", \.path),
    Field("type", "what it is", title: "type", \.type),
    Field("meaning", "what it says", title: "meaning", \.meaning),
  ]
  private static let schema: [Field<Schema>] = [
    Field("command", "the command", \.command),
    Field("members", "of its JSON object", each: entry, \.entries),
    Field("columns", "of its rows", each: entry, \.columnEntries),
  ]
  public static let fields: [Field<Found>] = [
    Field(
      "commands", "all commands; left out where one is asked for",
      each: [
        Field("name", "its name", { (type: any SessionCommand.Type) in type.name }),
        Field("abstract", "what it does, in one line") { $0.configuration.abstract },
      ], \.commands
    ).whereKnown,
    Field("command", "the command; left out where none is asked for") { $0.command?.type.name }
      .whereKnown,
    Field("help", "how it works, as people are told") { $0.command?.help.joined(separator: "\n") }
      .whereKnown,
    Field("example", "lines that can be typed one after another") { $0.command?.type.example ?? [] }
      .whereKnown,
    Field(
      "answers", "what answers hold; left out where that is not asked for", each: schema, \.output
    ).whereKnown,
  ]
  public static let rows = RowFields<Found>([
    Field("name", "a command, a line of help, or the member of an answer", \[String][0]),
    Field("abstract", "what it does or says") { $0.dropFirst().first },
  ]) { found -> [[String]] in
    switch found {
    case .overview: Commands.all.map { [$0.name, $0.configuration.abstract] }
    case .command(_, let help): help.map { [$0] }
    case .output(let output):
      output.flatMap { schema in
        schema.entries.map { ["\(schema.command).\($0.path)", "\($0.type): \($0.meaning)"] }
      }
    }
  }

  public func find(in session: inout Session) throws -> Found {
    guard let command else { return .overview }
    if command == "output" { return .output(try Self.schemas(of: of)) }
    let type = try Self.named(command)
    return .command(type, help: Self.help(for: type, columns: session.settings.style.width))
  }

  public func blocks(_ found: Found, in session: Session) -> [Block] {
    switch found {
    case .overview: Self.overview
    case .command(let type, let help):
      help.map { .text($0) } + columns(of: type) + [.gap, .text("Example", .strong)]
        + type.example.map { .text("  " + $0, indent: 4) }
    case .output(let output): Self.reference(output)
    }
  }

  private static func named(_ name: String) throws -> any SessionCommand.Type {
    try Commands.named(name.hasPrefix("/") ? String(name.dropFirst()) : name)
  }

  private static func schemas(of command: String?) throws -> [Schema] {
    try command.map { [Schema(of: try named($0))] } ?? Schema.all
  }

  /// What the columns of its tables say.
  private func columns(of type: any SessionCommand.Type) -> [Block] {
    let columns = type.columns + Schema(of: type).titled
    guard !columns.isEmpty else { return [] }
    return [.gap, .text("Columns", .strong)]
      + Block.definitions(columns.map { ($0.head, $0.meaning) }, indent: 2)
  }

  /// What the answer to a command holds, or that to every command.
  ///
  /// - Throws: `ShellError`, where there is no such command.
  public static func reference(to command: String?) throws -> Report {
    let found = Found.output(try schemas(of: command))
    return Report(
      reference(found.output), fields: fields.object(of: found), rows: rows.rows(found))
  }

  /// What answers hold, for people.
  private static func reference(_ output: [Schema]) -> [Block] {
    func table(_ entries: [Schema.Entry]) -> Block { .table(Table(entries, entry.columns())) }
    let isWhole = output.count > 1
    var blocks: [Block] = [
      .text(
        "Every object of --output jsonl begins with line, the number of its line; that of a line that failed holds "
          + "error, an object of code and message. Where a file was written, svg or html names it. In the rows of "
          + "--output tsv and csv the number of the line comes first; --header names the columns.")
    ]
    for schema in output where isWhole || !schema.members.isEmpty {
      if schema.members.isEmpty { continue }
      blocks += [.gap, .text("/\(schema.command)", .strong), table(schema.entries)]
      if !schema.columns.isEmpty {
        blocks += [.gap, .text("Rows of /\(schema.command)"), table(schema.columnEntries)]
      }
    }
    for shared in Schema.shared {
      blocks += [
        .gap, .text("A \(shared.name)", .strong), table(Schema.entries(of: shared.members)),
      ]
    }
    return blocks
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

  private static var overview: [Block] {
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
    return blocks
  }
}

extension Schema {
  /// Of all commands.
  public static var all: [Schema] { Commands.all.map { Schema(of: $0) } }
}
