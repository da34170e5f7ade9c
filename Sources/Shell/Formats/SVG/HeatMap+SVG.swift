import Platform
import UnicodeText

extension HeatMap {
  /// The values as squares that darken with them, each with its number.
  func figure(title: String) -> SVGDrawing {
    let cell = 34.0
    let label = SVGDrawing.width(of: rows) + 10
    let head = 0.71 * SVGDrawing.width(of: columns) + 18
    let left = 20 + label
    let right = left + cell * Double(columns.count)
    // Heads lean to the right, past the last column.
    var drawing = SVGDrawing(
      width: max(right + max(20, head), left + Self.keyWidth + 20), title: title)
    let top = drawing.heading() + head
    let bottom = top + cell * Double(rows.count)
    drawing.height = bottom + 58
    for (column, name) in columns.enumerated() {
      drawing.text(
        SVGDrawing.word(name), left + cell * (Double(column) + 0.5) + 3, top - 6, turned: -45)
    }
    for (row, name) in rows.enumerated() {
      let y = top + cell * Double(row)
      drawing.text(SVGDrawing.word(name), left - 8, y + cell / 2 + 4, .end)
      for (column, value) in values[row].enumerated() {
        let x = left + cell * Double(column)
        let level = level(value)
        drawing.box(x, y, cell - 1, cell - 1, fill: Ramp.paper(level))
        drawing.text(
          short(value), x + cell / 2, y + cell / 2 + 4, .middle,
          fill: Ramp.isDark(level) ? "#ffffff" : SVGDrawing.Ground.paper.ink)
      }
    }
    key(&drawing, left, bottom + 16)
    return drawing
  }

  private static let keyWidth = 240.0

  private func key(_ drawing: inout SVGDrawing, _ x: Double, _ y: Double) {
    let steps = 24
    let width = Self.keyWidth / Double(steps)
    for step in 0..<steps {
      let level = Double(step) / Double(steps - 1)
      drawing.box(x + width * Double(step), y, width + 0.5, 12, fill: Ramp.paper(level))
    }
    for (place, anchor) in [(0.0, SVGDrawing.Anchor.start), (0.5, .middle), (1, .end)] {
      let value = range.lowerBound + place * (range.upperBound - range.lowerBound)
      drawing.text(decimal(value, 2), x + place * Self.keyWidth, y + 28, anchor)
    }
  }

  /// A number that fits its square.
  func short(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value.magnitude < 9.995 ? decimal(value, 2) : decimal(value, 0)
  }
}

extension Ramp {
  /// From almost white to dark blue, for paper: lightness falls all the way, so the order is seen in
  /// every kind of colour vision and in grey (after "Blues" of ColorBrewer, Harrower and Brewer 2003).
  static func paper(_ level: Double) -> String {
    guard level.isFinite else { return "#ffffff" }
    let place = max(0, min(1, level)) * Double(blues.count - 1)
    let first = min(Int(clamping: place), blues.count - 2)
    let share = place - Double(first)
    let channels = (0..<3).map { channel in
      let (a, b) = (blues[first][channel], blues[first + 1][channel])
      let value = Int(clamping: (a + share * (b - a)).rounded())
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    return "#" + channels.joined()
  }

  /// Whether what is written on it has to be light.
  static func isDark(_ level: Double) -> Bool { level > 0.65 }

  private static let blues: [[Double]] = [
    [247, 251, 255], [222, 235, 247], [198, 219, 239], [158, 202, 225], [107, 174, 214],
    [66, 146, 198], [33, 113, 181], [8, 81, 156], [8, 48, 107],
  ]
}
