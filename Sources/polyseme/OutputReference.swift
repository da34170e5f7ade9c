import ArgumentParser
import Shell

/// `polyseme help output`: what answers hold. It needs no model.
struct OutputReference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polyseme help output",
    abstract: "What answers hold: every member, its type, what it says.")

  @Argument(help: "A command; without it, all.")
  var command: String?
  @Option(help: "How to write it: text, jsonl, tsv, csv, markdown or html.")
  var output = OutputFormat.text
  @Flag(help: "Name the columns of TSV and CSV above them.")
  var header = false

  func run() throws {
    try Program.exit(Program.describeOutput(of: command, as: output, header: header))
  }
}
