import ArgumentParser
import ModelFiles
import Senses

struct StableCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "stable",
    abstract: "How far the answer about two uses moves under edits that change no meaning.",
    discussion: """
      A full stop comes or goes, the first letter becomes a capital or loses it, “Today,” stands in \
      front: in the first sentence, the second, or both. An answer that such an edit carries across \
      even odds is not to be relied on.
      """)
  static let topic = Topic.compare
  static let example = [
    "/stable \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference

  func answer(in session: inout Session) throws -> Answer {
    let (a, b) = (try session.use(a), try session.use(b))
    let stability = try Stability(of: a.occurrence, and: b.occurrence, by: session.reader)
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
    let fields: JSONObject = [
      "similarity": .double(stability.whole.similarity), "a": a.json, "b": b.json,
      "stable": .bool(stability.isStable),
      "similarities": [.double(range.lowerBound), .double(range.upperBound)],
      "probabilities": stability.probabilities.map {
        [.double($0.lowerBound), .double($0.upperBound)]
      } ?? .null,
      "trials": .array(
        stability.trials.map { trial in
          [
            "edit": .string(trial.edit.name), "side": .string(trial.side.rawValue),
            "texts": .array(trial.texts.map { .string($0) }),
            "similarity": .double(trial.judgement.similarity),
            "change": .double(trial.change), "probability": .double(trial.judgement.probability),
            "flips": .bool(trial.flips),
          ]
        }),
    ]
    return Answer(
      [
        stability.whole.line, .text(summary, flips > 0 ? .strong : .none), .gap,
        .table(table(stability)),
      ],
      fields: fields.merging(stability.whole.fields),
      rows: stability.trials.map {
        [
          .string($0.edit.name), .string($0.side.rawValue), .double($0.judgement.similarity),
          .double($0.judgement.probability), .bool($0.flips),
        ]
      })
  }

  private func table(_ stability: Stability) -> Table {
    let hasChance = stability.probabilities != nil
    let largest = stability.trials.map(\.change.magnitude).max() ?? 0
    var columns: [Table.Column] = [
      .init("edit", shrinks: true), .init("of"), .init("change", right: true),
    ]
    if hasChance { columns.append(.init("probability", right: true, shrinks: true)) }
    columns += [.init(""), .init("", isDrawing: true)]
    return Table(
      columns,
      stability.trials.map { trial in
        var row = [
          Picture.Run(trial.edit.name), Picture.Run(trial.side.rawValue),
          Picture.Run(change(trial.change)),
        ]
        if hasChance { row.append(Picture.Run(twoDecimals(trial.judgement.probability ?? 0))) }
        return row + [
          Picture.Run(trial.flips ? "flips" : ""),
          SignedBar.run(trial.change, largest: largest, half: 5),
        ]
      })
  }
}
