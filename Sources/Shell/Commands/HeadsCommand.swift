import ArgumentParser
import ModelFiles
import Senses

struct HeadsCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads",
    abstract: "Which heads carry the sense: each is switched off, and two uses compared anew.",
    discussion: """
      The loss is what the probability of one sense, or, without a calibration, the similarity, loses \
      when a head is silent: above zero where the head makes the two uses alike.
      """)
  static let topic = Topic.why
  static let example = [
    "/heads \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference
  @Option(help: ArgumentHelp("How many heads to list.", valueName: "number"))
  var count = 8

  func validate() throws {
    try check("--count", count, from: 1)
  }

  func answer(in session: inout Session) throws -> Answer {
    let (a, b) = (try session.use(a), try session.use(b))
    guard session.model.layer > 0 else {
      throw ShellError(
        "no-such-layer", "vectors are taken from layer 0, which no head has touched; /set layer 1")
    }
    let effects = try HeadEffects(of: a.occurrence, and: b.occurrence, by: session.reader)
    let hasChance = effects.whole.probability != nil
    let largest = effects.effects.map(\.clearestLoss.magnitude).max() ?? 0
    let width = session.model.configuration.headCount
    let map = stride(from: 0, to: effects.effects.count, by: width).map { first in
      effects.effects[first..<first + width].map { $0.clearestLoss.magnitude * 100 }
    }
    let names = map.indices.map { "layer \($0 + 1)" }
    let what = hasChance ? "probability" : "similarity"
    let fields: JSONObject = [
      "similarity": .double(effects.whole.similarity), "a": a.json, "b": b.json,
      "heads": .array(
        effects.effects.map { effect in
          [
            "layer": .int(effect.head.layer), "head": .int(effect.head.number),
            "similarity": .double(effect.similarity), "loss": .double(effect.loss),
            "probability": .double(effect.probability),
            "probability_loss": .double(effect.probabilityLoss),
          ]
        }),
    ]
    return Answer(
      [
        effects.whole.line, .gap,
        .table(table(effects)),
        .gap,
        .text("How much \(what) moves without each head, in hundredths, either way:"),
        .chart(
          .cells(
            HeatMap(
              rows: names, columns: (1...width).map { "head \($0)" }, values: map,
              range: 0...max(largest * 100, 0.01)))),
      ],
      fields: fields.merging(effects.whole.fields),
      rows: effects.effects.map {
        [
          .int($0.head.layer), .int($0.head.number), .double($0.similarity), .double($0.loss),
          .double($0.probability), .double($0.probabilityLoss),
        ]
      })
  }

  private func table(_ effects: HeadEffects) -> Table {
    let hasChance = effects.whole.probability != nil
    let largest = effects.effects.map(\.clearestLoss.magnitude).max() ?? 0
    var columns: [Table.Column] = [
      .init("layer", right: true), .init("head", right: true),
      .init("similarity", right: true, shrinks: true),
    ]
    if hasChance { columns.append(.init("probability", right: true, shrinks: true)) }
    columns += [.init("loss", right: true), .init("", isDrawing: true)]
    return Table(
      columns,
      effects.strongest.prefix(count).map { effect in
        var row = [
          Picture.Run("\(effect.head.layer)"), Picture.Run("\(effect.head.number)"),
          Picture.Run(decimals(effect.similarity, 3)),
        ]
        if let chance = effect.probability { row.append(Picture.Run(decimals(chance, 3))) }
        return row + [
          Picture.Run(change(effect.clearestLoss)),
          SignedBar.run(effect.clearestLoss, largest: largest),
        ]
      })
  }
}

extension HeadEffects.Effect {
  /// Of the probability where there is one, else of the similarity.
  fileprivate var clearestLoss: Double { probabilityLoss ?? loss }
}
