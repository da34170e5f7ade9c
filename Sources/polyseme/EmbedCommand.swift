import ArgumentParser
import Corpora
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
               with --pieces what the model reads, as transformers has it: {"line":n,"pieces":[{"id":…,"text":…,"characters":[…],"vector":[…]},…]}
        tsv    n, the word and its numbers, a row for each word; or n and the numbers with --pool mean
        npy    what numpy.load reads, a row for each word, or with --pool mean for each line; NaN for one without a word:
      polyseme embed --pool mean --format npy < text.txt > vectors.npy
        word2vec   the text format of word2vec, a word and its numbers a line; with --pool mean the text of a line, with _ for spaces
        projector  what the Embedding Projector reads, with --index for its metadata:
      polyseme embed --words --format projector --index metadata.tsv < text.txt > vectors.tsv
      --index FILE tells what each row of npy and projector is: its line, and the word and where it stands.
      npy and word2vec begin with the number of rows. Into a pipe the rows therefore wait in a temporary file
      (in TMPDIR, or /tmp) until all are known, unless --rows says how many there will be:
      polyseme embed --pool mean --format npy --rows "$(grep -c '' text.txt)" < text.txt | gzip > vectors.npy.gz
      """)

  @ParentCommand var parent: Polyseme
  @Option(help: "How to write vectors: jsonl, tsv, npy, word2vec or projector.")
  var format = VectorLines.Format.jsonl
  @Option(
    help: ArgumentHelp(
      "none: a vector for each word; mean: one for each line, their mean.", valueName: "pool"))
  var pool = VectorLines.Pool.none
  @Flag(help: "Bring each vector to length 1.")
  var normalize = false
  @Option(
    help: ArgumentHelp(
      "Where to write what each row of npy or projector is, as TSV with a header.",
      valueName: "file"),
    completion: .file())
  var index: String?
  @Flag(help: "Leave out what has neither letter nor digit. It is read all the same.")
  var words = false
  @Flag(help: "Write the pieces that the model reads instead of words, in jsonl.")
  var pieces = false
  @Flag(help: "With --pieces, write the special words around each text too, as [CLS].")
  var specials = false
  @Option(
    help: ArgumentHelp(
      "How many lines to read together: fewer are answered sooner, and slower.",
      valueName: "number"))
  var batch = 64
  @Option(
    help: ArgumentHelp(
      "How many rows there will be, so that npy is written as they come; other input is an error.",
      valueName: "number"))
  var rows: Int?
  @Option(
    help: ArgumentHelp(
      "How many threads to use; without it one for each processor that the program may use, at most 8.",
      valueName: "number"))
  var threads: Int?
  @Option(
    help: ArgumentHelp("The model's folder.", valueName: "dir"), completion: .directory)
  var model: String?
  @Option(help: ArgumentHelp("The layer to take vectors from.", valueName: "number"))
  var layer: Int?
  @Option(
    help: ArgumentHelp(
      "How the encoder multiplies: float32, bfloat16, float16 or int8.", valueName: "precision"))
  var precision: Precision?

  func validate() throws {
    try check("--batch", batch, from: 1)
    try check("--threads", threads, from: 1, to: 256)
    try check("--rows", rows, from: 0)
    if rows != nil && format != .npy && format != .word2vec {
      throw ValidationError("--rows is for --format npy and word2vec")
    }
    if index != nil && !format.needsIndex {
      throw ValidationError("--index is for --format npy and projector: the others name their rows")
    }
    if specials && !pieces { throw ValidationError("--specials is for --pieces") }
    if pieces && (format != .jsonl || pool != .none || words) {
      throw ValidationError("--pieces is for --format jsonl and --pool none, without --words")
    }
    if index == nil && pool == .none && format == .npy {
      throw ValidationError(
        "an npy file of words does not tell them: --index FILE does, or --pool mean makes a row for each line"
      )
    }
  }

  func run() throws {
    var options = parent.options.values
    options.model = model.map { [$0] } ?? options.model
    options.layer = layer ?? options.layer
    options.precision = precision ?? options.precision
    options.threads = threads ?? options.threads
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
      guard options.model.count < 2 else {
        throw ShellError("two-models", "embed writes the vectors of one model; name one", .usage)
      }
      output.isForeign = true
      let model = try reader(named: options.model.first).model
      var bulk = VectorLines(
        model, format: command.format, pool: command.pool, normalizes: command.normalize,
        wordsOnly: command.words,
        pieces: command.pieces ? command.specials ? .all : .ofText : nil, threads: options.threads)
      let columns = model.configuration.hiddenSize
      var counted: CountedOutput? =
        switch command.format {
        case .npy:
          try CountedOutput(output, rows: command.rows) {
            NumPyFile.header(rows: $0, columns: columns)
          }
        case .word2vec:
          // As wide whatever the number, so that it can be written at the end.
          try CountedOutput(output, rows: command.rows) { rows in
            let number = String(rows)
            let space = String(repeating: " ", count: max(0, 20 - number.count))
            return Array("\(space)\(number) \(columns)\n".utf8)
          }
        case .jsonl, .tsv, .projector: nil
        }
      let index = try command.index.map { try files.newFile(at: $0) }
      try index?.write(bulk.indexHeader)
      var progress = Progress()
      let status = try embed(lines: PlainLines(limit: Session.longestLine), by: command.batch) {
        batch in
        let answer = bulk.answer(batch)
        if counted == nil { try output.write(answer.output) }
        try counted?.write(answer.output, rows: answer.rows)
        try index?.write(answer.index)
        // Whoever asks waits for the answer.
        try output.flush()
        if !answer.failures.isEmpty { progress.clear() }
        for failure in answer.failures { output.note("line \(failure.line): \(failure.error)") }
        progress.show(bulk.lineCount, "lines")
        return answer.failures.isEmpty
      }
      progress.clear()
      do { try counted?.finish() } catch let error as ShellError where status == .interrupted {
        output.note(error.message)
      }
      try index?.finish()
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
      switch try Self.next(of: lines, from: "-") {
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
