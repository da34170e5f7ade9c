/// A number with some decimals, in any locale; what rounds to nothing has no sign.
func decimals(_ value: Double, _ places: Int) -> String {
  guard value.isFinite else { return "–" }
  let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
  let units = (value.magnitude * scale).rounded()
  let whole = (units / scale).rounded(.down)
  let fraction = String(Int(units - whole * scale))
  let zeros = String(repeating: "0", count: max(0, places - fraction.count))
  return (value < 0 && units > 0 ? "-" : "") + String(Int(whole))
    + (places > 0 ? "." + zeros + fraction : "")
}

/// A change: a number with three decimals and always a sign.
func change(_ value: Double) -> String {
  let text = decimals(value, 3)
  return text.hasPrefix("-") || !value.isFinite ? text : "+" + text
}
