import UnicodeText

/// Small heat maps side by side as far as there is room, a character for each cell.
///
/// - Parameter width: Columns of the window.
func panelPicture(_ panels: [(name: String, map: HeatMap)], width: Int) -> Picture {
  let gap = 3
  let most = panels.map { max($0.map.columns.count, $0.name.displayWidth) }.max() ?? 1
  let perLine = max(1, (width + gap) / (most + gap))
  var lines: [[Run]] = []
  var first = 0
  while first < panels.count {
    let shown = panels[first..<min(panels.count, first + perLine)]
    if first > 0 { lines.append([]) }
    lines.append([
      Run(
        shown.map { fitted($0.name, most) }.joined(separator: String(repeating: " ", count: gap)),
        .faint)
    ])
    for row in 0..<(shown.map(\.map.rows.count).max() ?? 0) {
      lines.append(
        shown.flatMap { panel -> [Run] in
          let cells = panel.map.values[row].prefix(max(1, width)).map { value in
            Run(String(Ramp.block(panel.map.level(value))), level: panel.map.level(value))
          }
          return cells + [Run(String(repeating: " ", count: max(0, most + gap - cells.count)))]
        })
    }
    first += perLine
  }
  return Picture(
    lines: lines,
    plain: panels.flatMap { name, map in
      map.rows.indices.map { row in
        let best = map.values[row].indices.max { map.values[row][$0] < map.values[row][$1] }
        return "\(name): \(map.rows[row]) "
          + (best.map { "most at \(map.columns[$0]), \(twoDecimals(map.values[row][$0]))" } ?? "")
      }
    })
}
