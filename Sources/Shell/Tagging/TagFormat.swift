import ArgumentParser
import Corpora

/// How tagged text is written.
public enum TagFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// CoNLL-U, with the senses among the features of the last column.
  case conllu
  /// A word a line, with the senses in the last columns.
  case vertical
  /// A row for each word that has a sense.
  case tsv
  /// An object a line: that of the corpus, or one for each sentence.
  case jsonl

  /// What a corpus is written as where nothing else is asked.
  public init(of format: CorpusFormat?) {
    self =
      switch format {
      case .conllu: .conllu
      case .vertical: .vertical
      default: .jsonl
      }
  }

  /// Whether a corpus of a format is written as it is, with the senses added.
  func keeps(_ format: CorpusFormat?) -> Bool {
    switch (self, format) {
    case (.conllu, .conllu), (.vertical, .vertical), (.jsonl, .jsonLines): true
    default: false
    }
  }
}
