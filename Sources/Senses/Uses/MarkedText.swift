import UnicodeText

/// A text with one stretch of it marked: the use of a word that must survive every edit.
public struct MarkedText: Sendable, Hashable {
  public let text: String
  /// Where the use stands. UTF-8 byte offsets.
  public let use: Range<Int>

  public init(text: String, use: Range<Int>) {
    precondition(use.upperBound <= text.utf8.count, "the use lies outside the text")
    self.text = text
    self.use = use
  }

  /// A text as it came, with the bytes marked that were typed for the use.
  public init(_ source: SourceText, bytes: Range<Int>) {
    self.init(
      text: source.string,
      use: source.repairedOffset(
        ofByte: bytes.lowerBound)..<source
        .repairedOffset(ofByte: bytes.upperBound))
  }

  /// The text with `bytes` replaced, and the mark moved along.
  func replacing(_ bytes: Range<String.Index>, with replacement: String) -> MarkedText {
    let start = text.utf8.distance(from: text.startIndex, to: bytes.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: bytes.upperBound)
    let growth = replacement.utf8.count - (end - start)
    let moved =
      end <= use.lowerBound
      ? use.lowerBound + growth..<use.upperBound + growth
      : start < use.upperBound ? use.lowerBound..<use.upperBound + growth : use
    return MarkedText(
      text: text[..<bytes.lowerBound] + replacement + text[bytes.upperBound...], use: moved)
  }
}
