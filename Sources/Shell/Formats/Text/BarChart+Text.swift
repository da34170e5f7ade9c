import UnicodeText

extension BarChart {
  /// - Parameter width: Columns of the window. Sides stand one under the other where it is too narrow for both.
  func picture(width: Int) -> Picture {
    let half = (width - Self.between) / 2
    let isWide = isBesideEachOther && sides.count == 2 && half >= (showsNotes ? 50 : 34)
    let pictures = sides.map { side in picture(of: side, width: isWide ? half : width) }
    let plain = pictures.flatMap(\.plain)
    guard isWide else {
      return Picture(lines: Array(pictures.map(\.lines).joined(separator: [[]])), plain: plain)
    }
    let (left, right) = (pictures[0].lines, pictures[1].lines)
    let both = (0..<max(left.count, right.count)).map { row -> [Run] in
      let start = row < left.count ? left[row] : []
      let used = start.reduce(0) { $0 + $1.text.displayWidth }
      let space = Run(String(repeating: " ", count: max(0, half + Self.between - used)))
      return start + [space] + (row < right.count ? right[row] : [])
    }
    return Picture(lines: both, plain: plain)
  }

  /// Columns between the two.
  private static let between = 3

  private func picture(of side: Side, width: Int) -> Picture {
    let excerpt = side.excerpt.picture(width: width)
    // A use without context has nothing below it.
    guard !side.bars.isEmpty || isBesideEachOther else { return excerpt }
    let table = table(of: side, withNotes: showsNotes).picture(width: width)
    return Picture(lines: excerpt.lines + table.lines, plain: excerpt.plain + table.plain)
  }

  func table(of side: Side, withNotes: Bool) -> Table {
    Table(
      [.init(heads.label, shrinks: true), .init(heads.value, right: true)]
        + (withNotes ? notes : []).map { .init($0, right: true) } + [.init("", isDrawing: true)],
      side.bars.map { bar in
        [Run(bar.label.onOneLine), Run(change(bar.value))]
          + (withNotes ? bar.notes : []).map { Run($0) }
          + [SignedBar.run(bar.value, largest: largest, half: isBesideEachOther ? 6 : 10)]
      })
  }
}
