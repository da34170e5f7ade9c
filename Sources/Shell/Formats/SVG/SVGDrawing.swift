import Platform
import Senses
import UnicodeText

/// A picture of plain shapes and text that stays text, without style sheet, script or font of its own, so
/// that every program draws it alike: for a paper, or in a page.
///
/// Lengths are pixels of a page at 96 to the inch; y grows downwards.
struct SVGDrawing {
  enum Anchor: String {
    case start, middle, end
  }

  /// What it is drawn on, and the colours that are seen there.
  struct Ground {
    let paper: String?
    let ink: String
    let faint: String
    let rule: String
    let band: String
    /// For more and for less: apart in every kind of colour vision, and in grey.
    let more: String
    let less: String

    /// White.
    static let paper = Ground(
      paper: "#ffffff", ink: "#1d1f24", faint: "#5c6270", rule: "#c9ccd3", band: "#e3e5ea",
      more: "#2c6bb3", less: "#c98a4b")
    /// That of a page, which is light or dark.
    static let page = Ground(
      paper: nil, ink: "var(--ink)", faint: "var(--faint)", rule: "var(--rule)",
      band: "var(--band)", more: "var(--more)", less: "var(--less)")
  }

  let width: Double
  var height: Double
  /// What the picture shows, for who cannot see it.
  let title: String
  let ground: Ground
  private var parts: [String] = []

  /// Size of text.
  static let size = 12.0
  /// How far apart lines of text are.
  static let line = 18.0

  /// The longest word that is written whole. Columns.
  private static let longestWord = 48

  init(width: Double, height: Double = 0, title: String, on ground: Ground = .paper) {
    self.width = width
    self.height = height
    self.title = title
    self.ground = ground
  }

  /// About how wide a column of text is; nobody knows the font.
  private static let advance = 0.58 * size

  /// About how wide a text is.
  static func width(of text: String) -> Double { advance * Double(text.displayWidth) }

  /// About how wide the longest of some words is, as it is written.
  static func width(of words: [String]) -> Double { words.map { width(of: word($0)) }.max() ?? 0 }

  /// A word, cut where it is longer than any of a language.
  static func word(_ text: String) -> String {
    text.displayWidth <= longestWord ? text : fitted(text, longestWord)
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, isStrong: Bool = false,
    fill: String? = nil, turned degrees: Double? = nil
  ) {
    let turn = degrees.map {
      " transform=\"rotate(\(coordinate($0)) \(coordinate(x)) \(coordinate(y)))\""
    }
    parts.append(
      "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" text-anchor=\"\(anchor.rawValue)\""
        + (isStrong ? " font-weight=\"bold\"" : "")
        + " fill=\"\(fill ?? ground.ink)\"\(turn ?? "")>"
        + "\(Self.content(text))</text>")
  }

  /// What the picture shows, in bold at its top.
  ///
  /// - Returns: The y of the line below.
  mutating func heading() -> Double {
    paragraph([Run(title, .strong)], 20, 26, width: width - 40) + 4
  }

  /// A sentence, or of a long one what stands around the use, with the use in bold.
  ///
  /// - Returns: The y of the line below.
  mutating func sentence(_ marked: MarkedText, _ x: Double, _ y: Double, width: Double) -> Double {
    let (before, use, after) = marked.parts(width: 240)
    return paragraph(
      [Run(before), Run(use, .strong), Run(after)], x, y, width: width)
  }

  /// Words that flow to a width.
  ///
  /// - Returns: The y of the line below.
  @discardableResult
  mutating func paragraph(
    _ runs: [Run], _ x: Double, _ y: Double, width: Double, fill: String? = nil
  ) -> Double {
    let columns = max(1, Int(clamping: width / Self.advance))
    var y = y
    for line in Paragraph(runs).picture(width: columns).lines {
      let text = line.reduce(into: [Run]()) { joined, run in
        if let last = joined.last, last.emphasis == run.emphasis {
          joined[joined.count - 1] = Run(last.text + run.text, run.emphasis)
        } else {
          joined.append(run)
        }
      }.map { run in
        run.emphasis == .strong
          ? "<tspan font-weight=\"bold\">\(Self.content(run.text))</tspan>"
          : Self.content(run.text)
      }
      parts.append(
        "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" fill=\"\(fill ?? ground.ink)\">"
          + "\(text.joined())</text>")
      y += Self.line
    }
    return y
  }

  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String
  ) {
    parts.append(
      "<rect x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" width=\"\(coordinate(width))\" "
        + "height=\"\(coordinate(height))\" fill=\"\(fill)\"/>")
  }

  mutating func rule(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String? = nil,
    width: Double = 1, dashes: String = ""
  ) {
    parts.append(
      "<line x1=\"\(coordinate(x1))\" y1=\"\(coordinate(y1))\" x2=\"\(coordinate(x2))\" "
        + "y2=\"\(coordinate(y2))\" \(Self.stroke(stroke ?? ground.rule, width, dashes))/>")
  }

  mutating func path(
    _ points: [(x: Double, y: Double)], stroke: String, width: Double = 2, dashes: String = ""
  ) {
    parts.append(
      "<polyline points=\"\(Self.list(points))\" fill=\"none\" "
        + "\(Self.stroke(stroke, width, dashes))/>")
  }

  mutating func area(_ points: [(x: Double, y: Double)], fill: String) {
    parts.append("<polygon points=\"\(Self.list(points))\" fill=\"\(fill)\"/>")
  }

  /// The mark of a group: four shapes and five colours, so that colour never stands alone.
  ///
  /// Colours after Okabe and Ito 2008, apart in every kind of colour vision.
  mutating func mark(_ group: Int, _ x: Double, _ y: Double, radius r: Double = 5) {
    let colours = ["#0072b2", "#d55e00", "#009e73", "#56b4e9", ground.ink]
    let fill = colours[group % colours.count]
    switch group % 4 {
    case 0:
      parts.append(
        "<circle cx=\"\(coordinate(x))\" cy=\"\(coordinate(y))\" r=\"\(coordinate(r))\" "
          + "fill=\"\(fill)\"/>")
    case 1: box(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, fill: fill)
    case 2:
      area(
        [(x, y - 1.2 * r), (x + 1.1 * r, y + 0.8 * r), (x - 1.1 * r, y + 0.8 * r)], fill: fill)
    default: area([(x, y - 1.3 * r), (x + r, y), (x, y + 1.3 * r), (x - r, y)], fill: fill)
    }
  }

  /// Text as it stands in an element. Words from right to left do not turn what is around them.
  private static func content(_ text: String) -> String {
    isolated(text) { "<tspan direction=\"rtl\" unicode-bidi=\"isolate\">\($0)</tspan>" }
  }

  private static func stroke(_ colour: String, _ width: Double, _ dashes: String) -> String {
    "stroke=\"\(colour)\" stroke-width=\"\(coordinate(width))\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")
  }

  private static func list(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(coordinate($0.x)),\(coordinate($0.y))" }.joined(separator: " ")
  }

  /// As a file of its own. In a narrow window it is drawn smaller, not cut.
  var file: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + element(
        "width=\"\(coordinate(width))\" height=\"\(coordinate(height))\" style=\"max-width:100%\"")
  }

  /// As an element of a page.
  var element: String { element("class=\"drawing\"") }

  private func element(_ attributes: String) -> String {
    let paper = ground.paper.map { "<rect width=\"100%\" height=\"100%\" fill=\"\($0)\"/>\n" }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(attributes) viewBox="0 0 \(coordinate(width)) \
      \(coordinate(height))" role="img" font-family="Helvetica, Arial, sans-serif" \
      font-size="\(coordinate(Self.size))">
      <title>\(escaped(title))</title>
      \(paper ?? "")\(parts.joined(separator: "\n"))
      </svg>

      """
  }
}
