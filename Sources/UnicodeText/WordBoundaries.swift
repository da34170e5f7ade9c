// Default word boundaries by UAX #29 of Unicode 17.0 (https://www.unicode.org/reports/tr29/tr29-47.html).
// The rules keep their numbers there: WB3, WB4 and so on.

/// The word break property of a scalar, in the order of the generated table.
enum WordBreakProperty: UInt8 {
  case other, cr, lf, newline, extend, zwj, format, katakana, hebrewLetter, aLetter, singleQuote,
    doubleQuote, midNumLet, midLetter, midNum, numeric, extendNumLet, regionalIndicator, wSegSpace

  var isNewline: Bool { self == .cr || self == .lf || self == .newline }
  /// WB4 reads past these.
  var isIgnored: Bool { self == .extend || self == .format || self == .zwj }
  var isLetter: Bool { self == .aLetter || self == .hebrewLetter }
  /// MidLetter | MidNumLetQ.
  var joinsLetters: Bool { self == .midLetter || self == .midNumLet || self == .singleQuote }
  /// MidNum | MidNumLetQ.
  var joinsNumbers: Bool { self == .midNum || self == .midNumLet || self == .singleQuote }
}

/// The end of the word segment that begins at an offset.
///
/// Letters, numbers, marks and spaces all belong to segments: each boundary between two of them is
/// a default word boundary. A segment is found from its beginning alone, so the walk over a text is
/// linear.
///
/// - Parameters:
///   - start: A word boundary of the text, before its end. Counts bytes.
///   - utf8: Well-formed UTF-8.
/// - Returns: The next word boundary, in bytes.
public func wordSegmentEnd(from start: Int, in utf8: Span<UInt8>) -> Int {
  if let end = asciiSegmentEnd(from: start, in: utf8) { return end }

  var place = start
  let first = nextWordBreak(at: &place, in: utf8)
  // WB3, WB3a.
  if first.property == .cr {
    return place < utf8.count && utf8[place] == 0x0A ? place + 1 : place
  }
  if first.property.isNewline { return place }

  // The last property that counts, the one before it, and the last of all, which WB3c and WB3d ask for.
  var left = first.property
  var beforeLeft = WordBreakProperty.other
  var last = first.property
  while place < utf8.count {
    let boundary = place
    let (right, isPictographic) = nextWordBreak(at: &place, in: utf8)
    if last == .zwj && isPictographic || last == .wSegSpace && right == .wSegSpace {
      // WB3c, WB3d.
    } else if right.isIgnored {
      // WB4.
      last = right
      continue
    } else if !joins(
      beforeLeft, left, right, followedBy: { wordBreakPastMarks(from: place, in: utf8) })
    {
      return boundary
    }
    beforeLeft = left
    // WB15: flags pair off from the left, so a pair takes no third.
    left = left == .regionalIndicator && right == .regionalIndicator ? .other : right
    last = right
  }
  return place
}

/// Whether there is no boundary between `left` and `right`: WB3b and WB5 to WB999.
@inline(__always)
private func joins(
  _ beforeLeft: WordBreakProperty, _ left: WordBreakProperty, _ right: WordBreakProperty,
  followedBy next: () -> WordBreakProperty
) -> Bool {
  switch (left, right) {
  case (.aLetter, .aLetter), (.aLetter, .hebrewLetter), (.hebrewLetter, .aLetter),
    (.hebrewLetter, .hebrewLetter),  // WB5
    (.hebrewLetter, .singleQuote),  // WB7a
    (.numeric, .numeric), (.aLetter, .numeric), (.hebrewLetter, .numeric),  // WB8, WB9
    (.numeric, .aLetter), (.numeric, .hebrewLetter),  // WB10
    (.katakana, .katakana),  // WB13
    (.aLetter, .extendNumLet), (.hebrewLetter, .extendNumLet), (.numeric, .extendNumLet),
    (.katakana, .extendNumLet), (.extendNumLet, .extendNumLet),  // WB13a
    (.extendNumLet, .aLetter), (.extendNumLet, .hebrewLetter), (.extendNumLet, .numeric),
    (.extendNumLet, .katakana),  // WB13b
    (.regionalIndicator, .regionalIndicator):  // WB15, WB16
    true
  case (.hebrewLetter, .doubleQuote):  // WB7b
    next() == .hebrewLetter
  case (.doubleQuote, .hebrewLetter):  // WB7c
    beforeLeft == .hebrewLetter
  case (.aLetter, _), (.hebrewLetter, _):  // WB6
    right.joinsLetters && next().isLetter
  case (.numeric, _):  // WB12
    right.joinsNumbers && next() == .numeric
  case (_, .aLetter), (_, .hebrewLetter):  // WB7
    left.joinsLetters && beforeLeft.isLetter
  case (_, .numeric):  // WB11
    left.joinsNumbers && beforeLeft == .numeric
  default:  // WB3b, WB999
    false
  }
}

/// The property of the next scalar that WB4 does not read past; `other` at the end.
private func wordBreakPastMarks(from start: Int, in utf8: Span<UInt8>) -> WordBreakProperty {
  var place = start
  while place < utf8.count {
    let property = nextWordBreak(at: &place, in: utf8).property
    if !property.isIgnored { return property }
  }
  return .other
}

/// The same answer for the commonest segments, those of ASCII followed by ASCII; nil when the
/// rules have to be asked.
@inline(__always)
private func asciiSegmentEnd(from start: Int, in utf8: Span<UInt8>) -> Int? {
  let count = utf8.count
  let first = utf8[start]
  guard first < 0x80 else { return nil }
  var end = start + 1
  if isASCIILetter(first) {
    while end < count, isASCIILetter(utf8[end]) { end += 1 }
    guard end < count else { return end }
    switch utf8[end] {
    case 0x20, 0x2C, 0x21, 0x3F, 0x29, 0x22, 0x2D, 0x3B, 0x0A, 0x0D: return end
    case 0x2E, 0x3A:
      // A full stop or colon: in the word only when a letter comes after it.
      guard end + 1 < count else { return end }
      return utf8[end + 1] < 0x80 && !isASCIILetter(utf8[end + 1]) ? end : nil
    default: return nil
    }
  }
  switch first {
  case 0x20:
    while end < count, utf8[end] == 0x20 { end += 1 }
    return end == count || utf8[end] < 0x80 ? end : nil
  case 0x0D, 0x30...0x39, 0x5F: return nil
  default: return end == count || utf8[end] < 0x80 ? end : nil
  }
}

@inline(__always)
private func isASCIILetter(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26
}

/// The property of the scalar at `place`, and whether it is Extended_Pictographic. Moves `place` on.
@inline(__always)
private func nextWordBreak(
  at place: inout Int, in utf8: Span<UInt8>
) -> (property: WordBreakProperty, isPictographic: Bool) {
  wordBreak(of: decodeScalar(at: &place, in: utf8))
}

/// The property of a scalar, and whether it is Extended_Pictographic.
@inline(__always)
func wordBreak(of scalar: UInt32) -> (property: WordBreakProperty, isPictographic: Bool) {
  let row: Int
  switch scalar {
  case ..<0x20000: row = Int(scalar >> 6)
  case 0xE0000..<0xE0200: row = 0x20000 >> 6 + Int((scalar - 0xE0000) >> 6)
  default: return (.other, false)
  }
  let rows = wordBreakRows.utf8Start
  let number = (Int(rows[2 * row]) - 0x23) * 48 + Int(rows[2 * row + 1]) - 0x23
  let value = wordBreakValues.utf8Start[number << 6 | Int(scalar & 63)] &- 0x40
  return (WordBreakProperty(rawValue: value & 31)!, value & 32 != 0)
}

extension String {
  /// The offsets of the default word boundaries, in UTF-8 bytes: 0, …, the length. None for an
  /// empty text.
  public var wordBoundaries: [Int] {
    let utf8 = Array(self.utf8)
    var boundaries = utf8.isEmpty ? [] : [0]
    while let last = boundaries.last, last < utf8.count {
      boundaries.append(wordSegmentEnd(from: last, in: utf8.span))
    }
    return boundaries
  }
}
