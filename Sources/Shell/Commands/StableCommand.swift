import ArgumentParser
import JSON
import Senses

struct StableCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "stable",
    abstract: "How far the answer about two uses moves under edits that change no meaning.",
    discussion: """
      A full stop comes or goes, the first letter becomes a capital or loses it, “Today,” stands in \
      front: in the first sentence, the second, or both. An answer that such an edit carries across \
      even odds is not reliable.
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "/stable \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference

  struct Found {
    let a, b: ResolvedUse
    let stability: Stability
  }

  private static let trial: [Field<Stability.Trial>] = [
    Field("edit", "what was done", title: "edit", \.edit.name),
    Field(
      "side", "in which sentence: first, second or both", title: "of", shrinks: false,
      \.side.rawValue),
    Field("texts", "the sentences as they were then", \.texts),
    Judgement.cosine.of(\.judgement),
    Field("change", "how far the similarity moved", title: "change", as: change, \.change),
    Field("probability", "that the two have one sense", \.judgement.probability),
    Field("flips", "whether the answer is carried across even odds", \.flips),
  ]
  static let fields: [Field<Found>] =
    [
      Judgement.cosine.of(\.stability.whole), Field("a", "the one use", \.a),
      Field("b", "the other use", \.b),
      Field("stable", "whether no edit flips the answer", \.stability.isStable),
      Field("similarity_range", "the lowest and the highest similarity") {
        [$0.stability.similarities.lowerBound, $0.stability.similarities.upperBound]
      },
      Field("probability_range", "the lowest and the highest probability") {
        $0.stability.probabilities.map { [$0.lowerBound, $0.upperBound] }
      },
      Field("trials", "each edit", each: trial, \.stability.trials),
    ] + Judgement.fields.of(\.stability.whole)
  static let columns: [(head: String, meaning: String)] = [
    ("probability", "that the two have one sense then"),
    ("flips", "where the edit carries the answer across even odds"),
  ]
  static let rows = RowFields<Found>(
    trial.only("edit", "side", "similarity", "probability", "flips"), \.stability.trials)

  func find(in session: inout Session) throws -> Found {
    let (a, b) = (try session.use(a), try session.use(b))
    return Found(
      a: a, b: b,
      stability: try Stability(of: a.occurrence, and: b.occurrence, by: session.reader))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let stability = found.stability
    let flips = stability.trials.count(where: \.flips)
    let range = stability.similarities
    var summary =
      "Under \(counted(stability.trials.count, "harmless edit")) the similarity lies between "
      + "\(decimals(range.lowerBound, 3)) and \(decimals(range.upperBound, 3))"
    if let chances = stability.probabilities {
      summary +=
        ", the probability between \(twoDecimals(chances.lowerBound)) and "
        + "\(twoDecimals(chances.upperBound)); "
        + (flips == 0
          ? "none flips the answer." : "\(flips) of them \(flips == 1 ? "flips" : "flip") it.")
    } else {
      summary += "."
    }
    let largest = stability.trials.map(\.change.magnitude).max() ?? 0
    let probability: [TableColumn<Stability.Trial>] =
      stability.probabilities == nil
      ? []
      : [
        .init(.init("probability", right: true, shrinks: true)) {
          Run(twoDecimals($0.judgement.probability ?? 0))
        }
      ]
    return [
      stability.whole.line, .text(summary, flips > 0 ? .strong : .none), .gap,
      .table(
        Table(
          stability.trials,
          Self.trial.columns() + probability + [
            .init(.init("")) { Run($0.flips ? "flips" : "") },
            .init(.init("", isDrawing: true, isSigned: true)) {
              SignedBar.run($0.change, largest: largest, half: 5)
            },
          ])),
    ]
  }
}
