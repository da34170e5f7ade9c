/// A part of an answer as text.
public enum Block: Sendable {
  /// Words that flow to the width of the window.
  case paragraph(Paragraph)
  case table(Table)
  /// Drawn for a width.
  case picture(@Sendable (_ width: Int) -> Picture)
  /// An empty line; left out where blocks are plain.
  case gap

  /// A paragraph of one look.
  public static func text(
    _ text: String, indent: Int = 0, _ emphasis: Picture.Emphasis = .none
  ) -> Block {
    .paragraph(Paragraph([Picture.Run(text, emphasis)], indent: indent))
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
    case .gap: return style.plain ? [] : [""]
    }
  }
}
