/// Small heat maps in rows of four, each cell a square that darkens with its value.
///
/// - Parameter title: Written above, where it is not empty.
func panelFigure(
  _ panels: [(name: String, map: HeatMap)], title: String, on ground: SVGDrawing.Ground
) -> SVGDrawing {
  let most = panels.map { max($0.map.rows.count, $0.map.columns.count) }.max() ?? 1
  let side = 150.0
  let cell = side / Double(max(1, most))
  let perLine = 4
  let step = side + 24
  var drawing = SVGDrawing(
    width: 20 + step * Double(min(perLine, max(1, panels.count))),
    title: title.isEmpty ? panels.map(\.name).joined(separator: ", ") : title, on: ground)
  var top = title.isEmpty ? 20 : drawing.heading() + 10
  for first in stride(from: 0, to: panels.count, by: perLine) {
    let shown = panels[first..<min(panels.count, first + perLine)]
    for (place, panel) in shown.enumerated() {
      let left = 20 + step * Double(place)
      drawing.text(panel.name, left, top)
      for (row, values) in panel.map.values.enumerated() {
        for (column, value) in values.enumerated() {
          drawing.box(
            left + cell * Double(column), top + 8 + cell * Double(row), cell, cell,
            fill: Ramp.paper(panel.map.level(value)))
        }
      }
    }
    top += 8 + cell * Double(shown.map(\.map.rows.count).max() ?? 0) + 28
  }
  let words = (panels.first?.map.rows ?? []).enumerated().map { "\($0 + 1) \($1)" }
  drawing.height = drawing.paragraph(
    [Run("Rows, from above: \(words.joined(separator: ", "))")], 20, top,
    width: drawing.width - 40)
  return drawing
}
