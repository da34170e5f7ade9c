import Platform
import Tokenization

/// What is wrong with a `tokenizer.json`, or with a file of settings beside it.
public enum TokenizerFileError: Error, Equatable, CustomStringConvertible {
  case missing(key: String)
  case wrong(key: String, expected: String, found: String)
  case unsupported(key: String, expected: String, found: String)
  /// Ids that do not count 0, 1, 2, … to the number of words.
  case id(word: String, id: Int, count: Int)
  case idTwice(word: String, other: String, id: Int)
  /// `vocab.txt` says something else.
  case differs(word: String, id: Int, other: String?)
  /// An added token whose id is not that of its word, or the next that is free.
  case addedID(token: String, id: Int, expected: Int)
  /// An added token for which the table has no row.
  case noRow(token: String, id: Int, rows: Int)
  /// A file of SentencePiece that ends inside a field, or is none.
  case damaged(offset: Int)
  /// A pattern that cannot be run.
  case pattern(key: String, pattern: String, PatternError)
  case characterMap(key: String, CharacterMapError)
  case model(SubwordModelError)
  /// An added token that the list in `tokenizer_config.json` lacks.
  case undeclared(token: String)

  public var description: String {
    switch self {
    case .missing(let key): "no \(key)"
    case .wrong(let key, let expected, let found): "\(key): expected \(expected), found \(found)"
    case .unsupported(let key, let expected, let found):
      "\(key): \(found) is not supported, expected \(expected)"
    case .id(let word, let id, let count):
      "\(quoted(word)) has id \(id), expected ids from 0 to \(count - 1)"
    case .idTwice(let word, let other, let id):
      "\(quoted(word)) and \(quoted(other)) both have id \(id)"
    case .differs(let word, let id, let other):
      "id \(id) is \(quoted(word)), but \(other.map(quoted) ?? "nothing") in vocab.txt; remove the file that is not the model's"
    case .addedID(let token, let id, let expected):
      "added token \(quoted(token)) has id \(id), but transformers gives it \(expected); save the tokenizer again"
    case .noRow(let token, let id, let rows):
      "added token \(quoted(token)) has id \(id), but the embedding table has \(rows) rows; resize it to the tokenizer"
    case .damaged(let offset):
      "byte \(offset): no field of a SentencePiece model; the file is damaged or another"
    case .pattern(let key, let pattern, let error):
      "\(key): pattern \(shown(pattern, atMost: 60)): \(error)"
    case .characterMap(let key, let error): "\(key): \(error)"
    case .model(let error): "model: \(error)"
    case .undeclared(let token):
      "added token \(quoted(token)) is not in added_tokens_decoder of tokenizer_config.json; save the tokenizer again"
    }
  }
}
