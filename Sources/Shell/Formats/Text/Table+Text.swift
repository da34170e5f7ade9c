import UnicodeText

extension Table {
  private static let gap = 2
  private static let narrowest = 6
  /// Columns at which most words can still be read.
  private static let readable = 12

  public func picture(width: Int) -> Picture {
    isTooWide(for: width) ? withoutDrawings.drawn(width: width) : drawn(width: width)
  }

  /// Whether words would be cut short to make room for what is only drawn.
  private func isTooWide(for width: Int) -> Bool {
    guard columns.contains(where: \.isDrawing) else { return false }
    let least = columns.indices.reduce(Self.gap * (columns.count - 1)) { sum, place in
      sum + min(columns[place].shrinks ? Self.readable : .max, withCutHead(place))
    }
    return least > width
  }

  private var withoutDrawings: Table {
    let kept = columns.indices.filter { !columns[$0].isDrawing }
    return Table(kept.map { columns[$0] }, rows.map { row in kept.map { row[$0] } })
  }

  private func natural(_ place: Int) -> Int {
    ([columns[place].name] + rows.map { $0[place].text.onOneLine }).map(\.displayWidth).max()!
  }

  /// Columns that its cells take where the head is cut short.
  private func withCutHead(_ place: Int) -> Int {
    let cells = rows.map { $0[place].text.onOneLine.displayWidth }.max() ?? 0
    return max(cells, min(columns[place].name.displayWidth, Self.narrowest))
  }

  private func drawn(width: Int) -> Picture {
    let widths = widths(width)
    func line(_ cells: [Run]) -> [Run] {
      cells.enumerated().flatMap { place, cell in
        let text = fitted(
          cell.text.onOneLine, widths[place], alignedRight: columns[place].isRight)
        let run = Run(text, level: cell.level, cell.emphasis)
        return place > 0 ? [Run(String(repeating: " ", count: Self.gap)), run] : [run]
      }
    }
    let hasNames = columns.contains { !$0.name.isEmpty }
    let head = hasNames ? [line(columns.map { Run($0.name, .faint) })] : []
    return Picture(lines: head + rows.map(line), plain: plain)
  }

  /// Heads wider than what is below them are cut, then columns that shrink give up width evenly; where that is not
  /// enough, the others too, from the right.
  private func widths(_ width: Int) -> [Int] {
    var widths = columns.indices.map(natural)
    var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
    while excess > 0,
      let widest = columns.indices.max(by: {
        widths[$0] - withCutHead($0) < widths[$1] - withCutHead($1)
      }), widths[widest] > withCutHead(widest)
    {
      widths[widest] -= 1
      excess -= 1
    }
    while excess > 0 {
      let shrinking = columns.indices.filter {
        columns[$0].shrinks && widths[$0] > Self.narrowest
      }
      guard let widest = shrinking.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    for place in columns.indices.reversed() where excess > 0 {
      let given = min(excess, max(0, widths[place] - 1))
      widths[place] -= given
      excess -= given
    }
    return widths
  }

  private var plain: [String] {
    rows.map { row in
      zip(columns, row).filter { !$1.text.isEmpty && !$0.isDrawing }.map { column, cell in
        column.name.isEmpty ? cell.text.onOneLine : "\(column.name) \(cell.text.onOneLine)"
      }.joined(separator: ", ")
    }
  }
}
