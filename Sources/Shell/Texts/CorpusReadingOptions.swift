import ArgumentParser
import Corpora

extension CorpusFormat: ExpressibleByArgument {}

/// How the files of a corpus are read.
public struct CorpusReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How files are written: text, csv, tsv, jsonl, conllu, vertical, xml, durel or uses (JSON Lines that point at a use each); without it their names and looks say it.",
      valueName: "format"))
  var format: CorpusFormat?
  @OptionGroup var text: CorpusTextOptions

  public init() {}

  public var options: CorpusOptions { text.options(format) }

  /// What is said of corpora in the help of every command that reads them.
  public static let rule = """
    A corpus is running text, a table (CSV, TSV, DURel's uses.csv), JSON Lines, CoNLL-U, vertical text, or XML \
    as TEI and the BNC have it, packed by gzip, xz or zstd or not. Where it has words and sentences of its own, \
    they are the words and the sentences.
    """
}

/// Where the text of a corpus stands in its files.
struct CorpusTextOptions: ParsableArguments {
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
  @Flag(help: "Read a file as text that looks like a table, a corpus format or markup.")
  var asText = false

  func options(_ format: CorpusFormat? = nil) -> CorpusOptions {
    CorpusOptions(
      format: format ?? (asText ? .text : nil), layout: layout, textColumn: textColumn,
      textField: textField,
      attributes: attributes.map { $0.split(separator: ",").map(String.init) } ?? [])
  }
}
