import ArgumentParser
import ModelFiles
import Senses
import UnicodeText

struct AxisCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "axis", abstract: "Uses on the line between two examples.",
    discussion: """
      0 is the left example, 1 the right one. The distance says how far off the line a use lies, in \
      lengths of the line: where it is large, the position says little.
      """)
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

  func answer(in session: inout Session) throws -> Answer {
    let (left, right) = (try session.use(left), try session.use(right))
    let uses = try uses.map { try session.use($0) }
    try Occurrence.checkComparable([left.occurrence, right.occurrence])
    let vectors = try session.vectors(of: [left, right] + uses)
    guard let axis = Axis(Directions(vectors)) else {
      throw ShellError(
        "no-line", "the two examples are the same, so there is no line between them")
    }
    let order = uses.indices.sorted {
      (axis.places[$0].position, $0) < (axis.places[$1].position, $1)
    }
    return Answer(
      [
        .text("0  \(left.label): \(left.occurrence.excerpt(width: 60))", indent: 3),
        .text("1  \(right.label): \(right.occurrence.excerpt(width: 60))", indent: 3),
        .text("similarity of the two: \(twoDecimals(axis.similarity))"), .gap,
        .table(
          Table(
            [
              .init("use", shrinks: true), .init("position", right: true),
              .init("off the line", right: true), .init("0       ½       1", isDrawing: true),
            ],
            order.map { use in
              let place = axis.places[use]
              return [
                Picture.Run(
                  uses[use].sentence == nil
                    ? uses[use].occurrence.excerpt(width: 30) : uses[use].label),
                Picture.Run(twoDecimals(place.position)),
                Picture.Run(twoDecimals(place.distance)),
                Picture.Run(Self.line(place.position), level: max(0, min(1, place.position))),
              ]
            })),
      ],
      fields: [
        "left": left.json, "right": right.json, "similarity": .double(axis.similarity),
        "uses": .array(
          zip(uses, axis.places).map { use, place in
            [
              "use": use.json, "position": .double(place.position),
              "distance": .double(place.distance),
            ]
          }),
      ],
      rows: zip(uses, axis.places).map {
        [.string($0.name), .double($1.position), .double($1.distance)]
      })
  }

  /// A mark on a line of 17 columns; beyond its ends, an arrow.
  private static func line(_ position: Double) -> String {
    let columns = 17
    var line = [Character](repeating: "─", count: columns)
    let place = Int((max(-1, min(2, position)) * Double(columns - 1)).rounded())
    line[max(0, min(columns - 1, place))] = place < 0 ? "◀" : place >= columns ? "▶" : "●"
    return String(line)
  }
}
