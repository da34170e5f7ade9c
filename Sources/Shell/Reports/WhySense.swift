import ContextualEmbeddings
import Senses

/// Why a use has one sense rather than another.
struct WhySense {
  let use: ResolvedUse
  let a, b: Scored
  let explanation: SenseExplanation
  /// What is to be known of a file that was left out, one line each.
  let warnings: [String]

  /// A sense and its score.
  struct Scored {
    let sense: InventorySense
    let score: Double

    static let fields: [Field<Scored>] =
      InventorySense.fields.of(\.sense) + [Field("score", "its score, as /sense has it", \.score)]
  }

  static let fields: [Field<WhySense>] = [
    Field("use", "with --sense, the use", \.use),
    Field("sense", "the sense that words speak for", with: Scored.fields, \.a),
    Field("other", "the sense that they speak against", with: Scored.fields, \.b),
    Field("difference", "the score of the one less that of the other", \.explanation.difference),
    Field("alone", "what of it the word alone has, without context", \.explanation.alone),
    Field("frequency", "what of it the frequencies of the senses make", \.explanation.frequency),
    Field("words", "the words of the context", each: WhyCommand.word, \.explanation.words),
  ]

  /// For people.
  ///
  /// - Parameters:
  ///   - full: Whether standard errors are shown too.
  func blocks(full: Bool, check: [Block]) -> [Block] {
    let sum = explanation.words.reduce(0) { $0 + $1.share }
    let names = (a.sense.reference.onOneLine, b.sense.reference.onOneLine)
    let line =
      "\(change(explanation.alone)) of the word alone, \(change(sum)) from its context, "
      + "\(change(explanation.frequency)) from frequency = \(change(explanation.difference))."
    return [
      .text(
        "\(names.0) rather than \(names.1): \(change(explanation.difference)) "
          + "(scores \(twoDecimals(a.score)) and \(twoDecimals(b.score)))", .strong)
    ]
      + [a, b].map { .text("\($0.sense.reference): \($0.sense.gloss)".onOneLine, indent: 2) }
      + [
        .gap, .chart(Chart("\(names.0) rather than \(names.1), word by word", .bars(bars(full)))),
        .gap,
        .text(
          "\(line) █ speaks for \(names.0), ▒ for \(names.1).",
          plain:
            "\(line) A positive share speaks for \(names.0), a negative one for \(names.1).",
          indent: 2),
      ] + check
  }

  private func bars(_ full: Bool) -> BarChart {
    var bars = BarChart(
      [
        .init(
          "The use", use.excerpt,
          explanation.words.map { $0.bar(isExact: explanation.sampledOrders == nil) })
      ], right: "speaks for \(a.sense.reference)", left: "speaks for \(b.sense.reference)")
    bars.notes = WhyCommand.notes
    bars.showsNotes = full
    bars.isBesideEachOther = false
    return bars
  }
}

extension Session {
  /// Says why a use has one sense rather than another.
  ///
  /// - Parameters:
  ///   - senses: One, which is held against the best of the others, or two.
  /// - Throws: `ShellError`, where the use may not have these senses; `Interruption`.
  mutating func why(
    _ use: ResolvedUse, _ senses: [SenseReference], orders: Int?, seed: UInt64
  ) throws -> WhySense {
    let vector = try vectors(of: [use])[0]
    let (reader, progress) = (reader, sampling)
    return try withNamer { namer in
      let named = try namer.senses(of: use.occurrence, vector, by: reader).candidates
      guard !named.isEmpty else { throw try noSense(of: use.word, nil, in: namer.inventory) }
      var chosen = try senses.map { try $0.sense(among: named.map(\.sense), of: use.word) }
      if chosen.count == 1, let best = named.first(where: { $0.sense.id != chosen[0].id }) {
        chosen.append(best.sense)
      }
      guard chosen.count == 2, chosen[0].id != chosen[1].id else {
        throw ShellError(
          "one-sense",
          named.count == 1
            ? "“\(use.word)” has but one sense, \(named[0].sense.reference), which nothing speaks against"
            : "--sense takes two senses, and both of these are \(chosen[0].reference)", .usage)
      }
      let pair = chosen.map { sense in named.first { $0.sense == sense }! }
      let scored = pair.map { WhySense.Scored(sense: $0.sense, score: $0.evidence.score) }
      return WhySense(
        use: use, a: scored[0], b: scored[1],
        explanation: try namer.explanation(
          of: use.occurrence, vector, for: pair[0], against: pair[1], by: reader, orders: orders,
          seed: seed, progress: progress),
        warnings: namer.warnings)
    }
  }
}
