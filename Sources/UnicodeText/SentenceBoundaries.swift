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

/// Where sentences end.
public enum SentenceRules: Sendable, Hashable {
  /// By the default rules of UAX #29.
  case unicode
  /// By the same, tailored as UAX #29 allows to prose as it is written and wrapped:
  ///
  /// - `…` ends a sentence as `.` does, which goes on where a small letter follows (SB8).
  /// - So it does after `!` and `?`, where nothing but closing marks and spaces come between: `“What?” he said`.
  /// - After `.`, `!`, `?` and `…` white space has to follow, unlike `。`, so that addresses stay whole.
  /// - The end of a line is a space; an empty line ends a sentence.
  case prose
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
public func sentenceEnd(
  from start: Int, in utf8: Span<UInt8>, by rules: SentenceRules = .unicode
) -> Int {
  /// The terminator that may have ended the sentence, and what has come after it: Close*, then Sp*.
  enum Ending { case none, terminator, close, space }
  var ending = Ending.none
  var isATerm = false
  /// Whether white space has to follow it, and no small letter.
  var needsSpace = false
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
    let scalar = decodeScalar(at: &place, in: utf8)
    var right = sentenceBreak(of: scalar)
    if rules == .prose {
      if scalar == ellipsis { right = .aTerm }
      if right == .lf || right == .cr, !isLineEmpty(from: &place, after: right, in: utf8) {
        right = .sp
      }
    }
    // SB3, SB4.
    if right.isParagraphEnd {
      if utf8[place - 1] == 0x0D, place < utf8.count, utf8[place] == 0x0A { place += 1 }
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
    case _ where needsSpace && ending != .space: ending = .none
    case _
    where needsSpace && goesOnSmall(with: right, from: place, in: utf8, passing: [.close, .sp]):
      ending = .none
    default: return boundary  // SB11
    }
    if right.isTerminator {
      ending = .terminator
      isATerm = right == .aTerm
      needsSpace = rules == .prose && (scalar < 0x80 || scalar == ellipsis)
      followsLetter = left == .upper || left == .lower
    }
    left = right
  }
  return place
}

private let ellipsis: UInt32 = 0x2026

/// SB8: whether a small letter comes before any other letter, the end of a paragraph or of another sentence.
///
/// - Parameter passed: What alone may come before it; `nil` for all else.
private func goesOnSmall(
  with first: SentenceBreakProperty, from start: Int, in utf8: Span<UInt8>,
  passing passed: [SentenceBreakProperty]? = nil
) -> Bool {
  var property = first
  var place = start
  while true {
    switch property {
    case .lower: return true
    case .upper, .oLetter, .sep, .cr, .lf, .aTerm, .sTerm: return false
    default: if let passed, !passed.contains(property) { return false }
    }
    guard place < utf8.count else { return false }
    property = nextSentenceBreak(at: &place, in: utf8)
  }
}

/// Whether nothing but white space stands between the end of a line and the next.
///
/// - Parameter place: Behind the end's first byte; it moves to the end of a line that is empty.
private func isLineEmpty(
  from place: inout Int, after end: SentenceBreakProperty, in utf8: Span<UInt8>
) -> Bool {
  if end == .cr, place < utf8.count, utf8[place] == 0x0A { place += 1 }
  var next = place
  while next < utf8.count, [0x20, 0x09, 0x0B, 0x0C].contains(utf8[next]) { next += 1 }
  guard next < utf8.count, utf8[next] == 0x0A || utf8[next] == 0x0D else { return false }
  place = next + 1
  return true
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
  public var sentenceBoundaries: [Int] { sentenceBoundaries(by: .unicode) }

  /// The offsets of the sentence boundaries, in UTF-8 bytes: 0, …, the length. None for an empty text.
  public func sentenceBoundaries(by rules: SentenceRules) -> [Int] {
    let utf8 = Array(self.utf8)
    var boundaries = utf8.isEmpty ? [] : [0]
    while let last = boundaries.last, last < utf8.count {
      boundaries.append(sentenceEnd(from: last, in: utf8.span, by: rules))
    }
    return boundaries
  }
}
