import UnicodeText

/// A part of an answer as text.
public enum Block: Sendable {
  /// Words that flow to the width of the window.
  case paragraph(Paragraph)
  case table(Table)
  /// Drawn for a width.
  case picture(@Sendable (_ width: Int) -> Picture)
  case chart(Chart)
  /// An empty line; left out where blocks are plain.
  case gap

  /// A paragraph of one look.
  public static func text(
    _ text: String, indent: Int = 0, _ emphasis: Picture.Emphasis = .none
  ) -> Block {
    .paragraph(Paragraph([Picture.Run(text, emphasis)], indent: indent))
  }

  /// A paragraph that speaks of what is drawn, and what stands for it where nothing is.
  static func text(_ text: String, plain: String, indent: Int = 0) -> Block {
    .picture { width in
      Picture(
        lines: Paragraph([Picture.Run(text)], indent: indent).picture(width: width).lines,
        plain: [plain])
    }
  }

  /// Terms and what each means, the meanings in line.
  ///
  /// - Parameter indent: Columns before each term.
  public static func definitions(
    _ entries: [(term: String, meaning: String)], indent: Int = 0,
    _ emphasis: Picture.Emphasis = .none
  ) -> [Block] {
    let width = (entries.map { $0.term.displayWidth }.max() ?? 0) + 2
    return entries.map { term, meaning in
      .paragraph(
        Paragraph(
          [
            Picture.Run(String(repeating: " ", count: indent) + fitted(term, width), emphasis),
            Picture.Run(meaning),
          ], indent: indent + width))
    }
  }

  public func lines(_ style: TextStyle) -> [String] {
    switch self {
    case .paragraph(let paragraph):
      return paragraph.picture(width: style.width).text(colour: style.colour)
    case .table(let table):
      let picture = table.picture(width: style.width)
      return style.plain ? picture.plain : picture.text(colour: style.colour)
    case .picture(let draw):
      let picture = draw(style.width)
      return style.plain ? picture.plain : picture.text(colour: style.colour)
    case .chart(let chart):
      let picture = chart.picture(width: style.width)
      return style.plain ? picture.plain : picture.text(colour: style.colour)
    case .gap: return style.plain ? [] : [""]
    }
  }
}
