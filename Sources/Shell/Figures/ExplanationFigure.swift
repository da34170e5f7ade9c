import Senses

/// Why two uses are alike or different, as bars: one column for each use.
struct ExplanationFigure {
  let explanation: Explanation
  /// The two uses, in the order in which they were compared.
  let uses: (MarkedText, MarkedText)

  func figure(title: String) -> SVGDrawing {
    let sides = [(uses.0, explanation.first), (uses.1, explanation.second)]
    let label = SVGDrawing.width(of: explanation.words.map(\.text)) + 8
    let side = label + 2 * Self.half + Self.number
    let width = 2 * side + 60
    var drawing = SVGDrawing(width: width, title: title)
    let start = drawing.heading() + 6
    // Both columns of bars begin below the longer sentence.
    let ends = sides.enumerated().map { place, words in
      drawing.sentence(words.0, 20 + Double(place) * (side + 20), start, width: side)
    }
    let top = ends.max()! + 12
    let largest = max(1e-9, explanation.words.map(\.share.magnitude).max() ?? 0)
    for (place, (_, words)) in sides.enumerated() {
      let left = 20 + Double(place) * (side + 20)
      let middle = left + label + Self.half
      for (row, word) in words.enumerated() {
        let y = top + SVGDrawing.line * Double(row)
        drawing.text(SVGDrawing.word(word.text), left + label - 8, y + 4, .end)
        let length = Self.half * word.share.magnitude / largest
        drawing.box(
          word.share < 0 ? middle - length : middle, y - 6, length, 12,
          fill: word.share < 0 ? drawing.ground.less : drawing.ground.more)
        drawing.text(decimal(word.share), left + side, y + 4, .end)
      }
      let end = top + SVGDrawing.line * (Double(words.count) - 0.5)
      drawing.rule(middle, top - 10, middle, max(end, top), stroke: drawing.ground.faint)
    }
    let rows = max(explanation.first.count, explanation.second.count)
    below(&drawing, top + SVGDrawing.line * Double(rows) + 14)
    return drawing
  }

  private static let half = 90.0
  private static let number = 52.0

  private func below(_ drawing: inout SVGDrawing, _ y: Double) {
    let sums = [explanation.first, explanation.second].map { $0.reduce(0) { $0 + $1.share } }
    let sum =
      "\(decimal(explanation.base)) the words alone, \(decimal(sums[0])) and \(decimal(sums[1])) by "
      + "the contexts: \(decimal(explanation.similarity)) in all"
    let y =
      drawing.paragraph([Picture.Run(sum)], 20, y, width: drawing.width - 40) - SVGDrawing.line
    drawing.box(20, y + 12, 24, 12, fill: drawing.ground.more)
    drawing.text("to the right: makes them alike", 52, y + 22)
    drawing.box(260, y + 12, 24, 12, fill: drawing.ground.less)
    drawing.text("to the left: makes them different", 292, y + 22)
    drawing.height = y + 40
  }
}
