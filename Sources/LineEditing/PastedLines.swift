/// Readline takes a paste of many lines as one (bracketed paste): the lines in it, in order.
///
/// A line end at the end of the paste and the Enter that sent it off are one.
func pastedLines(_ text: [UInt8]) -> [[UInt8]] {
  var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  if lines.count > 1, lines.last!.isEmpty { lines.removeLast() }
  return lines
}

/// Text as a terminal can show it without acting on it: a control character as a caret and a letter,
/// as the terminal itself echoes it.
func withoutControls(_ text: [UInt8]) -> [UInt8] {
  text.flatMap { $0 < 0x20 || $0 == 0x7F ? [0x5E, $0 ^ 0x40] : [$0] }
}
