/// A format that corpora are read from.
public enum CorpusFormat: String, Sendable, CaseIterable {
  /// Running text: each line by itself, or paragraphs of wrapped lines.
  case text
  /// Tables whose first row names the columns (RFC 4180), separated by commas, semicolons or tabs.
  case csv
  /// The same, separated by tabs.
  case tsv
  /// An object of JSON a line.
  case jsonLines = "jsonl"
  /// Universal Dependencies' lines of ten columns.
  case conllu
  /// A word a line, as the Corpus Workbench and Sketch Engine have it.
  case vertical
  /// TEI, the BNC's XML, and XML like theirs.
  case xml
  /// DURel's `uses.csv`, which points at the uses in its texts: separated by tabs, never quoted.
  case durel
  /// An object of JSON a line, which points at a use in its text: by `start` and `end`, `characters`, or brackets around it.
  case uses
}

extension CorpusFormat {
  /// What a text looks like; `nil` where nothing can be read from it.
  init?(_ look: CorpusLook) {
    switch look {
    case .table(let separator, let columns):
      let names = [TargetColumns.text, TargetColumns.use]
      self = separator != 0x09 ? .csv : names.allSatisfy(columns.contains) ? .durel : .tsv
    case .jsonLines: self = .jsonLines
    case .conllu: self = .conllu
    case .vertical: self = .vertical
    case .markup: self = .xml
    case .json: return nil
    }
  }

  /// What the name of a file promises, less the ending of a packed one.
  init?(name: String) {
    var name = name.lowercased()[...]
    if let ending = Packing.endings.first(where: { name.hasSuffix($0) }) {
      name.removeLast(ending.count)
    }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...] {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "conllu", "conll": self = .conllu
    case "vert", "vrt", "vertical": self = .vertical
    case "xml", "tei": self = .xml
    case "jsonl", "ndjson": self = .jsonLines
    default: return nil
    }
  }
}
