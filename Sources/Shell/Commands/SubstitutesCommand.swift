import ArgumentParser
import JSON
import Senses

struct SubstitutesCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "substitutes",
    abstract: "Words that fit in a use's place and mean the same there.",
    discussion: """
      Words near the use, and not much rarer, are put into its sentence one by one; then, twice, words \
      near to the best so far. The best are near to the use itself and leave the other words as they were: \
      first comes the largest similarity less the change elsewhere, each in standard deviations over all \
      words tried. Inflections and derivations of the word are left out. Ctrl-C stops trying, and the best \
      so far are shown.
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let keepsWhatIsThere = true
  static let example = ["/substitutes \"We had lunch on the [bank] of the river.\""]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("How many to show.", valueName: "number"))
  var count = 10
  @Option(help: ArgumentHelp("How many to try.", valueName: "number"))
  var candidates = 100

  func validate() throws {
    try check("--count", count, from: 1)
    try check("--candidates", candidates, from: 1, to: 10_000)
  }

  struct Found {
    let use: ResolvedUse
    let substitutes: Substitutes
  }

  private static let word: [Field<Substitutes.Word>] = [
    Field("word", "what stands in its place", title: "instead", \.text),
    Field("similarity", "the cosine of it and the use", title: "similarity", \.similarity),
    Field(
      "change", "how far the other words of the sentence move", title: "change elsewhere",
      as: { decimals($0, 3) }, \.change),
  ]
  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use),
    Field("tried", "words tried in its place", \.substitutes.tried),
    Field("words", "the best, in order", each: word, \.substitutes.words),
  ]
  static let rows = RowFields<Found>(word, \.substitutes.words)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    return Found(
      use: use,
      substitutes: try Substitutes(
        for: use.occurrence, by: session.reader, count: count, candidates: max(count, candidates)))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    [
      found.use.lineBlock,
      .table(
        Table(
          found.substitutes.words,
          Self.word.columns() + [
            .init(.init("", isDrawing: true)) {
              Run(bar($0.similarity), level: max(0, $0.similarity))
            }
          ])), .text("\(counted(found.substitutes.tried, "word")) tried in its place"),
    ]
  }

  func notes(on found: Found, in session: Session) -> Notes {
    guard found.substitutes.isCut else { return Notes() }
    return Notes(
      warnings: [
        "interrupted after \(counted(found.substitutes.tried, "word")); the best of these are shown"
      ], status: .interrupted)
  }
}
