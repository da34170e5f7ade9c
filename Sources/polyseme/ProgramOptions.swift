import ArgumentParser
import Shell
import Tensors

/// What holds for the whole program, before a command's name.
struct ProgramOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model's folder; without it that in POLYSEME_MODEL, or the one beside the program. Given twice, both models answer.",
      valueName: "dir"), completion: .directory)
  var model: [String] = []
  @Option(help: ArgumentHelp("The layer to take vectors from.", valueName: "number"))
  var layer: Int?
  @Option(
    help: ArgumentHelp(
      "How the encoder multiplies: float32, bfloat16, float16 or int8; without it the fastest that is exact enough.",
      valueName: "precision"))
  var precision: Precision?
  @Option(
    help: ArgumentHelp(
      "How many threads to use; without it one for each processor that the program may use, at most 8.",
      valueName: "number"))
  var threads: Int?
  // Called --senses too, but where a command has an option of that name (`Polyseme.withInventory`).
  @Option(
    name: .customLong("inventory"),
    help: ArgumentHelp(
      "The senses that uses are named by, in the place of WordNet's: a table, JSON Lines, WN-LMF, a folder of WordNet's, or a session with senses that /induce found. --senses before a command's name says the same.",
      valueName: "file"), completion: .file())
  var senses: String?
  @Option(help: "How to write answers: text, jsonl, tsv, csv, markdown or html.")
  var output: OutputFormat?
  @Flag(help: "Name the columns of TSV and CSV above them.")
  var header = false
  @Flag(help: "Plain sentences in the place of pictures and tables, for a screen reader.")
  var plain = false
  @Option(
    help: ArgumentHelp("Sentences to start with, one a line.", valueName: "file"),
    completion: .file())
  var read: [String] = []
  @Option(help: ArgumentHelp("The most sentences kept; the oldest make room.", valueName: "number"))
  var keep = Settings().keep

  func validate() throws {
    try check("--threads", threads, from: 1, to: 256)
    try check("--keep", keep, from: 1)
  }

  var values: Program.Options {
    Program.Options(
      model: model, layer: layer, precision: precision, senses: senses,
      threads: threads ?? ThreadPool.defaultCount, output: output, header: header, plain: plain,
      read: read, keep: keep)
  }
}

extension Program {
  /// What `ProgramOptions` says; as it stands, what holds where it says nothing.
  struct Options {
    var model: [String] = []
    var layer: Int?
    var precision: Precision?
    var senses: String?
    var threads = ThreadPool.defaultCount
    var output: OutputFormat?
    var header = false
    var plain = false
    var read: [String] = []
    var keep = Settings().keep
  }
}

/// What may also stand after a command's name.
struct AnswerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The model's folder; given twice, both models answer.", valueName: "dir"),
    completion: .directory)
  var model: [String] = []
  @Option(help: "How to write the answer: text, jsonl, tsv, csv, markdown or html.")
  var output: OutputFormat?
  @Flag(help: "Name the columns of TSV and CSV above them.")
  var header = false
  @Flag(help: "Plain sentences in the place of pictures and tables.")
  var plain = false
  @Option(
    help: ArgumentHelp("Sentences to start with, one a line.", valueName: "file"),
    completion: .file())
  var read: [String] = []
}

/// What is read, and how a script is run.
struct ScriptOptions: ParsableArguments {
  @Option(
    name: .customShort("c"),
    help: ArgumentHelp(
      "A line to answer; may be given again. Nothing else is read.", valueName: "line"))
  var lines: [String] = []
  @Option(
    name: [.customShort("f"), .customLong("file")],
    help: ArgumentHelp("A file of lines to answer; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String?
  @Flag(help: "Stop at the first line that fails.")
  var bail = false
  @Option(
    help: ArgumentHelp(
      "Lines answered before the first prompt; without it those of ~/.config/polyseme/start, none for none.",
      valueName: "file"), completion: .file())
  var start: String?
  @Option(
    help: ArgumentHelp(
      "Also adds all that is typed and answered at the prompt to a file.", valueName: "file"),
    completion: .file())
  var log: String?
  @Option(
    help: ArgumentHelp("Where lines typed are remembered; none turns that off.", valueName: "file"),
    completion: .file())
  var history: String?
}

extension Precision: ExpressibleByArgument {}
