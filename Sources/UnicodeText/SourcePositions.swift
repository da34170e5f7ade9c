/// Turns offsets in the repaired UTF-8 of a text into byte and Character offsets of the text as
/// typed, for offsets that never decrease.
///
/// The whole walk is linear. Between two ASCII bytes there is always a Character boundary, except
/// inside CR LF; elsewhere the standard library decides.
public struct SourcePositions {
  private let source: SourceText
  private let utf8: [UInt8]
  private let badBytes: [Int]
  /// One byte is one Character throughout.
  private let isPlain: Bool
  private var badBytesPassed = 0
  /// The Character that contains the last offset asked for: where it starts and ends in the
  /// repaired UTF-8, and how many are before it.
  private var start = 0
  private var end: Int
  private var charactersBefore = 0
  /// The index of `end` where the standard library found it. It keeps in mind that it is at a
  /// boundary; to find that out again can take a walk back through the whole text.
  private var endIndex: String.Index?

  public init(_ source: SourceText) {
    self.source = source
    utf8 = source.utf8
    badBytes = source.badBytes
    var seen: UInt8 = 0
    var hasReturn = false
    for byte in utf8 {
      seen |= byte
      hasReturn = hasReturn || byte == 0x0D
    }
    isPlain = seen < 0x80 && !hasReturn
    end = 0
    if !isPlain { end = characterEnd(from: 0) }
  }

  /// The offset in the bytes as typed.
  public mutating func byte(at offset: Int) -> Int {
    if badBytes.isEmpty { return offset }
    // Each bad byte has become three.
    while badBytesPassed < badBytes.count, badBytes[badBytesPassed] + 2 * badBytesPassed < offset {
      badBytesPassed += 1
    }
    return offset - 2 * badBytesPassed
  }

  /// The Characters that hold any part of a range. Two neighbouring words may share one.
  public mutating func characters(in range: Range<Int>) -> Range<Int> {
    if isPlain { return range }
    advance(to: range.lowerBound)
    let lower = charactersBefore
    advance(to: range.upperBound)
    return lower..<(start < range.upperBound ? charactersBefore + 1 : charactersBefore)
  }

  private mutating func advance(to offset: Int) {
    while end <= offset, end < utf8.count || start < end {
      charactersBefore += 1
      start = end
      end = characterEnd(from: start)
    }
  }

  private mutating func characterEnd(from start: Int) -> Int {
    guard start < utf8.count else { return start }
    let startIndex = endIndex
    endIndex = nil
    let next = start + 1
    if utf8[start] < 0x80 {
      if next == utf8.count { return next }
      if utf8[next] < 0x80 {
        return utf8[start] == 0x0D && utf8[next] == 0x0A ? next + 1 : next
      }
    }
    let string = source.string
    let index = string.index(
      after: startIndex ?? string.utf8.index(string.startIndex, offsetBy: start))
    endIndex = index
    return string.utf8.distance(from: string.startIndex, to: index)
  }
}
