import ArgumentParser
import LineEditing
import Shell
import Tensors

/// Bulk: text from standard input, a vector for each word to standard output.
struct VectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vectors",
    abstract: "Reads lines of text, writes each as JSON with a vector for every word.",
    discussion: """
      Line n of the output is {"line":n,"tokens":[{"text":…,"ids":[…],"vector":[…]},…]}.
      """)

  @ParentCommand var parent: Polyseme
  @Option(
    help: ArgumentHelp(
      "How many lines to read together: more are faster, and answered later.", valueName: "lines"))
  var batch = 1
  @Option(help: ArgumentHelp("The model's folder.", valueName: "dir"))
  var model: String?
  @Option(help: ArgumentHelp("The layer to take vectors from.", valueName: "number"))
  var layer: Int?
  @Option(
    help: ArgumentHelp(
      "How the encoder multiplies: float32, bfloat16 or int8.", valueName: "precision"))
  var precision: Precision?

  func validate() throws {
    if batch < 1 { throw ValidationError("--batch takes a number from 1") }
  }

  func run() throws {
    var options = parent.options
    options.model = model ?? options.model
    options.layer = layer ?? options.layer
    options.precision = precision ?? options.precision
    try Program.exit(Program(options).vectors(batch: batch))
  }
}

extension Program {
  func vectors(batch size: Int) -> ExitStatus {
    ending {
      InterruptFlag.install()
      var bulk = VectorLines(try session().model)
      let lines = PlainLines(limit: Session.longestLine)
      var status = ExitStatus.success
      var batch: [Result<[UInt8], LineTooLong>] = []
      var isAtEnd = false
      while !isAtEnd {
        switch try lines.next() {
        case .line(let bytes): batch.append(.success(bytes))
        case .tooLong(let bytes): batch.append(.failure(LineTooLong(bytes: bytes)))
        case .interrupted: return .interrupted
        case .end: isAtEnd = true
        }
        guard batch.count == size || isAtEnd else { continue }
        let (answers, failures) = bulk.answer(batch)
        batch = []
        try output.write(answers)
        try output.flush()
        for failure in failures {
          output.note("line \(failure.line): \(failure.error)")
          status = .someFailed
        }
      }
      return status
    }
  }
}
