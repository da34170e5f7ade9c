/// What is wrong with a `config.json`.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  case notAnObject(found: String)
  case missing(key: String)
  case wrong(key: String, expected: String, found: String)
  /// A model of another architecture.
  case unsupported(key: String, expected: String, found: String)
  case tokenizer(TokenizerFileError)

  public var description: String {
    switch self {
    case .notAnObject(let found):
      "expected an object, found \(found)"
    case .missing(let key):
      "no \(key)"
    case .wrong(let key, let expected, let found):
      "\(key): expected \(expected), found \(found)"
    case .unsupported(let key, let expected, let found):
      "\(key): \(found) is not supported, expected \(expected)"
    case .tokenizer(let error): "\(error)"
    }
  }
}
