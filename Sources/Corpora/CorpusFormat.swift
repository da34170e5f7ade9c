/// A format that corpora are read from.
public enum CorpusFormat: String, Sendable, CaseIterable {
  case text
}
