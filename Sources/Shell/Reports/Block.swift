import Senses
import UnicodeText

/// A part of an answer for people.
public enum Block: Sendable {
  /// Words that flow to the width of the window.
  case paragraph(Paragraph)
  /// A paragraph that speaks of what is drawn with characters, and what stands for it where nothing is.
  case legend(Paragraph, plain: String)
  case table(Table)
  case excerpt(Excerpt)
  case chart(Chart)
  /// A chart for pages and pictures alone.
  case plate(Chart)
  /// An empty line; left out where blocks are plain.
  case gap

  /// A paragraph of one look.
  public static func text(
    _ text: String, indent: Int = 0, _ emphasis: Run.Emphasis = .none
  ) -> Block {
    .paragraph(Paragraph([Run(text, emphasis)], indent: indent))
  }

  static func text(_ text: String, plain: String, indent: Int = 0) -> Block {
    .legend(Paragraph([Run(text)], indent: indent), plain: plain)
  }

  /// Terms and what each means, the meanings in line.
  ///
  /// - Parameter indent: Columns before each term.
  public static func definitions(
    _ entries: [(term: String, meaning: String)], indent: Int = 0,
    _ emphasis: Run.Emphasis = .none
  ) -> [Block] {
    let width = (entries.map { $0.term.displayWidth }.max() ?? 0) + 2
    return entries.map { term, meaning in
      .paragraph(
        Paragraph(
          [
            Run(String(repeating: " ", count: indent) + fitted(term, width), emphasis),
            Run(meaning),
          ], indent: indent + width))
    }
  }
}

/// A use in its sentence, cut to one line of the window around it.
public struct Excerpt: Sendable {
  /// Before it, as a number or a mark.
  var lead: [Run] = []
  /// What the use is called; `nil` where that says no more than the brackets do.
  var name: String?
  /// Columns of the longest name beside it, so that they stand in line.
  var nameWidth: Int?
  let use: MarkedText
  /// Where the use stands under those of other lines.
  var alignment: Alignment?
  var emphasis = Run.Emphasis.none
  /// Before it where blocks are plain.
  var plain = ""

  /// Lines whose uses stand one under another.
  struct Alignment: Sendable {
    /// Columns of the longest text before a use, and of the longest use.
    let before: Int
    let use: Int

    init(_ uses: [MarkedText]) {
      let parts = uses.map { $0.parts(width: .max) }
      before = parts.map(\.before.displayWidth).max() ?? 0
      use = parts.map(\.use.displayWidth).max() ?? 0
    }
  }
}
