import ArgumentParser
import JSON
import Senses

struct ArithmeticCommand: LayerCommand, DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "arithmetic",
    abstract: "What one head computes for one word, number by number.",
    discussion: """
      q·k, divided by √d, turned into weights by softmax, the values summed by these, the heads joined, \
      the output layer: the encoder's own numbers, to be checked by hand. Vectors are shown by their \
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
  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use), Field("layer", "the layer, from 1", \.sum.head.layer),
    Field("head", "the head in it, from 1", \.sum.head.number),
    Field("width", "numbers of a head's vectors, d", \.sum.headWidth),
    Field("query", "the use's query, q", \.sum.query),
    Field("rows", "every place", each: row, \.sum.rows),
    Field("sum", "the sum of all values by their weights, Σ a·v", \.sum.found),
    Field("concatenated", "what all heads found, side by side", \.sum.concatenated),
    Field("output", "what the output layer makes of it", \.sum.output),
  ]
  static let rows = RowFields<Found>(
    row.only("text", "product", "score", "exponential", "weight"), \.sum.rows)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    return Found(
      use: use,
      sum: try AttentionArithmetic(
        of: use.occurrence, by: session.reader, layer: layer ?? 1, head: head),
      heads: session.model.configuration.headCount)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (use, sum, heads) = (found.use, found.sum, found.heads)
    let width = sum.headWidth
    let root = decimals(Double(width).squareRoot(), 3)
    let own = (head - 1) * width
    let shown = Self.first(channels)
    let place = TableColumn<AttentionArithmetic.Row>(.init("place", shrinks: true)) {
      Run($0.text.onOneLine)
    }
    return [
      .text(
        "What “\(sum.word.onOneLine)” asks and finds: layer \(sum.head.layer), head \(head), d = \(width)",
        .strong),
      use.lineBlock, .gap, .text("q = \(shown(sum.query))", indent: 4), .gap,
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
      .text("Σ a·v = \(shown(sum.found))", indent: 8), .gap,
      .text(
        "4. Put the \(counted(heads, "head")) side by side: \(heads) × \(width) = "
          + "\(sum.concatenated.count) numbers, those of head \(head) from place \(own + 1).",
        .strong),
      .text("concatenated = \(shown(sum.concatenated))", indent: 4), .gap,
      .text("5. Mix them by the output layer.", .strong),
      .text("output = \(shown(sum.output))", indent: 4),
      .plate(
        Chart(
          "The weights of “\(sum.word)”: layer \(sum.head.layer), head \(head)",
          .bars(weights(found)))),
    ]
  }

  private func weights(_ found: Found) -> BarChart {
    let bars = found.sum.rows.map { BarChart.Bar($0.text, $0.weight) }
    var chart = BarChart(
      [.init("Weights", found.use.excerpt, bars)], right: "how hard the word looks there", left: "")
    chart.heads = ("place", "weight")
    return chart
  }

  /// Shows the first numbers of a vector.
  private static func first(_ channels: Int) -> @Sendable ([Float]) -> String {
    {
      $0.prefix(channels).map { decimals(Double($0), 3) }.joined(separator: " ")
        + ($0.count > channels ? " …" : "")
    }
  }

  func html(_ found: Found, _ report: Report) -> String {
    Worksheet(arithmetic: found.sum, use: found.use.occurrence.marked, heads: found.heads).html
  }
}
