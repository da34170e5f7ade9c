import ArgumentParser
import JSON
import Senses

struct ReadingCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "reading",
    abstract: "A sentence read word by word: where the sense of a use settles.",
    discussion: """
      The sentence is read as if it stopped after each word from the use on, and the use compared with \
      two examples. The sense has settled at the word after which the nearer example no longer changes.
      """)
  static let isComparable = true
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
  @OptionGroup var files: ReportFiles

  struct Found {
    let use, a, b: ResolvedUse
    let reading: Reading
  }

  private static let step: [Field<Reading.Step>] = [
    Field("token", "which word of the sentence, from 1") { $0.token + 1 },
    Field("word", "the last word read", title: "up to", \.word),
    Field("first", "the cosine to the first example", title: "first", \.first),
    Field("second", "the cosine to the second", title: "second", \.second),
  ]
  static let fields: [Field<Found>] = [
    Field("use", "the use that is read", \.use), Field("a", "the first example", \.a),
    Field("b", "the second", \.b),
    Field("side", "1 where it ends nearer to the first example, 2 to the second", \.reading.side),
    Field("settled", "the word after which the nearer example no longer changes, from 1") { found in
      found.reading.settled.map { found.reading.steps[$0].token + 1 }
    },
    Field("steps", "each word from the use on", each: step, \.reading.steps),
  ]
  static let columns: [(head: String, meaning: String)] = [
    ("(bar)", "to the left where the first example is nearer, to the right where the second is")
  ]
  static let rows = RowFields<Found>(step, \.reading.steps)

  func find(in session: inout Session) throws -> Found {
    let (use, a, b) = (try session.use(use), try session.use(a), try session.use(b))
    return Found(
      use: use, a: a, b: b,
      reading: try Reading(
        of: use.occurrence, between: a.occurrence, and: b.occurrence, by: session.reader))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (use, reading) = (found.use, found.reading)
    let largest = reading.steps.map(\.lead.magnitude).max() ?? 0
    let settled = reading.settled.map { reading.steps[$0] }
    let end =
      settled.flatMap { step in
        reading.side.map { side in
          "settles at “\(step.word.onOneLine)”, nearer to the "
            + (side == 1 ? "first" : "second") + " example"
        }
      } ?? "does not settle: both examples are equally near"
    let plot = LinePlot(
      [
        .init("to the first example", reading.steps.map(\.first)),
        .init("to the second example", reading.steps.map(\.second)),
      ], across: "read up to", up: "similarity", names: reading.steps.map(\.word))
    return [
      .text("\(use.label) \(end)", .strong), use.lineBlock,
      .text("▒ first example:", plain: "first example:"), found.a.lineBlock,
      .text("█ second example:", plain: "second example:"), found.b.lineBlock, .gap,
      .table(
        Table(
          reading.steps,
          Self.step.columns() + [
            .init(.init("", isDrawing: true, isSigned: true)) {
              // To the left where the first example is nearer, as it is named first.
              SignedBar.run(-$0.lead, largest: largest, half: 10)
            }, .init(.init("")) { Run($0.token == settled?.token ? "settles" : "") },
          ])),
      .plate(Chart("“\(use.word)”, read word by word", .lines(plot))),
    ]
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Reading “\(found.use.word)”",
      lead: "The use compared with two examples as its sentence is read, word by word.")
  }
}
