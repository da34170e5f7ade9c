import Platform
import Senses

extension PointMap {
  /// - Parameters:
  ///   - width: Columns of the window.
  ///   - height: Lines of the map itself; without it, fewer in a narrow window.
  ///   - listed: The most points to name below the map; the others are only drawn.
  public func picture(width: Int, height: Int? = nil, listed: Int = 40) -> Picture {
    let height = height ?? (width < 60 ? 12 : 18)
    let inner = max(10, width - 2)
    var cells = [[Character]](repeating: [Character](repeating: " ", count: inner), count: height)
    var hidden = 0
    for (index, point) in spread(columns: inner - Self.markWidth(names.count), lines: height)
      .enumerated()
    {
      let mark = Array(mark(index))
      let free = mark.indices.allSatisfy { cells[point.line][point.column + $0] == " " }
      if free {
        for (offset, character) in mark.enumerated() {
          cells[point.line][point.column + offset] = character
        }
      } else {
        hidden += 1
        if cells[point.line][point.column] == " " { cells[point.line][point.column] = "+" }
      }
    }
    let edge = String(repeating: "─", count: inner)
    var lines = ["┌\(edge)┐"] + cells.map { "│" + String($0) + "│" } + ["└\(edge)┘"]
    lines.append(fitted(caption(hidden), width))
    lines += names.indices.prefix(listed).map { fitted("\(mark($0)) \(names[$0])", width) }
    if names.count > listed { lines.append("… and \(names.count - listed) more") }
    return Picture(lines: lines.map { [Run($0)] }, plain: [caption(0)] + plain)
  }

  private static func markWidth(_ count: Int) -> Int { String(count).count + 1 }

  private func caption(_ hidden: Int) -> String {
    caption + (hidden > 0 ? "; + hides \(hidden) under others" : "")
  }

  /// The character cell of each point. A line is about as high as two columns are wide, so one
  /// scale serves both directions and distances keep their meaning.
  private func spread(columns: Int, lines: Int) -> [(column: Int, line: Int)] {
    let xs = plane.points.map(\.x)
    let ys = plane.points.map(\.y)
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else {
      return []
    }
    let scale = min(
      Double(columns - 1) / max(right - left, 1e-9), 2 * Double(lines - 1) / max(high - low, 1e-9))
    let fill = scale.isFinite && right - left + high - low > 1e-9 ? scale : 0
    let (middleX, middleY) = ((left + right) / 2, (low + high) / 2)
    return plane.points.map { point in
      let column = Double(columns - 1) / 2 + (point.x - middleX) * fill
      let line = Double(lines - 1) / 2 - (point.y - middleY) * fill / 2
      return (
        max(0, min(columns - 1, Int(clamping: column.rounded()))),
        max(0, min(lines - 1, Int(clamping: line.rounded())))
      )
    }
  }

  private var plain: [String] {
    names.indices.map { index in
      let point = plane.points[index]
      return "\(mark(index)), across \(twoDecimals(point.x)), up \(twoDecimals(point.y)): "
        + names[index]
    }
  }
}
