import ArgumentParser
import Senses

struct AnalogyCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "analogy", abstract: "What is to one use as a second is to a third.",
    discussion: """
      /analogy man king woman asks: man is to king as woman is to what? The words nearest to king less man plus woman \
      are shown, those three left out. Uses stand in their contexts, words by themselves. An answer is the nearest \
      word, not always a right one.
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = ["/analogy man king woman"]

  @Argument(help: "A use, as 1:man, or a word.")
  var a: UseReference
  @Argument(help: "What it is to.")
  var b: UseReference
  @Argument(help: "The use that is to what is looked for as the first is to the second.")
  var c: UseReference
  @Option(help: ArgumentHelp("How many to show.", valueName: "number"))
  var count = 10

  func validate() throws {
    try check("--count", count, from: 1)
  }

  struct Found {
    let a, b, c: ResolvedUse
    let words: [Neighbour]
  }

  static let fields: [Field<Found>] = [
    Field("a", "the first use", \.a), Field("b", "what it is to", \.b),
    Field("c", "the third use", \.c),
    Field("words", "the nearest to b less a plus c", each: Neighbour.fields, \.words),
  ]
  static let rows = RowFields<Found>(Neighbour.fields, \.words)

  func find(in session: inout Session) throws -> Found {
    let (a, b, c) = (try session.use(a), try session.use(b), try session.use(c))
    let sum = try session.reader.sum(of: [b.occurrence, c.occurrence], less: [a.occurrence])
    return Found(
      a: a, b: b, c: c, words: try session.reader.neighbours(of: sum, count: count))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    [
      .text("\(found.a.label) is to \(found.b.label) as \(found.c.label) is to"),
      .table(Table(found.words, Neighbour.fields.columns())),
    ]
  }
}
