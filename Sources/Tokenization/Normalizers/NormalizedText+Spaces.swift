import UnicodeText

extension NormalizedText {
  mutating func strip(left: Bool, right: Bool) {
    var (start, end) = (0, utf8.count)
    while left, start < end {
      var place = start
      guard Unicode.Scalar(decodeScalar(at: &place, in: utf8.span))!.isWhiteSpace else { break }
      start = place
    }
    while right, end > start {
      var place = end - 1
      while utf8[place] & 0xC0 == 0x80 { place -= 1 }
      let before = place
      guard Unicode.Scalar(decodeScalar(at: &place, in: utf8.span))!.isWhiteSpace else { break }
      end = before
    }
    if start == 0, end == utf8.count { return }
    var new = NormalizedText(capacity: end - start)
    new.append(start..<end, of: self)
    self = new
  }

  mutating func prepend(_ content: String) {
    guard let first = origins.first else { return }
    var new = NormalizedText(capacity: utf8.count + content.utf8.count)
    new.append(Array(content.utf8), before: first)
    new.append(utf8.indices, of: self)
    self = new
  }

  /// Puts a text in the place of each match. It has the place of the last scalar of what it stands for.
  mutating func replace(_ matcher: TextMatcher, by content: String) {
    var new = NormalizedText(capacity: utf8.count)
    let bytes = Array(content.utf8)
    var kept = 0
    var isChanged = false
    matcher.forEachMatch(in: utf8.span, within: utf8.indices) { match in
      isChanged = true
      new.append(kept..<match.lowerBound, of: self)
      var origin = match.upperBound > 0 ? origins[match.upperBound - 1] : Origin(start: 0, end: 0)
      // A sign for a space is none of the letters.
      if !match.isEmpty, utf8[match.lowerBound] != 0x20 {
        origin.finding = origin.finding.orLater(.compatibility)
      }
      for byte in bytes { new.append(byte, origin) }
      kept = match.upperBound
    }
    guard isChanged else { return }
    new.append(kept..<utf8.count, of: self)
    self = new
  }

  /// Puts a printable character in the place of each byte.
  mutating func spellBytes() {
    var new = NormalizedText(capacity: 2 * utf8.count)
    for (place, byte) in utf8.enumerated() {
      new.append(spelling: byte, origins[place])
    }
    self = new
  }
}
