import ArgumentParser
import Platform
import Shell

/// The program: without a subcommand the prompt, or, where nobody is at a terminal, a script.
struct Polyseme: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polyseme",
    abstract: "Do these two uses of a word mean the same thing, and why?",
    usage: """
      polyseme [<options>]                 the prompt; lines from a pipe are a script
      polyseme [<options>] <subcommand>    one answer
      """,
    discussion: """
      polyseme sim "I put money in the [bank]." "We sat on the river [bank]."
      """,
    version: "polyseme \(version)",
    subcommands: subcommands)

  private static var subcommands: [any ParsableCommand.Type] {
    func onCommandLine<Command: SessionCommand>(_: Command.Type) -> any ParsableCommand.Type {
      OnCommandLine<Command>.self
    }
    return Commands.all.filter { !$0.isForPromptOnly }.map { onCommandLine($0) } + [
      EmbedCommand.self, TagCommand.self,
    ]
  }

  @OptionGroup var options: ProgramOptions
  @OptionGroup(title: "Script") var script: ScriptOptions

  func run() throws {
    try Program.exit(Program(options.values).converse(script))
  }

  /// Runs the program, unless one of its words looks like an option, or a quoted text, and is none.
  static func start(_ arguments: [String]) {
    if arguments.starts(with: ["help", "output"]) {
      return run(OutputReference.self, Array(arguments.dropFirst(2)))
    }
    var name = arguments.first
    do {
      var words = withInventory(arguments)
      if hasOptions(words) {
        name = nil
        words = try Usage(of: ProgramOptions.self, ScriptOptions.self).words(words) { word in
          name = word
          return subcommand(word).map { Usage(of: $0) }
        }
      }
      try TypedCommand.checkQuotes(ofArguments: words)
      run(words)
    } catch {
      let help = "polyseme \(name.map { $0 + " " } ?? "")--help"
      StandardOutput(prefix: "polyseme: ").note("\(error) (\(help) says how)")
      exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
  }

  private static func subcommand(_ name: String) -> (any ParsableCommand.Type)? {
    subcommands.first {
      $0.configuration.commandName == name || $0.configuration.aliases.contains(name)
    }
  }

  /// With `--inventory` for `--senses` where that is meant: before a command's name, and behind one that has no option of
  /// its own with that name.
  private static func withInventory(_ words: [String]) -> [String] {
    let senses = "--senses"
    guard words.contains(where: { $0 == senses || $0.hasPrefix(senses + "=") }) else {
      return words
    }
    let place = words.indices.first { place in
      (place == 0 || words[place - 1] != senses) && subcommand(words[place]) != nil
    }
    let hasOwn = place.map { Usage(of: subcommand(words[$0])!).has(senses) } ?? false
    return words.enumerated().map { number, word in
      guard word == senses || word.hasPrefix(senses + "="), !hasOwn || number < place! else {
        return word
      }
      return "--inventory" + word.dropFirst(senses.count)
    }
  }

  private static func hasOptions(_ words: [String]) -> Bool { words.contains { $0.hasPrefix("-") } }

  /// A command that stands alone, read as at the prompt: in a fraction of the time that the whole program takes to read
  /// it. `nil` where there are options, where none is meant, and where its words are wrong, which the whole program
  /// tells.
  private static func plainCommand(_ words: [String]) -> (any SessionCommand)? {
    guard let name = words.first, !hasOptions(words),
      let type = try? Commands.named(name), !type.isForPromptOnly
    else { return nil }
    return try? Commands.parse(TypedCommand(name: name, words: Array(words.dropFirst())))
  }

  /// Which model it would open is looked up only for those who ask for the version.
  private static func run(_ words: [String]) {
    do {
      guard let command = plainCommand(words) else { return run(Self.self, words) }
      try Program().run(command)
    } catch {
      end(with: error)
    }
  }

  private static func run<Command: ParsableCommand>(_ type: Command.Type, _ words: [String]) {
    do {
      var command = try type.parseAsRoot(words)
      try command.run()
    } catch  where type.fullMessage(for: error) == configuration.version {
      let others = try? parseAsRoot(words.filter { $0 != "--version" }) as? Self
      end(with: error, saying: Program.versions(model: others?.options.model.first))
    } catch {
      type.end(with: error)
    }
  }
}

/// A command of the prompt as a subcommand of the program.
struct OnCommandLine<Command: SessionCommand>: ParsableCommand {
  static var configuration: CommandConfiguration { Command.configuration }

  @ParentCommand var parent: Polyseme
  @OptionGroup var command: Command
  @OptionGroup(title: "Program") var options: AnswerOptions

  func run() throws {
    var options = parent.options.values
    if !self.options.model.isEmpty { options.model = self.options.model }
    options.output = self.options.output ?? options.output
    options.plain = self.options.plain || options.plain
    options.header = self.options.header || options.header
    options.read += self.options.read
    try Program(options).run(command)
  }
}

extension Program {
  /// Gives one answer, and ends with what it says of how that went.
  fileprivate func run<Command: SessionCommand>(_ command: Command) throws {
    var (command, options) = (command, options)
    if let folder = (command as? any ModelFolderCommand)?.folder { options.model = [folder] }
    if var choosing = command as? any LayerCommand {
      choosing.layer = choosing.layer ?? options.layer
      options.layer = nil
      command = choosing as! Command
    }
    try Self.exit(Program(options).answer(command))
  }
}
