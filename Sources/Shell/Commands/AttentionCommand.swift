import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses
import Tokenization
import Transformer

struct AttentionCommand: LayerCommand, DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "attention", abstract: "Which words a word looks at, and what flows from them.",
    discussion: """
      Of one layer, the last that vectors depend on where none is named: the weight (the mean over \
      heads, or one head's), the length of what really flows from there (the weighted value after the \
      output matrix), and how far the use's vector turns when the word is left out. A large weight \
      alone does not prove that a word matters: the rank correlations with leaving out say how far \
      weight and flow can be believed here. [CLS] and [SEP] are the marks that the model reads before \
      and after a sentence; heads with nothing to find attend to them.
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
    help: ArgumentHelp(
      "One head of it, from 1, and whom every word attends to; or all, for a small picture of each.",
      valueName: "number"))
  var head: HeadChoice?

  @OptionGroup var files: ReportFiles

  struct Found {
    let use: ResolvedUse
    let flow: AttentionFlow
    let head: Int?
    /// How much each head of each layer gives to other words; `nil` where one layer or head is asked for.
    let toContext: [ContextWeight]?
    /// Whom every word attends to by the head, by the mean of all, or, of all heads, by each; where it is asked for.
    let everyWord: [(name: String, map: HeatMap)]

    var sources: [(source: AttentionFlow.Source, text: TokenizedText)] {
      flow.strongest.map { ($0, use.occurrence.text) }
    }
  }

  struct ContextWeight {
    let head: Head
    let weight: Double
  }

  private static let source: [Field<(source: AttentionFlow.Source, text: TokenizedText)>] = [
    Field("token", "which word of the sentence, from 1; null for a mark before or after it") {
      $0.source.place.token.map { $0 + 1 }
    },
    Field("text", "the word, or the mark") { source, text in
      source.place.token.map { text.tokens[$0].text } ?? source.place.label(in: text)
    },
    Field("weight", "the attention, of all weights that add up to 1", title: "weight") {
      $0.source.weight
    },
    Field("flow", "the length of what flows from there", title: "length of a·v·W") {
      $0.source.flow
    },
    Field(
      "left_out", "how far the use's vector turns when the word is left out",
      title: "turn if left out",
      as: { $0.map { decimals($0, 3) } ?? "" }
    ) { $0.source.leaveOneOut },
  ]
  private static let context: [Field<ContextWeight>] = [
    Field("layer", "the layer, from 1", \.head.layer),
    Field("head", "the head in it, from 1", \.head.number),
    Field("weight", "the part of its attention that goes to other words", \.weight),
  ]
  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use), Field("layer", "the layer, from 1", \.flow.layer),
    Field("head", "the head in it, from 1; null for the mean of all", \.head),
    Field("weights", "where the word looks, the largest weight first", each: source, \.sources),
    Field(
      "weight_agreement", "rank correlation of weights and leaving out", \.flow.weightAgreement),
    Field("flow_agreement", "rank correlation of flow and leaving out", \.flow.flowAgreement),
    Field(
      "to_context", "each head of each layer; left out where one layer or head is asked for",
      each: context
    ) { $0.toContext ?? [] }.whereKnown,
  ]
  static let rows = RowFields<Found>(
    [
      Field("token", "which word of the sentence, from 1; empty for a mark before or after it") {
        $0.source.place.number
      },
      Field("text", "the word, starred where it is a guess, or the mark") {
        $0.source.place.label(in: $0.text)
      },
    ] + source.only("weight", "flow", "left_out"), \.sources)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    let flow = try AttentionFlow(
      to: use.occurrence, by: session.reader, layer: layer, head: head?.number)
    let isOverview = layer == nil && head == nil
    let heads = 1...session.model.configuration.headCount
    return Found(
      use: use, flow: flow, head: head?.number,
      toContext: isOverview
        ? toContext(
          of: use.occurrence, flow.trace, layers: 1...max(1, session.model.layer), heads: heads)
        : nil,
      everyWord: head != nil || files.areAsked
        ? everyWord(in: use.occurrence.text, flow.trace, layer: flow.layer, heads: heads) : [])
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let flow = found.flow
    let whose =
      found.head.map { "head \($0) of layer \(flow.layer)" }
      ?? "mean over the heads of layer \(flow.layer)"
    let columns: [TableColumn<(source: AttentionFlow.Source, text: TokenizedText)>] =
      [
        .init(.init("", right: true)) { Run($0.source.place.number) },
        .init(.init("", shrinks: true)) { Run($0.source.place.label(in: $0.text)) },
      ] + Self.source.columns() + [
        .init(.init("", isDrawing: true)) {
          Run(bar($0.source.weight), level: $0.source.weight)
        }
      ]
    var blocks: [Block] = [
      .text("\(found.use.label) looks at (\(whose))"), .table(Table(found.sources, columns)),
    ]
    if let weight = flow.weightAgreement, let flow = flow.flowAgreement {
      blocks += [
        .gap,
        .text(
          "Rank correlation with leaving each word out: weight \(twoDecimals(weight)), flow "
            + "\(twoDecimals(flow)) (1 is the same order, 0 none)."),
      ]
    }
    if head == .all {
      let title = "Whom every word attends to, head by head of layer \(flow.layer)"
      blocks += [.gap, .text("\(title):"), .chart(Chart(title, .panels(found.everyWord)))]
    } else if let map = found.everyWord.first?.map {
      let chart = Chart("Attention, \(whose): each row looks at the columns", .cells(map))
      blocks +=
        head == nil
        ? [.plate(chart)]
        : [.gap, .text("Whom every word attends to, a row for each:"), .chart(chart)]
    }
    if let weights = found.toContext {
      let title =
        "How much of the weight goes to other words, by layer and head, as far as vectors depend "
        + "on them"
      blocks += [.gap, .text("\(title):"), .chart(Chart(title, .cells(Self.map(weights))))]
    }
    return blocks
  }

  /// Whom every word attends to.
  private func everyWord(
    in text: TokenizedText, _ trace: SentenceTrace, layer: Int, heads: ClosedRange<Int>
  ) -> [(name: String, map: HeatMap)] {
    let read = text.tokens.indices.filter { !trace.rows(of: $0).isEmpty }
    func map(_ heads: [Int]) -> HeatMap {
      var columns: [String] = []
      let values = read.map { token in
        let rows = heads.map {
          trace.attention(from: token..<token + 1, head: Head(layer: layer, number: $0))
        }
        columns = rows[0].map { $0.place.label(in: text) }
        return columns.indices.map { place in
          rows.reduce(0) { $0 + $1[place].weight } / Double(heads.count)
        }
      }
      return HeatMap(rows: read.map { text.tokens[$0].label }, columns: columns, values: values)
    }
    return switch head {
    case nil: [("mean", map(Array(heads)))]
    case .one(let number): [("head \(number)", map([number]))]
    case .all: heads.map { ("head \($0)", map([$0])) }
    }
  }

  private func toContext(
    of use: Use, _ trace: SentenceTrace, layers: ClosedRange<Int>, heads: ClosedRange<Int>
  ) -> [ContextWeight] {
    // A phrase may reach beyond the window that its first word is read in.
    let inside = use.tokens.prefix { !trace.rows(of: $0).isEmpty }
    let tokens = use.tokens.lowerBound..<inside.endIndex
    return layers.flatMap { layer in
      heads.map { head in
        let head = Head(layer: layer, number: head)
        let weight = trace.attention(from: tokens, head: head)
          .filter { $0.place.token.map { !use.tokens.contains($0) } ?? false }
          .reduce(0) { $0 + $1.weight }
        return ContextWeight(head: head, weight: weight)
      }
    }
  }

  private static func map(_ weights: [ContextWeight]) -> HeatMap {
    let layers = Dictionary(grouping: weights, by: \.head.layer).sorted { $0.key < $1.key }
    return HeatMap(
      rows: layers.map { "layer \($0.key)" },
      columns: (layers.first?.value ?? []).map { "head \($0.head.number)" },
      values: layers.map { $0.value.map(\.weight) })
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Attention of “\(found.use.word)”",
      lead:
        "Whom the word looks at in “\(found.use.occurrence.text.source.string)”, the length of what "
        + "flows from there, and how far its vector turns when a word is left out.")
  }
}

/// Which heads of a layer.
enum HeadChoice: Hashable, ExpressibleByArgument {
  case one(Int)
  case all

  init?(argument: String) {
    if argument == "all" {
      self = .all
    } else {
      guard let number = Int(argument) else { return nil }
      self = .one(number)
    }
  }

  var number: Int? { if case .one(let number) = self { number } else { nil } }
}

extension SentenceTrace.Place {
  /// The word's number among those of its sentence, from 0; `nil` for a mark before or after it.
  fileprivate var token: Int? { if case .token(let token) = self { token } else { nil } }

  /// The same from 1, as it is shown.
  fileprivate var number: String { token.map { "\($0 + 1)" } ?? "" }

  fileprivate func label(in text: TokenizedText) -> String {
    switch self {
    case .special(let id), .piece(let id): text.tokenizer.vocabulary.word(id)
    case .token(let token): text.tokens[token].label
    }
  }
}
