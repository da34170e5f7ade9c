import ArgumentParser
import JSON
import Senses
import Transformer

struct ArithmeticCommand: LayerCommand, DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "arithmetic",
    abstract: "What one head computes for one word, number by number.",
    discussion: """
      q·k, divided by √d, turned into weights by softmax, the values summed by these, the heads joined, \
      the output layer; where the model says by attention where words stand, how q and k are turned by their places, or what is \
      added to scores; before it the rows that a word begins with, after it what is added, normalized and fed \
      forward: the encoder's own numbers, to be checked by hand. Vectors are shown by their \
      first numbers; every sum runs over all. The page of --html has all of them, and can hide what is to \
      be worked out.
      """)
  static let topic = Topic.look
  static let example = ["/arithmetic \"The [bank] of the river.\" --layer 1 --head 1"]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("The layer, from 1; without it, the first.", valueName: "number"))
  var layer: Int?
  @Option(help: ArgumentHelp("The head of it, from 1.", valueName: "number"))
  var head = 1
  @Option(help: ArgumentHelp("How many numbers of each vector to show.", valueName: "number"))
  var channels = 4

  @Flag(help: "A head of four numbers that is made up, whose sums come out by hand.")
  var toy = false

  @OptionGroup var files: ReportFiles

  func validate() throws {
    try check("--channels", channels, from: 1)
  }

  struct Found {
    let use: ResolvedUse
    let sum: AttentionArithmetic
    let heads: Int
  }

  private static let row: [Field<AttentionArithmetic.Row>] = [
    Field("text", "the word, or a mark before or after the sentence", \.text),
    Field("key", "its key, k, as it is multiplied", \.key),
    Field(
      "key_before", "its key before it is turned by its place; null where keys are not",
      \.unturnedKey),
    Field("value", "its value, v", \.value), Field("product", "q·k", \.product),
    Field(
      "term_values", "what the model adds for how far the place is, as score_terms names it",
      \.terms),
    Field(
      "score", "q·k by the divisor, and the terms; null of a place too far away to be seen", \.score
    ),
    Field("exponential", "e to the score less the largest", \.exponential),
    Field("weight", "the attention, a: what softmax makes of the scores", \.weight),
  ]
  private static let normalizedSum: [Field<BlockArithmetic.NormalizedSum>] = [
    Field("sum", "the vectors added up", \.sum),
    Field("mean", "of the sum's numbers; null where none is taken away", \.mean),
    Field(
      "deviation",
      "their standard deviation, or root mean square; null where the sum is not normalized",
      \.deviation),
    Field("output", "normalized, scaled and shifted; or the sum", \.output),
  ]
  private static let embedding: [Field<BlockArithmetic.Embedding>] =
    [
      Field("word", "the row of the word", \.word),
      Field("position", "the row of its place; null where places have none", \.position),
      Field("place", "its place, from 0", \.place),
      Field("segment", "the row of its segment; null where segments have none", \.segment),
      Field("task", "the row of its task; null in most models", \.task),
      Field(
        "projected", "brought to the width of the states; null where rows have it", \.projected),
    ] + normalizedSum.of(\.normalized)
  private static let block: [Field<BlockArithmetic>] = [
    Field(
      "embedding", "what the word begins with; null above layer 1", with: embedding, \.embedding),
    Field("input", "what comes in", \.input),
    Field(
      "asked", "that normalized before attention reads it; null where it is read as it is",
      with: normalizedSum, \.asked),
    Field("attended", "the output of attention and what came in", with: normalizedSum) {
      $0.attended
    },
    Field(
      "read",
      "that normalized before the feed-forward network reads it; null where it is read as it is",
      with: normalizedSum, \.read),
    Field("gate", "after the layer of the gate; null in a network without one", \.gate),
    Field("expanded", "after the first linear layer", \.expanded),
    Field(
      "activated", "after the activation function, of the gate where there is one", \.activated),
    Field("gated", "the open gate times the first layer; null in a network without one", \.gated),
    Field("contracted", "after the last linear layer", \.contracted),
    Field(
      "output", "the output of the feed-forward network and what came into it", with: normalizedSum
    ) {
      $0.output
    },
  ]
  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use), Field("layer", "the layer, from 1", \.sum.head.layer),
    Field("head", "the head in it, from 1", \.sum.head.number),
    Field("width", "numbers of a head's vectors, d", \.sum.headWidth),
    Field("divisor", "what products are divided by, √d or √(3·d)", \.sum.divisor),
    Field("query", "the use's query, q, as it is multiplied", \.sum.query),
    Field(
      "query_before", "the query before it is turned by its place; null where queries are not",
      \.sum.unturnedQuery),
    Field("score_terms", "what the model adds to q·k for how far a place is") {
      $0.sum.terms.map(\.rawValue)
    },
    Field("rows", "every place", each: row, \.sum.rows),
    Field("sum", "the sum of all values by their weights, Σ a·v", \.sum.found),
    Field("concatenated", "what all heads found, side by side", \.sum.concatenated),
    Field("output", "what the output layer makes of it", \.sum.output),
    Field(
      "block", "what the block does besides; null of a head that is made up", with: block,
      \.sum.block),
  ]
  static let columns: [(head: String, meaning: String)] = [
    ("place", "the words, and the marks before and after them"),
    ("k", "the first numbers of its key"),
    ("q·k", "query and key, multiplied number by number and added up"),
    ("÷ √d", "the score: q·k by the root of the width, or of three times the width"),
    ("+ bias", "in some models: what is added for how far the place is, and then the score"),
    ("e^", "e to the score less the largest"),
    ("weight a", "that divided by the sum of all"),
    ("v", "the first numbers of its value"),
  ]
  static let rows = RowFields<Found>(
    row.only("text", "product", "score", "exponential", "weight"), \.sum.rows)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    return Found(
      use: use,
      sum: toy
        ? AttentionArithmetic(madeUpFor: use.occurrence)
        : try AttentionArithmetic(
          of: use.occurrence, by: session.reader, layer: layer ?? 1, head: head),
      heads: toy ? 1 : session.model.configuration.headCount)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (use, sum) = (found.use, found.sum)
    let width = sum.headWidth
    let shown = Self.first(channels, places: toy ? 0 : 3)
    let place = TableColumn<AttentionArithmetic.Row>(.init("place", shrinks: true)) {
      Run($0.text.onOneLine)
    }
    let whose =
      toy ? "a head that is made up" : "layer \(sum.head.layer), head \(sum.head.number)"
    return [
      .text("What “\(sum.word.onOneLine)” asks and finds: \(whose), d = \(width)", .strong),
      use.lineBlock, .gap,
    ] + (sum.block?.embedding.map { beginning($0, shown) } ?? [])
      + (sum.block?.asked.map { asked($0, shown) } ?? []) + [
        .text("q = \(shown(sum.unturnedQuery ?? sum.query))", indent: 4)
      ] + (sum.unturnedQuery == nil ? [] : turned(sum, place, shown)) + [.gap]
      + scores(sum, place, shown) + [
        .gap,
        .text(
          "2. Softmax: e to the score less the largest, divided by the sum of all, "
            + "\(decimals(sum.total, 3)).", .strong),
        .table(
          Table(
            sum.rows,
            [
              place, .init(.init("e^", right: true)) { Run(decimals($0.exponential, 3)) },
              .init(.init("weight a", right: true)) { Run(decimals($0.weight, 3)) },
              .init(.init("", isDrawing: true)) {
                Run(bar($0.weight), level: max(0, min(1, $0.weight)))
              },
            ])), .gap,
        .text("3. Take that much of every value, and add up: Σ a·v.", .strong),
        .table(
          Table(
            sum.rows,
            [
              .init(.init("a", right: true)) { Run(decimals($0.weight, 3)) }, place,
              .init(.init("v", shrinks: true)) { Run(shown($0.value)) },
            ])),
        .text("Σ a·v = \(shown(sum.found))", indent: 8),
        .plate(Chart("The weights of “\(sum.word)”: \(whose)", .bars(weights(found)))),
      ] + (sum.block.map { ending(found, $0, shown) } ?? [])
  }

  /// What the word begins with.
  private func beginning(
    _ embedding: BlockArithmetic.Embedding, _ shown: ([Float]) -> String
  ) -> [Block] {
    let rows = [
      ("word", embedding.word as [Float]?), ("place \(embedding.place)", embedding.position),
      ("segment", embedding.segment), ("task", embedding.task),
    ].compactMap { name, row in row.map { (name, $0) } }
    let names = rows.enumerated().map { index, row in
      index == 0
        ? "the word" : index == 1 && embedding.position != nil ? "of its place" : "of its \(row.0)"
    }
    let title =
      rows.count == 1
      ? "Begin with the row of the word."
      : "Begin with the rows of \(joined(names)), added up."
    let result = embedding.projected == nil ? "x" : "row"
    return [.text("0. \(title)", .strong)]
      + rows.map { .text("\($0) = \(shown($1))", indent: 4) }
      + (rows.count == 1 && embedding.normalized.deviation == nil
        ? [] : normalized(embedding.normalized, as: result, shown))
      + (embedding.projected.map { [.text("x = made as wide as states = \(shown($0))", indent: 4)] }
        ?? []) + [.gap]
  }

  /// What attention reads where norms stand before it.
  private func asked(
    _ norm: BlockArithmetic.NormalizedSum, _ shown: ([Float]) -> String
  ) -> [Block] {
    [.text("Normalize what comes in; attention reads that.", .strong)]
      + normalized(norm, as: "x'", sum: "x", shown) + [.gap]
  }

  /// How the place of each word turns its query and key.
  private func turned(
    _ sum: AttentionArithmetic, _ place: TableColumn<AttentionArithmetic.Row>,
    _ shown: @escaping @Sendable ([Float]) -> String
  ) -> [Block] {
    [
      .gap, .text("Turn q and each k by its place, channels in pairs.", .strong),
      .text("q turned = \(shown(sum.query))", indent: 4),
      .table(
        Table(
          sum.rows,
          [
            place, .init(.init("k", shrinks: true)) { Run(shown($0.unturnedKey ?? $0.key)) },
            .init(.init("k turned", shrinks: true)) { Run(shown($0.key)) },
          ])),
    ]
  }

  /// What is multiplied, divided and added.
  private func scores(
    _ sum: AttentionArithmetic, _ place: TableColumn<AttentionArithmetic.Row>,
    _ shown: @escaping @Sendable ([Float]) -> String
  ) -> [Block] {
    let root = decimals(sum.divisor, 3)
    let sign = sum.divisorInWords
    let scored: TableColumn<AttentionArithmetic.Row> = .init(
      .init(sum.terms.isEmpty ? "÷ \(sign)" : "score", right: true)
    ) { Run($0.score.map { decimals($0, 3) } ?? "too far") }
    // Heads as wide as their numbers, so that a narrow window cuts none of them.
    let terms: [TableColumn<AttentionArithmetic.Row>] =
      sum.terms.isEmpty
      ? []
      : [.init(.init("÷ \(root)", right: true)) { Run(decimals($0.product / sum.divisor, 3)) }]
        + sum.terms.enumerated().map { index, term in
          .init(.init("+ \(term.symbol)", right: true)) { Run(decimals($0.terms[index], 3)) }
        }
    let names = sum.terms.map {
      $0.symbol == $0.rawValue ? $0.rawValue : "\($0.rawValue), \($0.symbol)"
    }
    let more =
      (sum.terms.isEmpty
        ? "" : ", and what is added for how far each place is: \(names.joined(separator: "; "))")
      + (sum.rows.contains { $0.score == nil }
        ? ". This layer does not look at places that are too far" : "")
    return [
      .text("1. Score every place by its key: q·k, then ÷ \(sign) = \(root)\(more).", .strong),
      .table(
        Table(
          sum.rows,
          [
            place, .init(.init("k", shrinks: true)) { Run(shown($0.key)) },
            .init(.init("q·k", right: true)) { Run(decimals($0.product, 3)) },
          ] + terms + [scored])),
    ]
  }

  /// - Parameter sum: What the sum is called; without it, it is shown too.
  private func normalized(
    _ norm: BlockArithmetic.NormalizedSum, as name: String, sum: String? = nil,
    _ shown: ([Float]) -> String
  ) -> [Block] {
    let first: [Block] = sum == nil ? [.text("sum = \(shown(norm.sum))", indent: 4)] : []
    guard let deviation = norm.deviation else {
      return [.text("\(name) = \(shown(norm.output))", indent: 4)]
    }
    let less = norm.mean.map { "(\(sum ?? "sum") - \(decimals($0, 4)))" } ?? sum ?? "sum"
    return first + [
      .text(
        "\(name) = \(less) ÷ \(decimals(deviation, 4)), each channel scaled"
          + "\(norm.isShifted ? " and shifted" : "") = \(shown(norm.output))", indent: 4)
    ]
  }

  /// What comes of all heads, and the rest of the block.
  private func ending(
    _ found: Found, _ block: BlockArithmetic, _ shown: ([Float]) -> String
  ) -> [Block] {
    let (sum, heads) = (found.sum, found.heads)
    let width = sum.headWidth
    let own = (head - 1) * width
    let size = block.attended.mean == nil ? "" : ": mean 0, variance 1"
    return [
      .gap,
      .text(
        "4. Put the \(counted(heads, "head")) side by side: \(heads) × \(width) = "
          + "\(sum.concatenated.count) numbers, those of head \(head) from place \(own + 1).",
        .strong),
      .text("concatenated = \(shown(sum.concatenated))", indent: 4), .gap,
      .text("5. Mix them by the output layer.", .strong),
      .text("output = \(shown(sum.output))", indent: 4), .gap,
      .text(
        block.read == nil ? "6. Add what came in, and normalize\(size)." : "6. Add what came in.",
        .strong),
      .text("x = \(shown(block.input))", indent: 4),
    ] + normalized(block.attended, as: "y", shown) + [.gap] + network(block, shown) + [
      .gap,
      .text(
        "8. Add y\(block.output.deviation == nil ? "" : ", and normalize"): the word after layer "
          + "\(sum.head.layer).", .strong),
    ] + normalized(block.output, as: "z", shown)
  }

  /// The feed-forward network.
  private func network(_ block: BlockArithmetic, _ shown: ([Float]) -> String) -> [Block] {
    let name = block.activation.rawValue
    let read = block.read.map { normalized($0, as: "y'", sum: "y", shown) } ?? []
    let how = block.gated == nil ? name : "\(name) of a gate"
    return [
      .text(
        "7. Feed-forward\(read.isEmpty ? "" : ", of y normalized"): to \(block.expanded.count) numbers, "
          + "\(how), and back to \(block.contracted.count).", .strong)
    ] + read + (block.gate.map { [.text("gate = \(shown($0))", indent: 4)] } ?? [])
      + (block.gated == nil ? [.text("wide = \(shown(block.expanded))", indent: 4)] : [])
      + [.text("\(name) = \(shown(block.activated))", indent: 4)]
      + (block.gated.map {
        [
          .text("wide = \(shown(block.expanded))", indent: 4),
          .text("\(name) × wide = \(shown($0))", indent: 4),
        ]
      } ?? []) + [.text("back = \(shown(block.contracted))", indent: 4)]
  }

  private func weights(_ found: Found) -> BarChart {
    let bars = found.sum.rows.map { BarChart.Bar($0.text, $0.weight) }
    var chart = BarChart(
      [.init("Weights", found.use.excerpt, bars)], right: "how much the word attends there",
      left: "")
    chart.heads = ("place", "weight")
    return chart
  }

  /// Shows the first numbers of a vector.
  private static func first(_ channels: Int, places: Int) -> @Sendable ([Float]) -> String {
    {
      $0.prefix(channels).map { decimals(Double($0), places) }.joined(separator: " ")
        + ($0.count > channels ? " …" : "")
    }
  }

  func html(_ found: Found, _ report: Report) -> String {
    Worksheet(arithmetic: found.sum, use: found.use.occurrence.marked, heads: found.heads).html
  }
}

extension ScoreTerm.Kind {
  /// What heads its column.
  fileprivate var symbol: String {
    switch self {
    case .bias: "bias"
    case .contentToPosition: "c→p"
    case .positionToContent: "p→c"
    }
  }
}

extension AttentionArithmetic {
  /// What products are divided by: the root of the width, or of three times the width where q·k is one of three products.
  var divisorInWords: String { terms.count == 2 ? "√(3·d)" : "√d" }
}
