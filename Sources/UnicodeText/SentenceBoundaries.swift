// Default sentence boundaries by UAX #29 of Unicode 17.0 (https://www.unicode.org/reports/tr29/tr29-47.html).
// The rules keep their numbers there: SB3, SB4 and so on.

/// The sentence break property of a scalar, in the order of the generated table.
enum SentenceBreakProperty: UInt8 {
  case other, cr, lf, sep, extend, format, sp, lower, upper, oLetter, numeric, aTerm, sContinue,
    sTerm, close

  /// ParaSep.
  var isParagraphEnd: Bool { self == .sep || self == .cr || self == .lf }
  /// SATerm.
  var isTerminator: Bool { self == .aTerm || self == .sTerm }
  /// SB5 reads past these.
  var isIgnored: Bool { self == .extend || self == .format }
}

/// The end of the sentence that begins at an offset.
///
/// White space after a sentence belongs to it. An abbreviation before a capital ends one, as `Mr.` does.
///
/// - Parameters:
///   - start: A sentence boundary of the text, before its end. Counts bytes.
///   - utf8: Well-formed UTF-8.
/// - Returns: The next sentence boundary, in bytes.
/// - Complexity: O(*n*) of the bytes of the sentence and of those up to the next letter or mark that ends a sentence.
public func sentenceEnd(from start: Int, in utf8: Span<UInt8>) -> Int {
  /// The terminator that may have ended the sentence, and what has come after it: Close*, then Sp*.
  enum Ending { case none, terminator, close, space }
  var ending = Ending.none
  var isATerm = false
  /// Whether a letter stands before the terminator.
  var followsLetter = false
  /// The last property that counts.
  var left = SentenceBreakProperty.other

  var place = start
  while place < utf8.count {
    let boundary = place
    // Most of a sentence is what no rule asks about.
    if ending == .none, isPlainASCII(utf8[place]) {
      repeat { place += 1 } while place < utf8.count && isPlainASCII(utf8[place])
      left = sentenceBreak(of: UInt32(utf8[place - 1]))
      continue
    }
    let right = nextSentenceBreak(at: &place, in: utf8)
    // SB3, SB4.
    if right.isParagraphEnd {
      if right == .cr, place < utf8.count, utf8[place] == 0x0A { place += 1 }
      return place
    }
    // SB5.
    if right.isIgnored { continue }
    switch ending {
    case .none: break
    case .terminator where isATerm && right == .numeric,  // SB6
      .terminator where isATerm && right == .upper && followsLetter:  // SB7
      ending = .none
    case .terminator where right == .close, .close where right == .close: ending = .close  // SB9
    case _ where right == .sp: ending = .space  // SB9, SB10
    case _ where right == .sContinue || right.isTerminator: ending = .none  // SB8a
    case _ where isATerm && goesOnSmall(with: right, from: place, in: utf8): ending = .none  // SB8
    default: return boundary  // SB11
    }
    if right.isTerminator {
      ending = .terminator
      isATerm = right == .aTerm
      followsLetter = left == .upper || left == .lower
    }
    left = right
  }
  return place
}

/// SB8: whether a small letter comes before any other letter, the end of a paragraph or of another sentence.
private func goesOnSmall(
  with first: SentenceBreakProperty, from start: Int, in utf8: Span<UInt8>
) -> Bool {
  var property = first
  var place = start
  while true {
    switch property {
    case .lower: return true
    case .upper, .oLetter, .sep, .cr, .lf, .aTerm, .sTerm: return false
    default: break
    }
    guard place < utf8.count else { return false }
    property = nextSentenceBreak(at: &place, in: utf8)
  }
}

/// Whether a byte is a scalar that neither ends anything nor is passed over.
@inline(__always)
private func isPlainASCII(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x0A, 0x0D, 0x21, 0x2E, 0x3F, 0x80...: false
  default: true
  }
}

@inline(__always)
private func nextSentenceBreak(at place: inout Int, in utf8: Span<UInt8>) -> SentenceBreakProperty {
  sentenceBreak(of: decodeScalar(at: &place, in: utf8))
}

/// The property of a scalar.
func sentenceBreak(of scalar: UInt32) -> SentenceBreakProperty {
  let row: Int
  switch scalar {
  case ..<0x34000: row = Int(scalar >> 6)
  case 0xE0000..<0xE0200: row = 0x34000 >> 6 + Int((scalar - 0xE0000) >> 6)
  default: return .other
  }
  let rows = sentenceBreakRows.utf8Start
  let number = (Int(rows[2 * row]) - 0x23) * 48 + Int(rows[2 * row + 1]) - 0x23
  let value = sentenceBreakValues.utf8Start[number << 6 | Int(scalar & 63)] &- 0x40
  return SentenceBreakProperty(rawValue: value)!
}

extension String {
  /// The offsets of the default sentence boundaries, in UTF-8 bytes: 0, …, the length. None for an empty text.
  public var sentenceBoundaries: [Int] {
    let utf8 = Array(self.utf8)
    var boundaries = utf8.isEmpty ? [] : [0]
    while let last = boundaries.last, last < utf8.count {
      boundaries.append(sentenceEnd(from: last, in: utf8.span))
    }
    return boundaries
  }
}
