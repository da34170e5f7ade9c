import Corpora

extension CorpusOptions {
  /// How a file is read, in a text that is kept: what is not said is left out.
  var described: String {
    [
      ("format", format?.rawValue), ("layout", layout.map { "\($0)" }), ("column", textColumn),
      ("field", textField),
      ("attributes", attributes.isEmpty ? nil : attributes.joined(separator: ",")),
    ].compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: " ")
  }
}
