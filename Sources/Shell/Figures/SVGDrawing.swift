import Senses
import UnicodeText

/// A picture for a paper: one file of plain shapes and text that stays text, on white, without style
/// sheet, script or font of its own, so that every program draws it alike.
///
/// Lengths are pixels of a page at 96 to the inch; y grows downwards.
struct SVGDrawing {
  enum Anchor: String {
    case start, middle, end
  }

  let width: Double
  var height: Double
  /// What the picture shows, for who cannot see it.
  let title: String
  private var parts: [String] = []

  static let ink = "#1d1f24"
  static let faint = "#5c6270"
  static let rule = "#c9ccd3"
  /// For more and for less: apart in every kind of colour vision, and in grey.
  static let more = "#2c6bb3"
  static let less = "#c98a4b"
  /// Size of text.
  static let size = 12.0
  /// How far apart lines of text are.
  static let line = 18.0

  init(width: Double, height: Double = 0, title: String) {
    self.width = width
    self.height = height
    self.title = title
  }

  /// About how wide a column of text is; nobody knows the font.
  private static let advance = 0.58 * size

  /// About how wide a text is.
  static func width(of text: String) -> Double { advance * Double(text.displayWidth) }

  /// About how wide the longest of some texts is, and no wider than may be.
  static func width(of texts: [String], atMost most: Double) -> Double {
    min(most, texts.map { width(of: $0) }.max() ?? 0)
  }

  /// As much of a text as fits.
  static func fit(_ text: String, _ width: Double) -> String {
    let columns = max(1, Int(width / advance))
    return text.displayWidth <= columns ? text : fitted(text, columns)
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, isStrong: Bool = false,
    fill: String = SVGDrawing.ink, turned degrees: Double? = nil
  ) {
    let turn = degrees.map {
      " transform=\"rotate(\(coordinate($0)) \(coordinate(x)) \(coordinate(y)))\""
    }
    parts.append(
      "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" text-anchor=\"\(anchor.rawValue)\""
        + (isStrong ? " font-weight=\"bold\"" : "") + " fill=\"\(fill)\"\(turn ?? "")>"
        + "\(escaped(text.onOneLine))</text>")
  }

  /// A sentence, or as much of it as fits, with the use in bold.
  mutating func sentence(_ marked: MarkedText, _ x: Double, _ y: Double, width: Double) {
    let (before, use, after) = marked.parts(width: Int(width / Self.advance))
    parts.append(
      "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" fill=\"\(Self.ink)\">\(escaped(before))"
        + "<tspan font-weight=\"bold\">\(escaped(use))</tspan>\(escaped(after))</text>")
  }

  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String
  ) {
    parts.append(
      "<rect x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" width=\"\(coordinate(width))\" "
        + "height=\"\(coordinate(height))\" fill=\"\(fill)\"/>")
  }

  mutating func rule(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String = SVGDrawing.rule,
    width: Double = 1, dashes: String = ""
  ) {
    parts.append(
      "<line x1=\"\(coordinate(x1))\" y1=\"\(coordinate(y1))\" x2=\"\(coordinate(x2))\" "
        + "y2=\"\(coordinate(y2))\" \(Self.stroke(stroke, width, dashes))/>")
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
    let fill = Self.colours[group % Self.colours.count]
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

  private static let colours = ["#0072b2", "#d55e00", "#009e73", "#56b4e9", "#1d1f24"]

  private static func stroke(_ colour: String, _ width: Double, _ dashes: String) -> String {
    "stroke=\"\(colour)\" stroke-width=\"\(coordinate(width))\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")
  }

  private static func list(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(coordinate($0.x)),\(coordinate($0.y))" }.joined(separator: " ")
  }

  var svg: String {
    let size = "width=\"\(coordinate(width))\" height=\"\(coordinate(height))\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 \(coordinate(width)) \
      \(coordinate(height))" role="img" font-family="Helvetica, Arial, sans-serif" \
      font-size="\(coordinate(Self.size))">
      <title>\(escaped(title.onOneLine))</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(parts.joined(separator: "\n"))
      </svg>

      """
  }
}
