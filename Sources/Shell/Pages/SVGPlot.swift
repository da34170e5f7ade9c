/// Curves over whole numbers, as a picture for a page or a paper.
///
/// Lines are told apart by their dashes and their names, not by colour.
struct SVGPlot {
  let curves: [(name: String, values: [Double])]
  /// What the axes are.
  let across: String
  let up: String

  private static let (width, height, margin) = (560.0, 260.0, 44.0)
  private static let dashes = ["", "7 4", "2 3", "10 3 2 3"]

  var svg: String {
    let values = curves.flatMap(\.values).filter(\.isFinite)
    let low = min(0, values.min() ?? 0)
    let high = max(1, values.max() ?? 1)
    let steps = max(1, (curves.map(\.values.count).max() ?? 1) - 1)
    let inner = (Self.width - 2 * Self.margin, Self.height - 2 * Self.margin)
    func x(_ step: Int) -> Double { Self.margin + inner.0 * Double(step) / Double(steps) }
    func y(_ value: Double) -> Double {
      Self.margin + inner.1 * (high - value) / (high - low)
    }
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(coordinate(Self.width)) \
      \(coordinate(Self.height + 18 * Double(curves.count)))" role="img" class="drawing" \
      aria-label="\(escaped(up)) over \(escaped(across))" font-family="sans-serif" font-size="12">
      """
    ]
    for value in [low, (low + high) / 2, high] {
      parts.append(
        """
        <line x1="\(coordinate(Self.margin))" x2="\(coordinate(Self.width - Self.margin))" \
        y1="\(coordinate(y(value)))" y2="\(coordinate(y(value)))" stroke="currentColor" stroke-opacity="0.25"/>\
        <text x="\(coordinate(Self.margin - 6))" y="\(coordinate(y(value) + 4))" text-anchor="end" \
        fill="currentColor">\(decimal(value, 2))</text>
        """)
    }
    for step in 0...steps where step % max(1, steps / 10) == 0 {
      parts.append(
        """
        <text x="\(coordinate(x(step)))" y="\(coordinate(Self.height - Self.margin + 18))" \
        text-anchor="middle" fill="currentColor">\(step)</text>
        """)
    }
    parts.append(
      """
      <text x="\(coordinate(Self.width / 2))" y="\(coordinate(Self.height - 6))" text-anchor="middle" \
      fill="currentColor">\(escaped(across))</text>\
      <text x="\(coordinate(Self.margin))" y="\(coordinate(Self.margin - 14))" text-anchor="middle" \
      fill="currentColor">\(escaped(up))</text>
      """)
    for (index, curve) in curves.enumerated() {
      let points = curve.values.enumerated().map {
        "\(coordinate(x($0.offset))),\(coordinate(y($0.element)))"
      }
      let style =
        "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\""
        + Self.dashes[index % Self.dashes.count] + "\""
      let line = Self.height + 18 * Double(index) + 8
      parts.append(
        """
        <polyline points="\(points.joined(separator: " "))" \(style)/>\
        <line x1="\(coordinate(Self.margin))" x2="\(coordinate(Self.margin + 40))" y1="\(coordinate(line))" \
        y2="\(coordinate(line))" \(style)/>\
        <text x="\(coordinate(Self.margin + 50))" y="\(coordinate(line + 4))" \
        fill="currentColor">\(escaped(curve.name))</text>
        """)
    }
    return (parts + ["</svg>"]).joined(separator: "\n")
  }
}

/// A coordinate, to a hundredth.
func coordinate(_ value: Double) -> String {
  let hundredths = (value * 100).rounded() / 100
  return hundredths == hundredths.rounded() ? String(Int(hundredths)) : "\(hundredths)"
}
