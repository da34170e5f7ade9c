import Senses

extension PointMap {
  /// The uses in two dimensions, each with its number, and a list of them below.
  func figure(title: String) -> SVGDrawing {
    var drawing = SVGDrawing(width: 640, title: title)
    var y = draw(in: &drawing, from: drawing.heading()) { "\($0 + 1)" } + 26
    for (index, name) in names.enumerated() {
      drawing.mark(groups.isEmpty ? 0 : groups[index] - 1, 26, y - 4)
      drawing.text("\(index + 1)", 60, y, .end)
      y = drawing.paragraph([Run(name.onOneLine)], 70, y, width: drawing.width - 90)
    }
    drawing.height = y
    return drawing
  }

  /// The uses in two dimensions, each with its mark; a page names them below.
  func plot(title: String) -> SVGDrawing {
    var drawing = SVGDrawing(width: 400, title: title, on: .page)
    drawing.height = draw(in: &drawing, from: 12, label: mark) + 10
    return drawing
  }

  /// - Returns: The y of the line with what the axes are.
  private func draw(
    in drawing: inout SVGDrawing, from top: Double, label: (Int) -> String
  ) -> Double {
    let (left, side) = (20.0, drawing.width - 40)
    let (points, height) = placed(width: side - 60, height: 0.7 * side)
    let (right, bottom) = (left + side, top + height + 60)
    for (a, b) in [
      ((left, top), (right, top)), ((left, bottom), (right, bottom)),
      ((left, top), (left, bottom)), ((right, top), (right, bottom)),
    ] {
      drawing.rule(a.0, a.1, b.0, b.1)
    }
    for (index, point) in points.enumerated() {
      let (x, y) = (left + 20 + point.x, top + 30 + point.y)
      drawing.mark(groups.isEmpty ? 0 : groups[index] - 1, x, y)
      drawing.text(label(index), x + 8, y + 4)
    }
    let y = bottom + SVGDrawing.line
    drawing.text(caption, left, y, fill: drawing.ground.faint)
    return y
  }

  /// One scale in both directions, so that distances keep their meaning.
  private func placed(
    width: Double, height most: Double
  ) -> (points: [(x: Double, y: Double)], height: Double) {
    let (xs, ys) = (plane.points.map(\.x), plane.points.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else {
      return ([], 0)
    }
    let across = right - left
    let up = high - low
    guard max(across, up) > 1e-9 else { return (xs.map { _ in (width / 2, 0) }, 0) }
    let scale = min(width / max(across, 1e-9), most / max(up, 1e-9))
    let inset = (width - across * scale) / 2
    return (
      plane.points.map { (inset + ($0.x - left) * scale, (high - $0.y) * scale) }, up * scale
    )
  }
}
