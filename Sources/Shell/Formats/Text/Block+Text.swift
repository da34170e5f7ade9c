import UnicodeText

extension Block {
  /// As lines for people.
  public func lines(_ style: TextStyle) -> [String] {
    let picture = picture(width: style.width)
    // Words are the same, drawn or not.
    if case .paragraph = self { return picture.text(colour: style.colour) }
    return style.plain ? picture.plain : picture.text(colour: style.colour)
  }

  /// Drawn with characters.
  ///
  /// - Parameter width: Columns of the window.
  func picture(width: Int) -> Picture {
    switch self {
    case .paragraph(let paragraph): paragraph.picture(width: width)
    case .legend(let paragraph, let plain):
      Picture(lines: paragraph.picture(width: width).lines, plain: [plain])
    case .table(let table): table.picture(width: width)
    case .excerpt(let excerpt): excerpt.picture(width: width)
    case .chart(let chart): chart.picture(width: width)
    case .plate: Picture(lines: [], plain: [])
    case .gap: Picture(lines: [[]], plain: [])
    }
  }
}

extension Excerpt {
  func picture(width: Int) -> Picture {
    let room = lead.reduce(width) { $0 - $1.text.displayWidth }
    let name = name.map { fitted($0, min(nameWidth ?? $0.displayWidth, room / 3)) + "  " } ?? ""
    return Picture(
      lines: [lead + [Run(name + drawn(width: room - name.displayWidth), emphasis)]],
      plain: [plain + use.excerpt(width: Self.plainWidth)])
  }

  /// The use and what fits around it.
  private func drawn(width: Int) -> String {
    guard let alignment else { return use.excerpt(width: width) }
    // Without one column for what follows there is no line to see.
    let before = min(alignment.before, (width - 2 - alignment.use) / 2)
    guard before > 0 else { return use.excerpt(width: width) }
    let parts = use.parts(width: .max)
    let left = fittedLeft(parts.before, before)
    let room = width - 2 - before - parts.use.displayWidth
    return String(repeating: " ", count: before - left.displayWidth) + left + "[\(parts.use)]"
      + fitted(parts.after, min(room, parts.after.displayWidth))
  }

  /// A screen reader has no width, but patience ends. Columns.
  private static let plainWidth = 200
}

extension Chart {
  func picture(width: Int) -> Picture {
    switch content {
    case .cells(let map): map.picture(width: width)
    case .panels(let panels): panelPicture(panels, width: width)
    case .points(let map): map.picture(width: width)
    case .layers(let plot): plot.picture(width: width)
    case .bars(let bars): bars.picture(width: width)
    case .lines(let plot): plot.table.picture(width: width)
    }
  }
}

extension LinePlot {
  /// The values under the names of their lines.
  var table: Table {
    Table(
      [.init(across, shrinks: true)] + lines.map { .init($0.name, right: true) },
      text: (0..<count).map { place in
        [name(of: place)]
          + lines.map { place < $0.values.count ? decimals($0.values[place], 3) : "" }
      })
  }
}
