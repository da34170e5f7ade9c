import CUTF8Proc

/// Whether a grapheme (UAX #29, extended) ends between two scalars, by these two alone: emoji joined by others before them,
/// and flags, need more.
public func isGraphemeBoundary(between first: UInt32, _ second: UInt32) -> Bool {
  // Most letters and marks of European text, which join nothing.
  if first < 0x300 {
    switch second {
    case 0x0A: return first != 0x0D
    case ..<0x300, 0x370..<0x483, 0x2010..<0x2028: return true
    default: break
    }
  }
  return utf8proc_grapheme_break(Int32(bitPattern: first), Int32(bitPattern: second))
}
