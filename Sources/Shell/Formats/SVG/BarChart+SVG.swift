extension BarChart {
  /// A column of bars for each use.
  ///
  /// - Parameter title: Written above, where it is not empty.
  func figure(title: String, on ground: SVGDrawing.Ground) -> SVGDrawing {
    let label = SVGDrawing.width(of: sides.flatMap(\.bars).map(\.label)) + 8
    let side = label + 2 * Self.half + Self.number
    let width = max(Double(sides.count) * (side + 20) + 20, Self.keyWidth)
    var drawing = SVGDrawing(
      width: width, title: title.isEmpty ? "\(heads.value), word by word" : title, on: ground)
    let start = (title.isEmpty ? 20 : drawing.heading()) + 6
    // All columns of bars begin below the longest sentence.
    let ends = sides.enumerated().map { place, own in
      drawing.sentence(own.excerpt.use, 20 + Double(place) * (side + 20), start, width: side)
    }
    let top = (ends.max() ?? start) + 12
    let largest = max(1e-9, largest)
    for (place, own) in sides.enumerated() {
      let left = 20 + Double(place) * (side + 20)
      let middle = left + label + Self.half
      for (row, bar) in own.bars.enumerated() {
        let y = top + SVGDrawing.line * Double(row)
        drawing.text(SVGDrawing.word(bar.label), left + label - 8, y + 4, .end)
        let length = Self.half * bar.value.magnitude / largest
        drawing.box(
          bar.value < 0 ? middle - length : middle, y - 6, length, 12,
          fill: bar.value < 0 ? drawing.ground.less : drawing.ground.more)
        drawing.text(decimal(bar.value), left + side, y + 4, .end)
      }
      let end = top + SVGDrawing.line * (Double(own.bars.count) - 0.5)
      drawing.rule(middle, top - 10, middle, max(end, top), stroke: drawing.ground.faint)
    }
    let rows = sides.map(\.bars.count).max() ?? 0
    below(&drawing, top + SVGDrawing.line * Double(rows) + 14)
    return drawing
  }

  private static let half = 90.0
  private static let number = 52.0
  /// What the key below takes.
  private static let keyWidth = 560.0

  private func below(_ drawing: inout SVGDrawing, _ y: Double) {
    var y = y
    if !sum.isEmpty { y = drawing.paragraph([Run(sum)], 20, y, width: drawing.width - 40) }
    drawing.box(20, y - 6, 24, 12, fill: drawing.ground.more)
    y = drawing.paragraph(
      [Run("to the right: \(meaning.right)")], 52, y + 4, width: drawing.width - 72)
    guard !meaning.left.isEmpty else { return drawing.height = y }
    drawing.box(20, y - 10, 24, 12, fill: drawing.ground.less)
    drawing.height = drawing.paragraph(
      [Run("to the left: \(meaning.left)")], 52, y, width: drawing.width - 72)
  }
}
