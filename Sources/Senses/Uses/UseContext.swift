import ContextualEmbeddings
import Tokenization
import UnicodeText

/// What stands on either side of a use in its sentence.
public struct UseContext: Sendable, Hashable {
  /// How much of the sentence is taken on either side.
  public enum Width: Sendable, Hashable {
    case sentence
    /// Marks do not count.
    case words(Int)
    /// Unicode scalars; no character is cut in two.
    case characters(Int)
  }

  public let left: String
  /// The use as it is written.
  public let use: String
  public let right: String

  public init(_ use: Use, width: Width = .sentence) {
    let text = use.text
    let tokens = text.tokens
    let (first, last) = (tokens[use.tokens.lowerBound], tokens[use.tokens.upperBound - 1])
    var (start, end) = (0, text.source.bytes.count)
    if case .words(let count) = width {
      let before = tokens[..<use.tokens.lowerBound].filter(\.isWord)
      let after = tokens[use.tokens.upperBound...].filter(\.isWord)
      if count == 0 {
        (start, end) = (first.bytes.lowerBound, last.bytes.upperBound)
      } else {
        if before.count > count { start = before[before.count - count].bytes.lowerBound }
        if after.count > count { end = after[count - 1].bytes.upperBound }
      }
    }
    self.use = text.source.string(in: first.bytes.lowerBound..<last.bytes.upperBound)
    var left = text.source.string(in: start..<first.bytes.lowerBound)
    var right = text.source.string(in: last.bytes.upperBound..<end)
    if case .characters(let count) = width {
      right = String(right.prefix(right.length(ofScalars: count)))
      left = String(left.suffix(String(left.reversed()).length(ofScalars: count)))
    }
    (self.left, self.right) = (left, right)
  }

  /// All of it, the use marked.
  public var marked: MarkedText {
    let start = left.utf8.count
    return MarkedText(text: left + use + right, use: start..<start + use.utf8.count)
  }
}

extension String {
  /// How many characters from the first on have no more than some scalars together.
  fileprivate func length(ofScalars limit: Int) -> Int {
    var scalars = 0
    return prefix { character in
      scalars += character.unicodeScalars.count
      return scalars <= limit
    }.count
  }
}

extension Use {
  /// The keys of the words before it in its sentence, the nearest first.
  public var wordsBefore: [String] {
    text.tokens[..<tokens.lowerBound].reversed().filter(\.isWord).map(\.key)
  }

  /// The keys of the words after it in its sentence, the nearest first.
  public var wordsAfter: [String] {
    text.tokens[tokens.upperBound...].filter(\.isWord).map(\.key)
  }
}
