import Platform

/// What is wrong with a vocabulary. Lines count from 1.
public enum VocabularyError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case tooLarge(bytes: Int)
  case notUTF8(line: Int)
  case emptyWord(line: Int)
  case lineEnd(line: Int)
  case duplicate(word: String, line: Int, first: Int)
  case missingSpecial(word: String)

  init(_ error: FileError) {
    self =
      switch error {
      case .unreadable(let path, let reason), .unwritable(let path, let reason):
        .unreadable(path: path, reason: reason)
      case .tooLarge(_, let bytes, _): .tooLarge(bytes: bytes)
      case .changed(let path):
        .unreadable(path: path, reason: "was written to while it was in use")
      }
  }

  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "vocabulary \(path): \(reason)"
    case .tooLarge(let bytes):
      "vocabulary: \(bytes) bytes or more, expected at most \(WordTable.largestFile)"
    case .notUTF8(let line):
      "vocabulary line \(line): not UTF-8"
    case .emptyWord(let line):
      "vocabulary line \(line): empty, expected a word"
    case .lineEnd(let line):
      "vocabulary word \(line): holds a line end"
    case .duplicate(let word, let line, let first):
      "vocabulary line \(line): '\(word)' is already on line \(first)"
    case .missingSpecial(let word):
      "vocabulary: no line '\(word)'"
    }
  }
}
