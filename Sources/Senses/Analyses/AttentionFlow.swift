import ContextualEmbeddings
import Tensors
import Transformer

// T rows, H heads, D channels of a head, C channels.

/// What flows to a use from every place of its sentence in one layer, seen three ways.
///
/// A weight alone is not an explanation: a head may look hard at a place whose value is next to
/// nothing. So beside the weight stand the length of the vector that really flows from there
/// (Kobayashi et al. 2020, https://arxiv.org/abs/2004.10102), and how far the use's vector turns when
/// the word is left out.
public struct AttentionFlow: Sendable {
  public struct Source: Sendable, Hashable {
    public let place: SentenceTrace.Place
    /// As typed; `[CLS]` and `[SEP]` for the ends.
    public let text: String
    /// Attention weight; the mean over heads where no head was chosen. All sum to 1.
    public let weight: Double
    /// Length of the weighted value after the output matrix, heads added up before it is measured.
    public let flow: Double
    /// 1 − cosine of the use's vector with and without this word; `nil` for the ends and the use.
    public let leaveOneOut: Double?
  }

  public let layer: Int
  /// The head that was chosen, from 1; `nil` for all together.
  public let head: Int?
  /// From left to right.
  public let sources: [Source]
  /// All steps of the sentence.
  public let trace: SentenceTrace

  /// Spearman's rank correlation of weight, or of flow, with the effect of leaving words out;
  /// `nil` with fewer than three context words.
  public let weightAgreement: Double?
  public let flowAgreement: Double?

  /// - Parameters:
  ///   - layer: From 1; without it, the last that the words' vectors depend on.
  ///   - head: From 1; without it, all of the layer.
  /// - Throws: `SensesError.noSuchLayer`, `SensesError.noSuchHead`.
  public init(
    to use: Use, by reader: SenseReader, layer: Int? = nil, head: Int? = nil
  ) throws {
    let model = reader.model
    let (layers, heads) = (1...model.configuration.layerCount, model.configuration.headCount)
    let layer = layer ?? max(1, model.layer)
    guard layers.contains(layer) else { throw SensesError.noSuchLayer(layer, layers: layers) }
    if let head, !(1...heads ~= head) { throw SensesError.noSuchHead(head, heads: heads) }
    let trace = try model.trace(
      use.text, around: use.tokens.lowerBound, checking: reader.interruptCheck)
    let chosen = head.map { [$0] } ?? Array(1...heads)

    let perHead = chosen.map {
      trace.attention(from: use.tokens, head: Head(layer: layer, number: $0))
    }
    let places = perHead[0].map(\.place)
    let weights = places.indices.map { place in
      perHead.reduce(0) { $0 + $1[place].weight } / Double(chosen.count)
    }
    let flows = Self.flows(
      trace, to: use.tokens, layer: layer, heads: chosen,
      output: model.encoder.blocks[layer - 1].attention.output)
    let effects = try Self.effects(of: places, on: use, by: reader)
    sources = places.indices.map { index in
      Source(
        place: places[index], text: Self.name(of: places[index], in: use), weight: weights[index],
        flow: flows[index], leaveOneOut: effects[index])
    }
    let words = sources.filter { $0.leaveOneOut != nil }
    func agreement(_ value: (Source) -> Double) -> Double? {
      words.count < 3 ? nil : spearman(words.map(value), words.map { $0.leaveOneOut! })
    }
    self.trace = trace
    weightAgreement = agreement(\.weight)
    flowAgreement = agreement(\.flow)
    self.layer = layer
    self.head = head
  }

  /// The places from the most attended to the least.
  public var strongest: [Source] {
    sources.enumerated().sorted { ($0.element.weight, $1.offset) > ($1.element.weight, $0.offset) }
      .map(\.element)
  }

  /// ‖Σ_h α_h · W_h · v_h‖ from each place, the mean over the use's rows.
  private static func flows(
    _ trace: SentenceTrace, to tokens: Range<Int>, layer: Int, heads: [Int], output: Linear
  ) -> [Double] {
    let steps = trace.trace.blocks[layer - 1].attention
    let width = steps.values[0].columns
    let queries = tokens.flatMap { trace.rows(of: $0) }
    // What each row gives through each chosen head's part of the output matrix. [heads][T, C]
    let matrix = output.weight
    let given = heads.map { head in
      dotProducts(
        steps.values[head - 1], matrix.columns((head - 1) * width..<head * width))
    }
    var sums: [(place: SentenceTrace.Place, length: Double)] = []
    var first = 0
    while first < trace.places.count {
      var last = first
      while last + 1 < trace.places.count, trace.places[last + 1] == trace.places[first] {
        last += 1
      }
      let lengths = queries.map { query in
        var sum = [Double](repeating: 0, count: matrix.rows)
        for (head, given) in zip(heads, given) {
          for row in first...last {
            let weight = Double(steps.weights[head - 1][query, row])
            for channel in sum.indices { sum[channel] += weight * Double(given[row, channel]) }
          }
        }
        return sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
      sums.append((trace.places[first], lengths.reduce(0, +) / Double(lengths.count)))
      first = last + 1
    }
    return sums.map(\.length)
  }

  private static func effects(
    of places: [SentenceTrace.Place], on use: Use, by reader: SenseReader
  ) throws -> [Double?] {
    let words = places.map { place -> Int? in
      if case .token(let token) = place, !use.tokens.contains(token) { token } else { nil }
    }
    let whole = try reader.vectors(of: [use])[0]
    var rest = try reader.vectors(of: words.compactMap(\.self)) { use.removing([$0]) }[...]
    return words.map { word in word == nil ? nil : 1 - cosine(whole, rest.popFirst()!) }
  }

  private static func name(of place: SentenceTrace.Place, in use: Use) -> String {
    switch place {
    case .special(let id), .piece(let id): use.text.tokenizer.vocabulary.word(id)
    case .token(let token): use.text.tokens[token].text
    }
  }
}
