import ArgumentParser
import ModelFiles
import Senses

struct MapCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "All uses of a word in two dimensions, alike ones close together.",
    discussion: """
      The two directions in which the uses differ most (principal components of their directions). \
      Letters are the groups that /compare finds.
      """)
  static let topic = Topic.compare
  static let example = [
    "I put money in the bank.", "The bank lends money.", "We sat on the bank of the river.",
    "/map bank",
  ]

  @Argument(help: "The word, or a few words in quotes.")
  var word: String
  @Argument(help: "More sentences to find it in, in quotes; they are not kept.")
  var sentences: [String] = []
  @OptionGroup var page: PageOptions
  @OptionGroup var figure: FigureOptions

  func answer(in session: inout Session) throws -> Answer {
    let uses = try session.severalUses(of: word, in: sentences, atLeast: 2)
    let plane = try Plane(
      Directions(session.vectors(of: uses)), checking: session.checkInterrupt)
    let groups = try Comparison(of: uses, in: &session).groups.labels.map { $0 + 1 }
    let names = uses.map { use in
      (use.sentence == nil ? "" : use.label + "  ") + use.occurrence.excerpt(width: 60)
    }
    let map = PointMap(plane, names: names, groups: groups)
    var answer = Answer(
      [.chart(.points(map))],
      fields: [
        "word": .string(word), "shares": [.double(plane.shares.x), .double(plane.shares.y)],
        "uses": .array(
          uses.indices.map { use in
            [
              "use": uses[use].json, "x": .double(plane.points[use].x),
              "y": .double(plane.points[use].y), "group": .int(groups[use]),
            ]
          }),
      ],
      rows: uses.indices.map {
        [
          .string(uses[$0].name), .double(plane.points[$0].x), .double(plane.points[$0].y),
          .int(groups[$0]),
        ]
      })
    try page.write(below: &answer, in: session) { answer in
      answer.page(
        title: "Uses of “\(word)”",
        lead: "The two directions in which the uses differ most; letters are groups of alike ones."
      ).text
    }
    try figure.write(below: &answer, in: session) { map.figure(title: "Uses of “\(word)”") }
    return answer
  }
}
