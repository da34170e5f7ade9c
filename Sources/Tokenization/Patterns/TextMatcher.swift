/// What is looked for in a text: a text, or what a pattern matches.
public enum TextMatcher: Sendable {
  /// UTF-8; not empty.
  case text([UInt8])
  case pattern(Pattern)

  /// Calls with each match in a stretch of well-formed UTF-8, in order.
  func forEachMatch(
    in utf8: Span<UInt8>, within range: Range<Int>, _ body: (Range<Int>) -> Void
  ) {
    switch self {
    case .pattern(let pattern): pattern.forEachMatch(in: utf8, within: range, body)
    case .text(let text):
      var place = range.lowerBound
      while place + text.count <= range.upperBound {
        if text.indices.allSatisfy({ utf8[place + $0] == text[$0] }) {
          body(place..<place + text.count)
          place += text.count
        } else {
          place += 1
        }
      }
    }
  }
}
