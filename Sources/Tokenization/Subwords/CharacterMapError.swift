/// What is wrong with a map of characters.
public enum CharacterMapError: Error, Equatable, CustomStringConvertible {
  case notBase64
  case truncated(bytes: Int, expected: Int)
  case trieSize(bytes: Int)
  case damaged(unit: Int)
  case notUTF8

  public var description: String {
    switch self {
    case .notBase64: "not base64"
    case .truncated(let bytes, let expected):
      "\(bytes) bytes, expected at least \(expected)"
    case .trieSize(let bytes): "a trie of \(bytes) bytes, expected a multiple of 1024"
    case .damaged(let unit): "unit \(unit) of the trie leads outside"
    case .notUTF8: "what characters become is not UTF-8"
    }
  }
}
