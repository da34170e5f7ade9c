/// Turns offsets in the repaired UTF-8 of a text into offsets of its bytes as typed and of its scalars, for offsets
/// that never decrease.
///
/// Both are counted on from the last answer, so the whole walk is linear.
public struct SourcePositions {
  private let utf8: [UInt8]
  private let badBytes: [Int]
  /// One byte is one scalar throughout.
  private let isASCII: Bool
  private var badBytesPassed = 0
  /// The start of the last range asked for, and how many scalars are before it.
  private var start = 0
  private var scalarsBefore = 0

  public init(_ source: SourceText) {
    utf8 = source.utf8
    badBytes = source.badBytes
    var seen: UInt8 = 0
    for byte in utf8 { seen |= byte }
    isASCII = seen < 0x80
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

  /// The scalars in a range of whole ones, counted as Python's `str` does.
  public mutating func characters(in range: Range<Int>) -> Range<Int> {
    if isASCII { return range }
    scalarsBefore += scalarCount(start..<range.lowerBound)
    start = range.lowerBound
    return scalarsBefore..<scalarsBefore + scalarCount(range)
  }

  private func scalarCount(_ range: Range<Int>) -> Int {
    let utf8 = utf8.span
    var count = 0
    for place in range where utf8[place] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
