/// A gloss as WordNet's files have it: a definition, and examples in quotation marks behind semicolons.
struct WordNetGloss {
  private(set) var definition = ""
  /// Without their quotation marks; one that names its author has him behind a dash.
  private(set) var examples: [String] = []

  init(_ text: some StringProtocol) {
    let bytes = Array(Self.trimmed(ArraySlice(text.utf8), of: { Self.isSpace($0) }))
    var parts: [[UInt8]] = []
    var place = 0
    while let example = Self.example(in: bytes, from: place) {
      var start = example.bytes.lowerBound
      var found: Example? = example
      if bytes[start] != Self.semicolon, start != place {
        // Behind what is no example there is none without a semicolon.
        found = Self.example(in: bytes, from: start, behindSemicolon: true)
        start = found?.bytes.lowerBound ?? bytes.count
      }
      parts.append(Array(bytes[place..<start]))
      place = start
      guard let found else { break }
      examples.append(found.text)
      place = found.bytes.upperBound
    }
    parts.append(Array(bytes[place...]))
    definition = parts.map { part in
      let kept = Self.trimmed(part[...]) { $0 == 0x20 || $0 == Self.semicolon }
      return String(decoding: kept, as: UTF8.self)
    }.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// The text of an example that stands by itself, without its quotation marks.
  static func example(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.first == quote,
      let example = example(at: 0, in: bytes, opens: 0), example.bytes.upperBound == bytes.count
    else { return text }
    return example.text
  }

  private struct Example {
    let bytes: Range<Int>
    let text: String
  }

  private static let quote = UInt8(ascii: "\"")
  private static let semicolon = UInt8(ascii: ";")

  /// The first example from a place on.
  private static func example(
    in bytes: [UInt8], from start: Int, behindSemicolon: Bool = false
  ) -> Example? {
    for place in bytes.indices.dropFirst(start) {
      var next: Int
      if bytes[place] == semicolon {
        next = place + 1
      } else if !behindSemicolon, place > 0, bytes[place - 1] == quote {
        next = [0x2C, 0x3A, 0x2E].contains(bytes[place]) ? place + 1 : place
      } else {
        continue
      }
      while next < bytes.count, isSpace(bytes[next]) { next += 1 }
      if let found = example(at: place, in: bytes, opens: next) { return found }
    }
    return nil
  }

  /// The example whose quotation mark opens at a place; `nil` where none does, or it does not close.
  private static func example(at start: Int, in bytes: [UInt8], opens: Int) -> Example? {
    guard opens < bytes.count, bytes[opens] == quote,
      let close = bytes[(opens + 1)...].firstIndex(of: quote), close > opens + 1
    else { return nil }
    let text = said(bytes[(opens + 1)..<close])
    // A dash or two, and who said it.
    var next = close + 1
    while next < bytes.count, isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count, bytes[next] == 0x2D else {
      return Example(bytes: start..<close + 1, text: text)
    }
    next += next + 1 < bytes.count && bytes[next + 1] == 0x2D ? 2 : 1
    let end = bytes[next...].firstIndex { $0 == quote || $0 == semicolon } ?? bytes.count
    let author = said(bytes[next..<end])
    guard !author.isEmpty else { return Example(bytes: start..<close + 1, text: text) }
    return Example(bytes: start..<end, text: "\(text) - \(author)")
  }

  private static func said(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: trimmed(bytes) { isSpace($0) }, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private static func trimmed(
    _ bytes: ArraySlice<UInt8>, of isLeftOut: (UInt8) -> Bool
  ) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { !isLeftOut($0) }),
      let last = bytes.lastIndex(where: { !isLeftOut($0) })
    else { return [] }
    return bytes[first...last]
  }
}
