import ArgumentParser
import Corpora

extension CorpusFormat: ExpressibleByArgument {}

/// How the files of a corpus are read.
struct CorpusReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How files are written: text, csv, tsv, jsonl, conllu, vertical, xml or durel; without it their names and looks say it.",
      valueName: "format"))
  var format: CorpusFormat?
  @Flag(exclusivity: .exclusive) var layout: TextLayout?
  @Option(
    help: ArgumentHelp("The column of a table that holds the text.", valueName: "name"))
  var textColumn: String?
  @Option(
    help: ArgumentHelp("The member of JSON Lines that holds the text.", valueName: "name"))
  var textField: String?
  @Option(
    help: ArgumentHelp(
      "The columns of vertical text, with commas between them: word,pos,lemma.",
      valueName: "names"))
  var attributes: String?

  var options: CorpusOptions {
    CorpusOptions(
      format: format, layout: layout, textColumn: textColumn, textField: textField,
      attributes: attributes.map { $0.split(separator: ",").map(String.init) } ?? [])
  }
}
