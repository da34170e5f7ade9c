import Platform

/// A number with some decimals, in any locale; what rounds to nothing has no sign. One so large that it has no such
/// decimals is given as a power of ten.
func decimals(_ value: Double, _ places: Int) -> String {
  guard value.isFinite else { return "–" }
  guard value.magnitude < 1e12 else { return "\(value)" }
  let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
  let units = (value.magnitude * scale).rounded()
  let whole = (units / scale).rounded(.down)
  let fraction = String(Int(clamping: units - whole * scale))
  let zeros = String(repeating: "0", count: max(0, places - fraction.count))
  return (value < 0 && units > 0 ? "-" : "") + String(Int(clamping: whole))
    + (places > 0 ? "." + zeros + fraction : "")
}

/// A number with two decimals.
func twoDecimals(_ value: Double) -> String { decimals(value, 2) }

/// A change: a number with three decimals and always a sign.
func change(_ value: Double) -> String {
  let text = decimals(value, 3)
  return text.hasPrefix("-") || !value.isFinite ? text : "+" + text
}
