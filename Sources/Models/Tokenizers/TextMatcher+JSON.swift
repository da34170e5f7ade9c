import JSON
import Platform
import Tokenization

extension TextMatcher {
  /// `{"String": " "}` or `{"Regex": "\\s+"}`
  init(_ value: JSONValue?, _ key: String) throws(TokenizerFileError) {
    if let text = value?["String"]?.string {
      guard !text.isEmpty else {
        throw .unsupported(key: key, expected: "a text to look for", found: "an empty one")
      }
      self = .text(Array(text.utf8))
      return
    }
    guard let text = value?["Regex"]?.string else {
      throw .wrong(key: key, expected: "a String or a Regex", found: value?.kind ?? "nothing")
    }
    self = .pattern(try Self.pattern(text, key))
  }

  private static func pattern(_ text: String, _ key: String) throws(TokenizerFileError) -> Pattern {
    do throws(PatternError) { return try Pattern(text) } catch {
      throw .pattern(key: key, pattern: text, error)
    }
  }
}
