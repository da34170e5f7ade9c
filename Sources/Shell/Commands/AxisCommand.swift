import ArgumentParser
import ContextualEmbeddings
import JSON
import Platform
import Senses
import UnicodeText

struct AxisCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "axis", abstract: "Uses on the line between two examples.",
    discussion: """
      0 is the left example, 1 the right one. The distance says how far off the line a use lies, in \
      lengths of the line: where it is large, the position says little.
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "I put money in the bank.", "We sat on the bank of the river.", "The bank closed.",
    "/axis 1:bank 2:bank 3:bank",
  ]

  @Argument(help: "The left example, as 1:bank.")
  var left: UseReference
  @Argument(help: "The right example.")
  var right: UseReference
  @Argument(help: "The uses to place.")
  var uses: [UseReference]

  struct Found {
    let left, right: ResolvedUse
    let axis: Axis
    let uses: [(use: ResolvedUse, place: Axis.Place)]
  }

  private static let use: [Field<(use: ResolvedUse, place: Axis.Place)>] = [
    Field("use", "the use", \.use),
    Field(
      "position", "0 at the left example, 1 at the right one", title: "position", \.place.position),
    Field(
      "distance", "how far off the line, in lengths of the line", title: "off the line",
      \.place.distance),
  ]
  static let fields: [Field<Found>] = [
    Field("left", "the left example", \.left), Field("right", "the right example", \.right),
    Field("similarity", "the cosine of the two examples", \.axis.similarity),
    Field("uses", "each use on the line", each: use, \.uses),
  ]
  static let columns: [(head: String, meaning: String)] = [
    ("use", "the use that is placed")
  ]
  static let rows = RowFields<Found>(
    [Field("use", "the use", \.use.name)] + use.only("position", "distance"), \.uses)

  func find(in session: inout Session) throws -> Found {
    let (left, right) = (try session.use(left), try session.use(right))
    let uses = try uses.map { try session.use($0) }
    try Use.checkComparable([left.occurrence, right.occurrence])
    let vectors = try session.vectors(of: [left, right] + uses)
    guard let axis = Axis(Directions(vectors)) else {
      throw ShellError(
        "no-line", "the two examples are the same, so there is no line between them")
    }
    return Found(
      left: left, right: right, axis: axis,
      uses: zip(uses, axis.places).map { (use: $0, place: $1) })
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let order = found.uses.indices.sorted {
      (found.uses[$0].place.position, $0) < (found.uses[$1].place.position, $1)
    }
    return [
      .text("0  \(found.left.label): \(found.left.occurrence.excerpt(width: 60))", indent: 3),
      .text("1  \(found.right.label): \(found.right.occurrence.excerpt(width: 60))", indent: 3),
      .text("similarity of the two: \(twoDecimals(found.axis.similarity))"), .gap,
      .table(
        Table(
          order.map { found.uses[$0] },
          [
            .init(.init("use", shrinks: true)) {
              Run($0.use.sentence == nil ? $0.use.occurrence.excerpt(width: 30) : $0.use.label)
            }
          ] + Self.use.columns() + [
            .init(.init("0       ½       1", isDrawing: true)) {
              let position = $0.place.position
              return Run(Self.line(position), level: max(0, min(1, position)))
            }
          ])),
    ]
  }

  /// A mark on a line of 17 columns; beyond its ends, an arrow.
  private static func line(_ position: Double) -> String {
    let columns = 17
    var line = [Character](repeating: "─", count: columns)
    let place = Int(clamping: (max(-1, min(2, position)) * Double(columns - 1)).rounded())
    line[max(0, min(columns - 1, place))] = place < 0 ? "◀" : place >= columns ? "▶" : "●"
    return String(line)
  }
}
