import UnicodeText

extension HeatMap {
  /// - Parameter width: Columns of the window. Too many words make several tables, one under the
  ///   other.
  public func picture(width: Int) -> Picture {
    let longest = rows.map(\.displayWidth).max() ?? 0
    let number = Self.areNumbered(rows) ? 0 : String(rows.count).count
    let label = max(4, min(longest, width / 3, 20))
    let room = max(Self.cell, width - number - (number > 0 ? 1 : 0) - label - 1)
    let perTable = max(1, room / Self.cell)
    var lines: [[Run]] = []
    var first = 0
    while first < columns.count {
      if first > 0 { lines.append([]) }
      let shown = first..<min(columns.count, first + perTable)
      lines += table(shown, number: number, label: label)
      first = shown.upperBound
    }
    lines.append([])
    lines += wrapped(key, width: width, gap: 2)
    return Picture(lines: lines, plain: plain)
  }

  private static let cell = 4

  /// Whether each name says its own number, as "head 3" does.
  private static func areNumbered(_ names: [String]) -> Bool {
    names.indices.allSatisfy { names[$0].split(separator: " ").last == Substring("\($0 + 1)") }
  }

  private func table(_ shown: Range<Int>, number: Int, label: Int) -> [[Run]] {
    let margin = String(repeating: " ", count: number + (number > 0 ? 1 : 0) + label + 1)
    let heads = shown.map { fitted(String($0 + 1), Self.cell - 1, alignedRight: true) + " " }
    var lines = [[Run(margin + heads.joined())]]
    if rows != columns, !Self.areNumbered(columns) {
      let names = shown.map { fitted(columns[$0], Self.cell - 1) + " " }
      lines.append([Run(margin + names.joined())])
    }
    for (row, name) in rows.enumerated() {
      let start =
        (number > 0 ? fitted(String(row + 1), number, alignedRight: true) + " " : "")
        + fitted(name, label) + " "
      lines.append(
        [Run(start)]
          + shown.map { column in
            guard values[row][column].isFinite else { return Run("  – ") }
            let level = level(values[row][column])
            let block = Ramp.block(level)
            return Run("\(block)\(block)\(Ramp.digit(level)) ", level: level)
          })
    }
    return lines
  }

  /// What the blocks and digits stand for.
  private var key: [Run] {
    let span = range.upperBound - range.lowerBound
    return [0, 0.25, 0.5, 0.75, 1].map { step in
      let block = Ramp.block(step)
      let value = twoDecimals(range.lowerBound + step * span)
      return Run("\(block)\(block)\(Ramp.digit(step)) \(value)", level: step)
    }
  }

  private var plain: [String] {
    rows.indices.map { row in
      let order =
        isSequence
        ? Array(columns.indices)
        : columns.indices.filter { values[row][$0].isFinite }.sorted {
          (values[row][$1], $0) < (values[row][$0], $1)
        }
      let cells = order.map { "\(columns[$0]) \(twoDecimals(values[row][$0]))" }
      return "\(rows[row]): \(cells.joined(separator: ", "))"
    }
  }
}
