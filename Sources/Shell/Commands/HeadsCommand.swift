import ArgumentParser
import JSON
import Senses

struct HeadsCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads",
    abstract: "Which heads carry the sense: each is silenced, and two uses compared again.",
    discussion: """
      The loss is what the probability of one sense, or, without a calibration, the similarity, loses \
      when a head is silenced: above zero where the head makes the two uses alike.
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
  @OptionGroup var files: ReportFiles

  func validate() throws {
    try check("--count", count, from: 1)
  }

  struct Found {
    let a, b: ResolvedUse
    let effects: HeadEffects
    let headCount: Int
  }

  private static let effect: [Field<HeadEffects.Effect>] = [
    Field("layer", "the layer, from 1", title: "layer", \.head.layer),
    Field("head", "the head in it, from 1", title: "head", \.head.number),
    Field(
      "similarity", "the cosine without it", title: "similarity", shrinks: true,
      as: { decimals($0, 3) }, \.similarity),
    Field("loss", "what the similarity loses without it", \.loss),
    Field(
      "probability", "that the two have one sense, without it", title: "probability", shrinks: true,
      as: { $0.map { decimals($0, 3) } ?? "" }, \.probability),
    Field("probability_loss", "what the probability loses without it", \.probabilityLoss),
  ]
  static let fields: [Field<Found>] =
    [
      Judgement.cosine.of(\.effects.whole), Field("a", "the one use", \.a),
      Field("b", "the other use", \.b),
      Field("heads", "each head silenced", each: effect, \.effects.effects),
    ] + Judgement.fields.of(\.effects.whole)
  static let columns: [(head: String, meaning: String)] = [
    ("loss", "what the probability, or without one the similarity, loses when the head is silenced")
  ]
  static let rows = RowFields<Found>(effect, \.effects.effects)

  func find(in session: inout Session) throws -> Found {
    let (a, b) = (try session.use(a), try session.use(b))
    guard session.model.layer > 0 else {
      throw ShellError(
        "no-such-layer", "vectors are taken from layer 0, which no head has touched; /set layer 1")
    }
    return Found(
      a: a, b: b, effects: try HeadEffects(of: a.occurrence, and: b.occurrence, by: session.reader),
      headCount: session.model.configuration.headCount)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (effects, width) = (found.effects, found.headCount)
    let hasChance = effects.whole.probability != nil
    let largest = effects.effects.map(\.clearestLoss.magnitude).max() ?? 0
    let map = stride(from: 0, to: effects.effects.count, by: width).map { first in
      effects.effects[first..<first + width].map { $0.clearestLoss.magnitude * 100 }
    }
    let what = hasChance ? "probability" : "similarity"
    let title = "How much \(what) moves without each head, in hundredths, either way"
    let columns =
      Self.effect.only("layer", "head", "similarity")
      + (hasChance ? Self.effect.only("probability") : [])
    return [
      effects.whole.line, .gap,
      .table(
        Table(
          effects.strongest.prefix(count),
          columns.columns() + [
            .init(.init("loss", right: true)) { Run(change($0.clearestLoss)) },
            .init(.init("", isDrawing: true, isSigned: true)) {
              SignedBar.run($0.clearestLoss, largest: largest)
            },
          ])), .gap, .text("\(title):"),
      .chart(
        Chart(
          title,
          .cells(
            HeatMap(
              rows: map.indices.map { "layer \($0 + 1)" },
              columns: (1...width).map { "head \($0)" }, values: map,
              range: 0...max(largest * 100, 0.01))))),
    ]
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Heads: \(found.a.word) and \(found.b.word)",
      lead: "What the comparison of the two uses loses when each head is silenced.")
  }
}

extension HeadEffects.Effect {
  /// Of the probability where there is one, else of the similarity.
  fileprivate var clearestLoss: Double { probabilityLoss ?? loss }
}
