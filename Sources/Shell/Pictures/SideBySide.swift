import UnicodeText

extension Block {
  /// Blocks in two columns where the window has room for both, else one under the other.
  ///
  /// - Parameter narrowest: Columns that one side needs.
  static func sideBySide(_ left: [Block], _ right: [Block], narrowest: Int) -> Block {
    .picture { width in
      let half = (width - between) / 2
      let isWide = half >= narrowest
      let sides = [left, right].map { $0.map { $0.drawn(width: isWide ? half : width) } }
      let plain = sides.joined().flatMap(\.plain)
      let lines = sides.map { $0.flatMap(\.lines) }
      guard isWide else {
        return Picture(lines: lines[0] + [[]] + lines[1], plain: plain)
      }
      let both = (0..<max(lines[0].count, lines[1].count)).map { row -> [Picture.Run] in
        let start = row < lines[0].count ? lines[0][row] : []
        let used = start.reduce(0) { $0 + $1.text.displayWidth }
        let space = Picture.Run(String(repeating: " ", count: max(0, half + between - used)))
        return start + [space] + (row < lines[1].count ? lines[1][row] : [])
      }
      return Picture(lines: both, plain: plain)
    }
  }

  /// Columns between the two.
  private static let between = 3

  private func drawn(width: Int) -> Picture {
    switch self {
    case .paragraph(let paragraph): paragraph.picture(width: width)
    case .table(let table): table.picture(width: width)
    case .picture(let draw): draw(width)
    case .chart(let chart): chart.picture(width: width)
    case .gap: Picture(lines: [[]], plain: [])
    }
  }
}
