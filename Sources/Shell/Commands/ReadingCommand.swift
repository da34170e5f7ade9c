import ArgumentParser
import ModelFiles
import Senses

struct ReadingCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "reading",
    abstract: "A sentence read word by word: where the sense of a use settles.",
    discussion: """
      The sentence is read as if it stopped after each word from the use on, and the use compared with \
      two examples. The sense has settled at the word after which the nearer example no longer changes.
      """)
  static let topic = Topic.why
  static let example = [
    "/reading \"The [bank] of the river.\" \"We sat on the [bank].\" \"The [bank] lends money.\""
  ]

  @Argument(help: "The use to read, as 1:bank.")
  var use: UseReference
  @Argument(help: "An example of one sense.")
  var a: UseReference
  @Argument(help: "An example of another.")
  var b: UseReference

  func answer(in session: inout Session) throws -> Answer {
    let (use, a, b) = (try session.use(use), try session.use(a), try session.use(b))
    let reading = try Reading(
      of: use.occurrence, between: a.occurrence, and: b.occurrence, by: session.reader)
    let largest = reading.steps.map(\.lead.magnitude).max() ?? 0
    let settled = reading.settled
    let end =
      settled.flatMap { step in
        reading.side.map { side in
          "settles at “\(reading.steps[step].word.onOneLine)”, nearer to the "
            + (side == 1 ? "first" : "second") + " example"
        }
      } ?? "does not settle: both examples are equally near"
    return Answer(
      [
        .text("\(use.label) \(end)", .strong), use.lineBlock,
        .text("▒ first example:", plain: "first example:"),
        a.lineBlock, .text("█ second example:", plain: "second example:"), b.lineBlock, .gap,
        .table(
          Table(
            [
              .init("up to", shrinks: true), .init("first", right: true),
              .init("second", right: true), .init("", isDrawing: true), .init(""),
            ],
            reading.steps.enumerated().map { index, step in
              [
                Picture.Run(step.word.onOneLine), Picture.Run(twoDecimals(step.first)),
                Picture.Run(twoDecimals(step.second)),
                // To the left where the first example is nearer, as it is named first.
                SignedBar.run(-step.lead, largest: largest, half: 10),
                Picture.Run(index == settled ? "settles" : ""),
              ]
            })),
      ],
      fields: [
        "use": use.json, "a": a.json, "b": b.json,
        "side": reading.side.map { .int($0) } ?? .null,
        "settled": settled.map { .int(reading.steps[$0].token + 1) } ?? .null,
        "steps": .array(
          reading.steps.map { step in
            [
              "token": .int(step.token + 1), "word": .string(step.word),
              "first": .double(step.first), "second": .double(step.second),
            ]
          }),
      ],
      rows: reading.steps.map {
        [.int($0.token + 1), .string($0.word), .double($0.first), .double($0.second)]
      })
  }
}
