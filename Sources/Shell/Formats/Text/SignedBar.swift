import Platform

/// A value as a bar from a middle line: to the right where it is above zero, to the left below.
///
/// The two sides also differ in shade, so that a bar is read without its line.
enum SignedBar {
  /// - Parameters:
  ///   - largest: The value that fills its side.
  ///   - half: Columns on either side of the line.
  static func run(_ value: Double, largest: Double, half: Int = 6) -> Run {
    let share = largest > 0 && value.isFinite ? min(1, value.magnitude / largest) : 0
    let length = Int(clamping: (share * Double(half)).rounded())
    let space = String(repeating: " ", count: half)
    let rest = String(repeating: " ", count: half - length)
    let text =
      value < 0
      ? rest + String(repeating: "▒", count: length) + "│" + space
      : space + "│" + String(repeating: "█", count: length) + rest
    return Run(text, level: 0.5 + (value < 0 ? -share : share) / 2)
  }
}

/// A share of a whole as a bar.
func bar(_ share: Double, columns: Int = 20) -> String {
  guard share.isFinite else { return "" }
  return String(
    repeating: "█", count: max(0, min(columns, Int(clamping: (share * Double(columns)).rounded()))))
}
