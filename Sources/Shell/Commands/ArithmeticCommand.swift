import ArgumentParser
import JSON
import Senses

struct ArithmeticCommand: LayerCommand, DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "arithmetic",
    abstract: "What one head computes for one word, number by number.",
    discussion: """
      q·k, divided by √d, turned into weights by softmax, the values summed by these, the heads joined, \
      the output layer; before it the rows that a word begins with, after it what is added, normalized and fed \
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
    Field("key", "its key, k", \.key), Field("value", "its value, v", \.value),
    Field("product", "q·k", \.product), Field("score", "q·k divided by √d", \.score),
    Field("exponential", "e to the score less the largest", \.exponential),
    Field("weight", "the attention, a: what softmax makes of the scores", \.weight),
  ]
  private static let normalizedSum: [Field<BlockArithmetic.NormalizedSum>] = [
    Field("sum", "the vectors added up", \.sum), Field("mean", "of the sum's numbers", \.mean),
    Field("deviation", "their standard deviation", \.deviation),
    Field("output", "normalized, scaled and shifted", \.output),
  ]
  private static let embedding: [Field<BlockArithmetic.Embedding>] =
    [
      Field("word", "the row of the word", \.word),
      Field("position", "the row of its place", \.position),
      Field("place", "its place, from 0", \.place),
      Field("segment", "the row of its segment", \.segment),
    ] + normalizedSum.of(\.normalized)
  private static let block: [Field<BlockArithmetic>] = [
    Field(
      "embedding", "what the word begins with; null above layer 1", with: embedding, \.embedding),
    Field("input", "what comes in", \.input),
    Field("attended", "the output of attention and what came in", with: normalizedSum) {
      $0.attended
    },
    Field("expanded", "after the first linear layer", \.expanded),
    Field("activated", "after the activation function", \.activated),
    Field("contracted", "after the second linear layer", \.contracted),
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
    Field("query", "the use's query, q", \.sum.query),
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
    ("÷ √d", "the score: q·k by the root of the width"),
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
    let root = decimals(Double(width).squareRoot(), 3)
    let shown = Self.first(channels, places: toy ? 0 : 3)
    let place = TableColumn<AttentionArithmetic.Row>(.init("place", shrinks: true)) {
      Run($0.text.onOneLine)
    }
    let whose =
      toy ? "a head that is made up" : "layer \(sum.head.layer), head \(sum.head.number)"
    return [
      .text("What “\(sum.word.onOneLine)” asks and finds: \(whose), d = \(width)", .strong),
      use.lineBlock, .gap,
    ] + (sum.block?.embedding.map { beginning($0, shown) } ?? []) + [
      .text("q = \(shown(sum.query))", indent: 4), .gap,
      .text("1. Score every place by its key: q·k, then ÷ √d = \(root).", .strong),
      .table(
        Table(
          sum.rows,
          [
            place, .init(.init("k", shrinks: true)) { Run(shown($0.key)) },
            .init(.init("q·k", right: true)) { Run(decimals($0.product, 3)) },
            .init(.init("÷ √d", right: true)) { Run(decimals($0.score, 3)) },
          ])), .gap,
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
    [
      .text(
        "0. Begin with the rows of the word, of its place and of its segment, added up.", .strong),
      .text("word = \(shown(embedding.word))", indent: 4),
      .text("place \(embedding.place) = \(shown(embedding.position))", indent: 4),
      .text("segment = \(shown(embedding.segment))", indent: 4),
    ] + normalized(embedding.normalized, as: "x", shown) + [.gap]
  }

  private func normalized(
    _ sum: BlockArithmetic.NormalizedSum, as name: String, _ shown: ([Float]) -> String
  ) -> [Block] {
    [
      .text("sum = \(shown(sum.sum))", indent: 4),
      .text(
        "\(name) = (sum - \(decimals(sum.mean, 4))) ÷ \(decimals(sum.deviation, 4)), each channel scaled and "
          + "shifted = \(shown(sum.output))", indent: 4),
    ]
  }

  /// What comes of all heads, and the rest of the block.
  private func ending(
    _ found: Found, _ block: BlockArithmetic, _ shown: ([Float]) -> String
  ) -> [Block] {
    let (sum, heads) = (found.sum, found.heads)
    let width = sum.headWidth
    let own = (head - 1) * width
    return [
      .gap,
      .text(
        "4. Put the \(counted(heads, "head")) side by side: \(heads) × \(width) = "
          + "\(sum.concatenated.count) numbers, those of head \(head) from place \(own + 1).",
        .strong),
      .text("concatenated = \(shown(sum.concatenated))", indent: 4), .gap,
      .text("5. Mix them by the output layer.", .strong),
      .text("output = \(shown(sum.output))", indent: 4), .gap,
      .text("6. Add what came in, and normalize: mean 0, variance 1.", .strong),
      .text("x = \(shown(block.input))", indent: 4),
    ] + normalized(block.attended, as: "y", shown) + [
      .gap,
      .text(
        "7. Feed-forward: to \(block.expanded.count) numbers, \(block.activation.rawValue), and back to "
          + "\(block.contracted.count).", .strong),
      .text("wide = \(shown(block.expanded))", indent: 4),
      .text("\(block.activation.rawValue) = \(shown(block.activated))", indent: 4),
      .text("back = \(shown(block.contracted))", indent: 4), .gap,
      .text("8. Add y, and normalize: the word after layer \(sum.head.layer).", .strong),
    ] + normalized(block.output, as: "z", shown)
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
