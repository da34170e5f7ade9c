extension LinePlot {
  /// Lines told apart by their dashes and their names, not by colour.
  ///
  /// - Parameter title: Written above, where it is not empty.
  func figure(title: String, on ground: SVGDrawing.Ground) -> SVGDrawing {
    let (width, left) = (560.0, 56.0)
    var drawing = SVGDrawing(
      width: width, title: title.isEmpty ? "\(up) over \(across)" : title, on: ground)
    let top = (title.isEmpty ? 20 : drawing.heading()) + 14
    let bottom = top + 200
    let step = (width - left - 30) / Double(max(1, count - 1))
    let (low, high) = range
    func x(_ place: Int) -> Double { left + step * Double(place) }
    func y(_ value: Double) -> Double { top + (bottom - top) * (high - value) / (high - low) }
    for value in [low, (low + high) / 2, high] {
      drawing.rule(left, y(value), width - 30, y(value))
      drawing.text(decimal(value, 2), left - 8, y(value) + 4, .end)
    }
    // Words lean to the right; of many places every few are named.
    let isNamed = !names.isEmpty
    let room = isNamed ? 0.71 * SVGDrawing.width(of: names) + 20 : 20
    for place in 0..<count where place % max(1, count / (isNamed ? 30 : 10)) == 0 {
      if isNamed {
        drawing.text(
          SVGDrawing.word(name(of: place)), x(place) + 4, bottom + 14, .end, turned: -45)
      } else {
        drawing.text(name(of: place), x(place), bottom + room, .middle)
      }
    }
    drawing.text(across, (left + width - 30) / 2, bottom + room + 20, .middle)
    drawing.text(up, left - 8, top - 14)
    var below = bottom + room + 46
    for (index, line) in lines.enumerated() {
      let dashes = Self.dashes[index % Self.dashes.count]
      let points = line.values.enumerated().filter { $0.element.isFinite }
      drawing.path(
        points.map { (x($0.offset), y($0.element)) }, stroke: drawing.ground.ink, dashes: dashes)
      drawing.rule(
        left, below, left + 40, below, stroke: drawing.ground.ink, width: 2, dashes: dashes)
      drawing.text(line.name, left + 50, below + 4)
      below += SVGDrawing.line
    }
    drawing.height = below
    return drawing
  }

  private static let dashes = ["", "7 4", "2 3", "10 3 2 3"]
}
