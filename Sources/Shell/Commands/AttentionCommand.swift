import ArgumentParser
import ContextualEmbeddings
import ModelFiles
import Senses
import Tokenization
import Transformer

struct AttentionCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "attention", abstract: "Which words a word looks at, the most first.",
    discussion: """
      Weights are means over all heads, those of one layer, or one head alone, and sum to one. [CLS] \
      and [SEP] are the marks that the model reads before and after a sentence; heads that find \
      nothing rest on them. A large weight alone does not prove that a word matters.
      """)
  static let topic = Topic.look
  static let example = [
    "/attention \"We had lunch on the [bank] of the river.\" --layer 3"
  ]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("One layer, from 1.", valueName: "number"))
  var layer: Int?
  @Option(help: ArgumentHelp("One head of it, from 1.", valueName: "number"))
  var head: Int?

  func validate() throws {
    if head != nil, layer == nil { throw ValidationError("--head takes --layer as well") }
  }

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    let heads = try heads(of: session.model.configuration)
    let text = use.occurrence.text
    let tokens = use.occurrence.tokens
    let trace = try session.model.trace(text, around: tokens.lowerBound)
    // A phrase may reach beyond the window that its first word is read in.
    let inside = tokens.prefix { !trace.rows(of: $0).isEmpty }
    let found = heads.map { trace.attention(from: tokens.lowerBound..<inside.endIndex, head: $0) }
    let means = found[0].indices.map { place in
      found.reduce(0) { $0 + $1[place].weight } / Double(found.count)
    }
    let places = found[0].map(\.place)
    let order = places.indices.sorted { (means[$1], $0) < (means[$0], $1) }
    var fields: JSONObject = [
      "use": use.json, "layer": layer.map { .int($0) } ?? .null,
      "head": head.map { .int($0) } ?? .null,
      "weights": .array(
        order.map { place in
          .object(places[place].json(in: text).merging(["weight": .double(means[place])]))
        }),
    ]
    var blocks: [Block] = [
      .text(title(use)),
      .table(
        Table(
          [
            .init("", right: true), .init("", shrinks: true), .init("", right: true),
            .init("", isDrawing: true),
          ],
          order.map { place in
            [
              Picture.Run(places[place].number), Picture.Run(places[place].label(in: text)),
              Picture.Run(twoDecimals(means[place])),
              Picture.Run(bar(means[place]), level: means[place]),
            ]
          })),
    ]
    if heads.count > 1 {
      let rest = found.map { places in
        places.filter { $0.place.isContext(of: tokens) }.reduce(0) { $0 + $1.weight }
      }
      let width = heads.filter { $0.layer == heads[0].layer }.count
      let rows = stride(from: 0, to: heads.count, by: width).map { Array(rest[$0..<$0 + width]) }
      let names = stride(from: 0, to: heads.count, by: width).map { "layer \(heads[$0].layer)" }
      blocks += [
        .gap, .text("How much of it goes to other words, by layer and head:"),
        .picture {
          HeatMap(rows: names, columns: (1...width).map { "head \($0)" }, values: rows)
            .picture(width: $0)
        },
      ]
      fields["to_context"] = .array(
        zip(heads, rest).map { head, weight in
          [
            "layer": .int(head.layer), "head": .int(head.number), "weight": .double(weight),
          ]
        })
    }
    return Answer(
      blocks, fields: fields,
      rows: order.map { place in
        [
          .string(places[place].number), .string(places[place].label(in: text)),
          .double(means[place]),
        ]
      })
  }

  private func heads(of shape: EncoderConfiguration) throws -> [Head] {
    if let layer, !(1...max(1, shape.layerCount) ~= layer) || shape.layerCount == 0 {
      throw SensesError.noSuchLayer(layer, layers: 1...max(1, shape.layerCount))
    }
    if let head, !(1...shape.headCount ~= head) {
      throw SensesError.noSuchHead(head, heads: shape.headCount)
    }
    let layers = layer.map { $0...$0 } ?? 1...shape.layerCount
    let numbers = head.map { $0...$0 } ?? 1...shape.headCount
    return layers.flatMap { layer in numbers.map { Head(layer: layer, number: $0) } }
  }

  private func title(_ use: ResolvedUse) -> String {
    let whose =
      head.map { "head \($0) of layer \(layer!)" } ?? layer.map {
        "mean over the heads of layer \($0)"
      }
      ?? "mean over all heads"
    return "\(use.label) looks at (\(whose))"
  }

  private func bar(_ weight: Double) -> String {
    String(repeating: "█", count: max(0, min(20, Int((weight * 20).rounded()))))
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
