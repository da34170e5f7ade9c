import ArgumentParser
import ModelFiles
import Senses

struct SubstitutesCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "substitutes",
    abstract: "Words that fit in a use's place and mean the same there.",
    discussion: """
      Words near the use, and not much rarer, are put into its sentence one by one. The best are near \
      to the use itself and leave the other words as they were: first comes the largest similarity \
      less the change elsewhere, each in standard deviations over all words tried. Inflections and \
      derivations of the word are left out. Ctrl-C stops trying, and the best so far are shown.
      """)
  static let topic = Topic.compare
  static let keepsWhatIsThere = true
  static let example = ["/substitutes \"We had lunch on the [bank] of the river.\""]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("How many to show.", valueName: "number"))
  var count = 10
  @Option(help: ArgumentHelp("How many to try.", valueName: "number"))
  var candidates = 300

  func validate() throws {
    try check("--count", count, from: 1)
    try check("--candidates", candidates, from: 1, to: 10_000)
  }

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    let substitutes = try Substitutes(
      for: use.occurrence, by: session.reader, count: count, candidates: max(count, candidates))
    var answer = Answer(
      [
        use.lineBlock,
        .table(
          Table(
            [
              .init("instead", shrinks: true), .init("similarity", right: true),
              .init("change elsewhere", right: true), .init("", isDrawing: true),
            ],
            substitutes.words.map { word in
              [
                Picture.Run(word.text), Picture.Run(twoDecimals(word.similarity)),
                Picture.Run(decimals(word.change, 3)),
                Picture.Run(bar(word.similarity), level: max(0, word.similarity)),
              ]
            })), .text("\(counted(substitutes.tried, "word")) tried in its place"),
      ],
      fields: [
        "use": use.json, "tried": .int(substitutes.tried),
        "words": .array(
          substitutes.words.map {
            [
              "word": .string($0.text), "similarity": .double($0.similarity),
              "change": .double($0.change),
            ]
          }
        ),
      ],
      rows: substitutes.words.map {
        [.string($0.text), .double($0.similarity), .double($0.change)]
      })
    if substitutes.isCut {
      answer.warnings = [
        "interrupted after \(counted(substitutes.tried, "word")); the best of these are shown"
      ]
      answer.status = .interrupted
    }
    return answer
  }
}
