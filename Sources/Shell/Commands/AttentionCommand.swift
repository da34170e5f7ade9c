import ArgumentParser
import ContextualEmbeddings
import ModelFiles
import Senses
import Tokenization
import Transformer

struct AttentionCommand: LayerCommand {
  static let configuration = CommandConfiguration(
    commandName: "attention", abstract: "Which words a word looks at, and what comes of it.",
    discussion: """
      Of one layer, the last that vectors depend on where none is named: the weight (the mean over \
      heads, or one head's), the length of what really flows from there (the weighted value after the \
      output matrix), and how far the use's vector turns when the word is left out. A large weight \
      alone does not prove that a word matters: the rank correlations with leaving out say how far \
      weight and flow can be believed here. [CLS] and [SEP] are the marks that the model reads before \
      and after a sentence; heads that find nothing rest on them.
      """)
  static let topic = Topic.look
  static let example = [
    "/attention \"We had lunch on the [bank] of the river.\" --layer 3"
  ]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(
    help: ArgumentHelp(
      "One layer, from 1; without it, the last that vectors depend on.", valueName: "number"))
  var layer: Int?
  @Option(
    help: ArgumentHelp("One head of it, from 1; without it, the mean of all.", valueName: "number"))
  var head: Int?

  @OptionGroup var page: PageOptions
  @OptionGroup var figure: FigureOptions

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    let flow = try AttentionFlow(
      to: use.occurrence, by: session.reader, layer: layer, head: head)
    let text = use.occurrence.text
    let whose =
      head.map { "head \($0) of layer \(flow.layer)" }
      ?? "mean over the heads of layer \(flow.layer)"
    var fields: JSONObject = [
      "use": use.json, "layer": .int(flow.layer), "head": head.map { .int($0) } ?? .null,
      "weights": .array(
        flow.strongest.map { source in
          let place = source.place.json(in: text)
          return .object(
            place.merging([
              "weight": .double(source.weight), "flow": .double(source.flow),
              "left_out": .double(source.leaveOneOut),
            ]))
        }), "weight_agreement": .double(flow.weightAgreement),
      "flow_agreement": .double(flow.flowAgreement),
    ]
    var blocks: [Block] = [
      .text("\(use.label) looks at (\(whose))"), .table(table(flow, in: text)),
    ]
    if let weight = flow.weightAgreement, let flow = flow.flowAgreement {
      blocks += [
        .gap,
        .text(
          "Rank correlation with leaving each word out: weight \(twoDecimals(weight)), flow "
            + "\(twoDecimals(flow)) (1 is the same order, 0 none)."),
      ]
    }
    if layer == nil, head == nil {
      let (map, json) = try toContext(of: use.occurrence, in: session)
      blocks += [
        .gap,
        .text(
          "How much of the weight goes to other words, by layer and head, as far as vectors depend "
            + "on them:"), map,
      ]
      fields["to_context"] = json
    }
    var answer = Answer(
      blocks, fields: fields,
      rows: flow.strongest.map { source in
        [
          .string(source.place.number), .string(source.place.label(in: text)),
          .double(source.weight), .double(source.flow), .double(source.leaveOneOut),
        ]
      })
    try page.write(below: &answer, in: session) { answer in
      answer.page(
        title: "Attention of “\(use.word)”",
        lead:
          "Whom the word looks at in “\(use.occurrence.text.source.string)”, the length of what "
          + "flows from there, and how far its vector turns when a word is left out."
      ).text
    }
    try figure.write(below: &answer, in: session) {
      try everyWord(around: use.occurrence, layer: flow.layer, in: session)
        .figure(title: "Attention, \(whose): each row looks at the columns")
    }
    return answer
  }

  /// Whom every word looks at.
  private func everyWord(
    around use: Occurrence, layer: Int, in session: Session
  ) throws -> HeatMap {
    let trace = try session.model.trace(
      use.text, around: use.tokens.lowerBound, checking: session.checkInterrupt)
    let heads = head.map { [$0] } ?? Array(1...session.model.configuration.headCount)
    let read = use.text.tokens.indices.filter { !trace.rows(of: $0).isEmpty }
    var columns: [String] = []
    let values = read.map { token in
      let rows = heads.map {
        trace.attention(from: token..<token + 1, head: Head(layer: layer, number: $0))
      }
      columns = rows[0].map { $0.place.label(in: use.text) }
      return columns.indices.map { place in
        rows.reduce(0) { $0 + $1[place].weight } / Double(heads.count)
      }
    }
    return HeatMap(rows: read.map { use.text.tokens[$0].label }, columns: columns, values: values)
  }

  private func table(_ flow: AttentionFlow, in text: TokenizedText) -> Table {
    Table(
      [
        .init("", right: true), .init("", shrinks: true), .init("weight", right: true),
        .init("flow", right: true), .init("left out", right: true), .init("", isDrawing: true),
      ],
      flow.strongest.map { source in
        [
          Picture.Run(source.place.number), Picture.Run(source.place.label(in: text)),
          Picture.Run(twoDecimals(source.weight)), Picture.Run(twoDecimals(source.flow)),
          Picture.Run(source.leaveOneOut.map { decimals($0, 3) } ?? ""),
          Picture.Run(bar(source.weight), level: source.weight),
        ]
      })
  }

  private func toContext(
    of use: Occurrence, in session: Session
  ) throws -> (map: Block, json: JSONValue) {
    let shape = session.model.configuration
    let trace = try session.model.trace(
      use.text, around: use.tokens.lowerBound, checking: session.checkInterrupt)
    // A phrase may reach beyond the window that its first word is read in.
    let inside = use.tokens.prefix { !trace.rows(of: $0).isEmpty }
    let tokens = use.tokens.lowerBound..<inside.endIndex
    let heads = (1...max(1, session.model.layer)).map { layer in
      (1...shape.headCount).map { Head(layer: layer, number: $0) }
    }
    let weights = heads.map { row in
      row.map { head in
        trace.attention(from: tokens, head: head)
          .filter { $0.place.isContext(of: use.tokens) }.reduce(0) { $0 + $1.weight }
      }
    }
    let names = heads.indices.map { "layer \($0 + 1)" }
    let columns = (1...shape.headCount).map { "head \($0)" }
    let map = Block.chart(.cells(HeatMap(rows: names, columns: columns, values: weights)))
    let json = zip(heads.joined(), weights.joined()).map { head, weight -> JSONValue in
      ["layer": .int(head.layer), "head": .int(head.number), "weight": .double(weight)]
    }
    return (map, .array(json))
  }
}

extension SentenceTrace.Place {
  /// The word's number in its sentence, from 1.
  fileprivate var number: String { if case .token(let token) = self { "\(token + 1)" } else { "" } }

  fileprivate func label(in text: TokenizedText) -> String {
    switch self {
    case .start: text.tokenizer.vocabulary.specials.start
    case .end: text.tokenizer.vocabulary.specials.end
    case .token(let token): text.tokens[token].label
    }
  }

  fileprivate func json(in text: TokenizedText) -> JSONObject {
    if case .token(let token) = self {
      return ["token": .int(token + 1), "text": .string(text.tokens[token].text)]
    }
    return ["token": nil, "text": .string(label(in: text))]
  }

  fileprivate func isContext(of tokens: Range<Int>) -> Bool {
    if case .token(let token) = self { !tokens.contains(token) } else { false }
  }
}
