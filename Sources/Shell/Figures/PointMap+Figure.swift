import Senses

extension PointMap {
  /// The uses in two dimensions, each with its number, and a list of them below.
  func figure(title: String) -> SVGDrawing {
    let (width, left, top, side) = (640.0, 20.0, 44.0, 600.0)
    let (points, height) = placed(width: side - 60)
    var drawing = SVGDrawing(width: width, title: title)
    drawing.text(SVGDrawing.fit(title, width - 40), 20, 26, isStrong: true)
    let bottom = top + height + 60
    for (a, b) in [
      ((left, top), (left + side, top)), ((left, bottom), (left + side, bottom)),
      ((left, top), (left, bottom)), ((left + side, top), (left + side, bottom)),
    ] {
      drawing.rule(a.0, a.1, b.0, b.1)
    }
    for (index, point) in points.enumerated() {
      let (x, y) = (left + 30 + point.x, top + 30 + point.y)
      drawing.mark(groups.isEmpty ? 0 : groups[index] - 1, x, y)
      drawing.text("\(index + 1)", x + 8, y + 4)
    }
    var y = bottom + SVGDrawing.line
    drawing.text(
      "across \(percent(plane.shares.x * 100)), up \(percent(plane.shares.y * 100)) of all differences",
      left, y, fill: SVGDrawing.faint)
    y += 8
    for (index, name) in names.enumerated() {
      y += SVGDrawing.line
      drawing.mark(groups.isEmpty ? 0 : groups[index] - 1, left + 6, y - 4)
      drawing.text("\(index + 1)", left + 40, y, .end)
      drawing.text(SVGDrawing.fit(name, width - left - 70), left + 50, y)
    }
    drawing.height = y + 16
    return drawing
  }

  /// One scale in both directions, so that distances keep their meaning.
  private func placed(width: Double) -> (points: [(x: Double, y: Double)], height: Double) {
    let (xs, ys) = (plane.points.map(\.x), plane.points.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else {
      return ([], 0)
    }
    let most = 420.0
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
