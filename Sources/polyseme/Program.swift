import ArgumentParser
import ContextualEmbeddings
import Corpora
import LineEditing
import Platform
import Senses
import Shell
import Synchronization
import Tensors

/// Wires the rooms together and decides what the program ends with.
struct Program {
  let options: Options
  let output = StandardOutput(prefix: "polyseme: ")
  /// What a person has started may write the files that the person names.
  let files = FileWriting(data: SenseFolder.data)

  init(_ options: Options = Options()) { self.options = options }

  static func exit(_ status: ExitStatus) throws {
    if status == .interrupted, InterruptFlag.wasRaised {
      // A shell asks whether its child died of the interrupt, to know whether its own loop ends.
      InterruptFlag.uninstall()
      raise(SIGINT)
    }
    if status != .success { throw ExitCode(status.rawValue) }
  }

  /// Gives one answer.
  func answer(_ command: some SessionCommand) -> ExitStatus {
    ending {
      var panel = try panel()
      if panel.sessions.count > 1 { try Panel.check(words: CommandLine.arguments) }
      if type(of: command).keepsWhatIsThere {
        InterruptFlag.install()
        panel.checkInterrupt = {
          guard InterruptFlag.isRaised else { return }
          InterruptFlag.clear()
          // Who presses again does not want to wait.
          InterruptFlag.uninstall()
          throw Interruption()
        }
      }
      let answer = try panel.answer(command)
      for warning in answer.warnings { output.note(warning) }
      var writer = ReportWriter()
      try output.write(writer.bytes(of: answer, as: panel.sessions[0].settings, line: 1))
      return answer.status
    }
  }

  /// Tells what answers hold.
  static func describeOutput(
    of command: String?, as format: OutputFormat, header: Bool
  ) throws -> ExitStatus {
    var settings = Settings()
    settings.output = format
    settings.header = header
    settings.isAtTerminal = Descriptor.output.isTerminal
    if settings.isAtTerminal { settings.width = terminalWidth() ?? settings.width }
    let output = StandardOutput(prefix: "polyseme: ")
    do {
      var writer = ReportWriter()
      let report = try HelpCommand.reference(to: command)
      try output.write(writer.bytes(of: report, as: settings, line: 1))
      try output.flush()
      return .success
    } catch {
      output.note(ShellError(error).message)
      return ShellError(error).status
    }
  }

  /// Answers lines: those of the command line, of a file, of standard input, or typed at a terminal.
  func converse(_ script: ScriptOptions) -> ExitStatus {
    ending {
      InterruptFlag.install()
      var panel = try panel()
      panel.checkInterrupt = {
        guard InterruptFlag.isRaised else { return }
        InterruptFlag.clear()
        throw Interruption()
      }
      if script.lines.isEmpty, script.file == nil, PromptLines.isPossible {
        return try prompt(panel, script)
      }
      // A script's answers look the same wherever they go.
      for place in panel.sessions.indices {
        panel.sessions[place].settings.colour = false
        panel.sessions[place].settings.width = Settings().width
      }
      var shell = Shell(panel: panel, source: .script(script.file), output: output)
      shell.stopsAtFailure = script.bail
      for line in script.lines where !shell.isOver { try shell.read(line) }
      if script.lines.isEmpty || script.file != nil {
        try answer(lines(of: script.file), from: script.file ?? "-", &shell)
      }
      return shell.status
    }
  }

  private func answer(_ lines: any LineSource, from path: String, _ shell: inout Shell) throws {
    var isFirst = true
    while !shell.isOver {
      switch try Self.next(of: lines, from: path) {
      case .line(let bytes):
        if isFirst { try FileKind.checkFirstLine(bytes.span, ofFile: path) }
        isFirst = false
        try shell.read(bytes.span)
      case .tooLong(let bytes): try shell.readLine(ofBytes: bytes)
      case .interrupted: shell.interrupt()
      case .end: return
      }
      // Whoever asks waits for the answer.
      try output.flush()
    }
  }

  /// The next line of a file.
  ///
  /// - Throws: `FileLinesError`.
  static func next(
    of lines: any LineSource, from path: String
  ) throws(FileLinesError) -> LineEvent {
    do { return try lines.next() } catch {
      switch error {
      case .cannotRead(let reason): throw .cannotRead(path: path, reason: reason)
      }
    }
  }

  /// A script's lines, of a file or of standard input.
  func lines(of file: String?) throws -> PlainLines {
    guard let file, file != "-" else { return PlainLines() }
    do { return PlainLines(descriptor: try Descriptor(reading: file).number) } catch {
      throw FileLinesError.cannotOpen(path: file, reason: error.description)
    }
  }

  /// A session for each model that is named.
  func panel() throws -> Panel {
    var settings = Settings()
    settings.output = options.output ?? .text
    settings.plain = options.plain
    settings.header = options.header
    settings.keep = options.keep
    if let senses = options.senses { settings.senses = SensesChoice(senses) }
    settings.isAtTerminal = Descriptor.output.isTerminal
    if settings.isAtTerminal { settings.width = terminalWidth() ?? settings.width }
    settings.colour = wantsColour
    let folders = options.model.map { resolved($0) }
    guard Set(folders).count == folders.count else {
      throw ShellError(
        "same-model",
        "--model names one folder twice; two models are compared, not one with itself",
        .usage)
    }
    if folders.count > 1 { try Panel.check(words: options.read) }
    let readers =
      folders.isEmpty
      ? [try reader(named: nil)] : try options.model.map { try reader(named: $0) }
    var panel = Panel(
      readers.map { reader in
        Session(
          reader, settings: settings, files: files, inventories: inventories(of: reader))
      })
    // What is wrong with a file that was named is told before anything else.
    if options.senses != nil { _ = try panel.sessions[0].inventory }
    for place in panel.sessions.indices {
      if Descriptor.errors.isTerminal { panel.sessions[place].progress = Self.showProgress }
      for file in options.read { try panel.sessions[place].readAtStart(file) }
    }
    return panel
  }

  /// The model's folder: the one named by option, else by the environment, else where one is found.
  static func modelFolder(named: String?) throws -> String {
    let search = ModelSearch(exists: isReadable)
    let named = named ?? environment("POLYSEME_MODEL")
    return try search.folder(named: named, program: path)
  }

  /// Where the senses of words come from.
  func inventories(of reader: SenseReader) -> InventorySource {
    let folder = reader.model.path
    return InventorySource(packedAt: {
      try ModelSearch(exists: isReadable).senses(model: folder, program: Self.path)
    })
  }

  /// The model, and what its numbers mean.
  func reader(named name: String?) throws -> SenseReader {
    let model = try Model(
      contentsOf: Self.modelFolder(named: name), layer: options.layer,
      precision: options.precision ?? .preferred, threads: options.threads)
    // Its memory goes with the program, all at once, which is faster than piece by piece.
    _ = Unmanaged.passRetained(model)
    let reader = try SenseReader(filesOf: model)
    for warning in reader.warnings { output.note(warning) }
    return reader
  }

  /// On the last line of the terminal, which it leaves as it was.
  private static func showProgress(_ text: String) {
    // Oftener than this nobody reads it.
    let now = ContinuousClock.now
    guard text.isEmpty || lastShown.withLock({ now - $0 > .milliseconds(50) }) else { return }
    lastShown.withLock { $0 = now }
    try? Descriptor.errors.write(Array("\r\u{1B}[K\(text.onOneLine)".utf8))
  }

  private static let lastShown = Mutex(ContinuousClock.now)

  /// Does some work, writes what is left to write, and turns what went wrong into a note and a status.
  func ending(_ work: () throws -> ExitStatus) -> ExitStatus {
    do {
      let status = try work()
      try output.flush()
      return status
    } catch OutputError.closed {
      return .success
    } catch {
      let error = ShellError(error)
      output.note(error.message)
      return error.status
    }
  }

  /// Colour is an addition, for terminals that have it and people who want it (https://no-color.org).
  private var wantsColour: Bool {
    guard Descriptor.output.isTerminal, !options.plain else { return false }
    if let no = environment("NO_COLOR"), !no.isEmpty { return false }
    return environment("TERM").map { $0 != "dumb" } ?? false
  }

  /// Where this program lies.
  private static var path: String? {
    ["/proc/self/exe", CommandLine.arguments[0]].first(where: exists).map(resolved)
  }
}
