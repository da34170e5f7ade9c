import ArgumentParser
import LineEditing
import Platform
import Shell
import Tensors

/// Bulk: text from standard input, vectors to standard output.
struct EmbedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Reads lines of text, writes the vectors of each: of every word, or their mean.",
    discussion: """
      Record n of the output is that of line n:
        jsonl  {"line":n,"tokens":[{"text":…,"ids":[…],"vector":[…]},…]}, or {"line":n,"vector":[…]} with --pool mean
        tsv    n, the word and its numbers, a row for each word; or n and the numbers with --pool mean
        npy    what numpy.load reads, a row for each line; NaN for one without a word. Needs --pool mean:
      polyseme embed --pool mean --format npy < text.txt > vectors.npy
      An npy file begins with the number of its rows. Into a pipe the rows therefore wait in a temporary file
      (in TMPDIR, or /tmp) until all are known, unless --rows says how many lines there are:
      polyseme embed --pool mean --format npy --rows "$(grep -c '' text.txt)" < text.txt | gzip > vectors.npy.gz
      """)

  @ParentCommand var parent: Polyseme
  @Option(help: "How to write vectors: jsonl, tsv or npy.")
  var format = VectorLines.Format.jsonl
  @Option(
    help: ArgumentHelp(
      "none: a vector for each word; mean: one for each line, their mean.", valueName: "pool"))
  var pool = VectorLines.Pool.none
  @Flag(help: "Leave out what has neither letter nor digit. It is read all the same.")
  var words = false
  @Option(
    help: ArgumentHelp(
      "How many lines to read together: fewer are answered sooner, and slower.",
      valueName: "number"))
  var batch = 64
  @Option(
    help: ArgumentHelp(
      "How many lines there are, so that npy is written as they come; other input is an error.",
      valueName: "number"))
  var rows: Int?
  @Option(
    help: ArgumentHelp(
      "How many threads to use; without it one for each processor, at most 8.",
      valueName: "number"))
  var threads: Int?
  @Option(
    help: ArgumentHelp("The model's folder.", valueName: "dir"), completion: .directory)
  var model: String?
  @Option(help: ArgumentHelp("The layer to take vectors from.", valueName: "number"))
  var layer: Int?
  @Option(
    help: ArgumentHelp(
      "How the encoder multiplies: float32, bfloat16 or int8.", valueName: "precision"))
  var precision: Precision?

  func validate() throws {
    try check("--batch", batch, from: 1)
    try check("--threads", threads, from: 1, to: 256)
    try check("--rows", rows, from: 0)
    if rows != nil && format != .npy { throw ValidationError("--rows is for --format npy") }
    if format == .npy && pool == .none {
      throw ValidationError("an npy file has one row for each line: --pool mean")
    }
  }

  func run() throws {
    var options = parent.options
    options.model = model ?? options.model
    options.layer = layer ?? options.layer
    options.precision = precision ?? options.precision
    try Program.exit(Program(options).embed(self))
  }
}

extension VectorLines.Format: ExpressibleByArgument {}
extension VectorLines.Pool: ExpressibleByArgument {}

extension Program {
  /// The most bytes of text read together, but for one line that is longer by itself.
  private static let batchBytes = 1 << 16

  func embed(_ command: EmbedCommand) -> ExitStatus {
    ending {
      InterruptFlag.install()
      if command.format == .npy && Descriptor.output.isTerminal {
        output.note("npy is for a file or a program, not for a terminal: … > vectors.npy")
        return .usage
      }
      let threads = command.threads ?? ThreadPool.defaultCount
      let model = try model(threads: threads)
      var bulk = VectorLines(
        model, format: command.format, pool: command.pool, wordsOnly: command.words,
        threads: threads)
      var array =
        command.format == .npy
        ? try ArrayOutput(output, rows: command.rows, columns: model.configuration.hiddenSize) : nil
      var progress = Progress()
      let status = try embed(lines: PlainLines(limit: Session.longestLine), by: command.batch) {
        batch in
        let (answers, failures) = bulk.answer(batch)
        if array == nil { try output.write(answers) }
        try array?.write(answers)
        // Whoever asks waits for the answer.
        try output.flush()
        if !failures.isEmpty { progress.clear() }
        for failure in failures { output.note("line \(failure.line): \(failure.error)") }
        progress.show(lines: bulk.lineCount)
        return failures.isEmpty
      }
      progress.clear()
      do { try array?.finish() } catch let error as ShellError where status == .interrupted {
        output.note(error.message)
      }
      return status
    }
  }

  /// - Parameter answer: Says whether all lines could be read.
  private func embed(
    lines: PlainLines, by size: Int, answer: ([Result<[UInt8], LineTooLong>]) throws -> Bool
  ) throws -> ExitStatus {
    var status = ExitStatus.success
    var batch: [Result<[UInt8], LineTooLong>] = []
    var bytes = 0
    var isFirst = true
    while true {
      var isAtEnd = false
      switch try lines.next() {
      case .line(let line):
        if isFirst { try FileKind.checkFirstLine(line.span, ofFile: "-") }
        isFirst = false
        batch.append(.success(line))
        bytes += line.count
      case .tooLong(let bytes): batch.append(.failure(LineTooLong(bytes: bytes)))
      case .interrupted: return .interrupted
      case .end: isAtEnd = true
      }
      if batch.count == size || bytes >= Self.batchBytes || isAtEnd && !batch.isEmpty {
        if try !answer(batch) { status = .someFailed }
        batch = []
        bytes = 0
      }
      if isAtEnd { return status }
    }
  }
}

/// An array in NumPy's format on standard output, whose beginning says how many rows follow.
private struct ArrayOutput {
  /// How the number of rows gets to the beginning.
  private enum Beginning {
    /// It was given.
    case given(rows: Int)
    /// Standard output is a new file, whose beginning can be written at the end.
    case rewritten
    /// The rows wait until all are there.
    case held(SpoolFile)
  }

  private let output: StandardOutput
  private let columns: Int
  private let beginning: Beginning
  private var rows = 0

  init(_ output: StandardOutput, rows: Int?, columns: Int) throws {
    self.output = output
    self.columns = columns
    if let rows {
      beginning = .given(rows: rows)
      try output.write(NumPyFile.header(rows: rows, columns: columns))
    } else if lseek(1, 0, SEEK_CUR) == 0, fcntl(1, F_GETFL) & O_APPEND == 0 {
      beginning = .rewritten
      try output.write(NumPyFile.header(rows: 0, columns: columns))
    } else {
      beginning = .held(try SpoolFile())
    }
  }

  /// Takes whole rows.
  ///
  /// - Throws: `ShellError`, where there are more than were said; those that were said are written.
  mutating func write(_ bytes: [UInt8]) throws {
    rows += bytes.count / (4 * columns)
    switch beginning {
    case .given(let given) where rows > given:
      try output.write(Array(bytes.dropLast((rows - given) * 4 * columns)))
      try output.flush()
      throw ShellError(
        "wrong-rows", "more lines than --rows \(given): what is written holds the first \(given)")
    case .given, .rewritten: try output.write(bytes)
    case .held(let file): try file.write(bytes)
    }
  }

  /// Says how many rows there were.
  ///
  /// - Throws: `ShellError`, where something else has been said before.
  func finish() throws {
    try output.flush()
    let header = NumPyFile.header(rows: rows, columns: columns)
    switch beginning {
    case .given(let given) where rows < given:
      throw ShellError(
        "wrong-rows",
        "\(rows) lines, not the \(given) of --rows: what is written is no whole array, and no reader will take it"
      )
    case .given: break
    case .rewritten:
      guard pwrite(1, header, header.count, 0) == header.count else {
        throw OutputError.failed(reason: SystemError.last.description)
      }
    case .held(let file):
      try output.write(header)
      try file.forEachPart { try output.write($0) }
    }
  }
}

/// How far bulk work has come, on standard error when that is a terminal and the vectors go elsewhere.
private struct Progress {
  private let isWanted = Descriptor.errors.isTerminal && !Descriptor.output.isTerminal
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  mutating func show(lines: Int) {
    guard isWanted else { return }
    let now = ContinuousClock.now
    if let last, now - last < .milliseconds(250) { return }
    last = now
    let rate = Int(Double(lines) / max(1e-3, (now - start) / .seconds(1)))
    say("\r\u{1B}[K\(lines) lines, \(rate) a second")
  }

  mutating func clear() {
    if last != nil { say("\r\u{1B}[K") }
    last = nil
  }

  private func say(_ text: String) {
    try? Descriptor.errors.write(Array(text.utf8))
  }
}
