import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses

struct MapCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "All uses of a word in two dimensions, alike ones close together.",
    discussion: """
      The two directions in which the uses differ most (principal components of their directions). \
      Letters are the groups that /compare finds.

      \(ComparedUsesOptions.rule) \(IndexOptions.rule)
      """)
  static let topic = Topic.compare
  static let example = [
    "I put money in the bank.", "The bank lends money.", "We sat on the bank of the river.",
    "/map bank",
  ]

  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Argument(
    help: "More sentences to find it in, in quotes; they are not kept.", completion: .sentence)
  var sentences: [String] = []
  @OptionGroup var taken: ComparedUsesOptions
  @OptionGroup var files: ReportFiles

  struct Found {
    let word: String
    let compared: ComparedUses
    let plane: Plane
    /// From 1.
    let groups: [Int]

    var uses: [ResolvedUse] { compared.uses }

    var points: [Point] {
      uses.indices.map { Point(use: uses[$0], place: plane.points[$0], group: groups[$0]) }
    }
  }

  struct Point {
    let use: ResolvedUse
    let place: Plane.Point
    let group: Int
  }

  private static let point: [Field<Point>] = [
    Field("use", "the use", \.use), Field("x", "how far to the right", \.place.x),
    Field("y", "how far up", \.place.y),
    Field("group", "the number of its group, as /compare finds them, from 1", \.group),
  ]
  static let fields: [Field<Found>] =
    [
      Field("word", "the word", \.word),
      Field("shares", "which part of all differences is seen across, and which up") {
        [$0.plane.shares.x, $0.plane.shares.y]
      },
      Field("uses", "each use", each: point, \.points),
    ] + ComparedUses.fields.of(\.compared)
  static let rows = RowFields<Found>(
    [Field("use", "the use") { $0.use.place ?? $0.use.name }] + point.only("x", "y", "group"),
    \.points)

  func find(in session: inout Session) throws -> Found {
    let compared = try session.comparedUses(of: word, in: sentences, taken, atLeast: 2)
    try Use.checkComparable(compared.uses.map(\.occurrence))
    return Found(
      word: word, compared: compared,
      plane: try Plane(Directions(compared.vectors), checking: session.checkInterrupt),
      groups: try Comparison(of: compared.vectors, by: session.reader).groups.labels.map { $0 + 1 })
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let names = found.uses.map { use in
      ((use.place ?? (use.sentence == nil ? nil : use.label)).map { $0 + "  " } ?? "")
        + use.occurrence.excerpt(width: 60)
    }
    return [
      .chart(
        Chart(
          "Uses of “\(found.word)”",
          .points(PointMap(found.plane, names: names, groups: found.groups))))
    ] + found.compared.summary
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Uses of “\(found.word)”",
      lead: "The two directions in which the uses differ most; letters are groups of alike ones.")
  }
}
