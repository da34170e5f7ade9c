import ArgumentParser
import ModelFiles
import Senses

struct ArithmeticCommand: LayerCommand {
  static let configuration = CommandConfiguration(
    commandName: "arithmetic",
    abstract: "What one head computes for one word, number by number.",
    discussion: """
      q·k, divided by √d, made weights by softmax, the values summed by them, the heads side by side, \
      the output layer: the encoder's own numbers, to be checked by hand. Vectors are shown by their \
      first numbers; every sum runs over all. The page of --html has all of them, and can hide what is to \
      be worked out.
      """)
  static let topic = Topic.look
  static let example = ["/arithmetic \"The [bank] of the river.\" --layer 1 --head 1"]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("The layer, from 1, which it is without.", valueName: "number"))
  var layer: Int?
  @Option(help: ArgumentHelp("The head of it, from 1.", valueName: "number"))
  var head = 1
  @Option(help: ArgumentHelp("How many numbers of each vector to show.", valueName: "number"))
  var channels = 4

  @OptionGroup var page: PageOptions

  func validate() throws {
    try check("--channels", channels, from: 1)
  }

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    let sum = try AttentionArithmetic(
      of: use.occurrence, by: session.reader, layer: layer ?? 1, head: head)
    let heads = session.model.configuration.headCount
    let width = sum.headWidth
    let root = decimals(Double(width).squareRoot(), 3)
    let own = (head - 1) * width
    var blocks: [Block] = [
      .text(
        "What “\(sum.word.onOneLine)” asks and finds: layer \(sum.head.layer), head \(head), d = \(width)",
        .strong),
      use.lineBlock, .gap, .text("q = \(shown(sum.query))", indent: 4), .gap,
      .text("1. Score every place by its key: q·k, then ÷ √d = \(root).", .strong),
      .table(
        Table(
          Self.scores,
          text: sum.rows.map { row in
            [
              row.text.onOneLine, shown(row.key), decimals(row.product, 3), decimals(row.score, 3),
            ]
          })), .gap,
      .text(
        "2. Softmax: e to the score less the largest, divided by the sum of all, "
          + "\(decimals(sum.total, 3)).", .strong),
      .table(
        Table(
          Self.weights,
          sum.rows.map { row in
            [
              Picture.Run(row.text.onOneLine), Picture.Run(decimals(row.exponential, 3)),
              Picture.Run(decimals(row.weight, 3)),
              Picture.Run(bar(row.weight), level: max(0, min(1, row.weight))),
            ]
          })), .gap,
      .text("3. Take that much of every value, and add up: Σ a·v.", .strong),
      .table(
        Table(
          Self.values,
          text: sum.rows.map { row in
            [decimals(row.weight, 3), row.text.onOneLine, shown(row.value)]
          })),
      .text("Σ a·v = \(shown(sum.found))", indent: 8), .gap,
    ]
    blocks += [
      .text(
        "4. Put the \(counted(heads, "head")) side by side: \(heads) × \(width) = "
          + "\(sum.concatenated.count) numbers, those of head \(head) from place \(own + 1).",
        .strong),
      .text("concatenated = \(shown(sum.concatenated))", indent: 4), .gap,
      .text("5. Mix them by the output layer.", .strong),
      .text("output = \(shown(sum.output))", indent: 4),
    ]
    var answer = Answer(
      blocks, fields: fields(sum, use),
      rows: sum.rows.map {
        [
          .string($0.text), .double($0.product), .double($0.score), .double($0.exponential),
          .double($0.weight),
        ]
      })
    try page.write(below: &answer, in: session) { _ in
      Worksheet(arithmetic: sum, use: use.occurrence.marked, heads: heads).html
    }
    return answer
  }

  private static let scores: [Table.Column] = [
    .init("place", shrinks: true), .init("k", shrinks: true), .init("q·k", right: true),
    .init("÷ √d", right: true),
  ]
  private static let weights: [Table.Column] = [
    .init("place", shrinks: true), .init("e^", right: true), .init("weight a", right: true),
    .init("", isDrawing: true),
  ]
  private static let values: [Table.Column] = [
    .init("a", right: true), .init("place", shrinks: true), .init("v", shrinks: true),
  ]

  /// The first numbers of a vector.
  private func shown(_ vector: [Float]) -> String {
    vector.prefix(channels).map { decimals(Double($0), 3) }.joined(separator: " ")
      + (vector.count > channels ? " …" : "")
  }

  private func fields(_ sum: AttentionArithmetic, _ use: ResolvedUse) -> JSONObject {
    func vector(_ values: [Float]) -> JSONValue { numbers(values.map(Double.init)) }
    let rows = sum.rows.map { row -> JSONValue in
      [
        "text": .string(row.text), "key": vector(row.key), "value": vector(row.value),
        "product": .double(row.product), "score": .double(row.score),
        "exponential": .double(row.exponential), "weight": .double(row.weight),
      ]
    }
    return [
      "use": use.json, "layer": .int(sum.head.layer), "head": .int(head),
      "width": .int(sum.headWidth),
      "query": vector(sum.query), "rows": .array(rows), "found": vector(sum.found),
      "concatenated": vector(sum.concatenated), "output": vector(sum.output),
    ]
  }
}
