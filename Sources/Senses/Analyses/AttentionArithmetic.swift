import ContextualEmbeddings
import Platform
import Transformer

// D channels of a head, C channels, H heads.

/// The sum that one head does for one word, number by number, so that a class can check it by hand:
/// q·k, divided by √D, made weights by softmax, values summed by them, heads concatenated, mixed. Encoders that know by
/// attention where words stand turn q and k before, or add to the scores.
public struct AttentionArithmetic: Sendable, Hashable {
  /// One place the word looks at.
  public struct Row: Sendable, Hashable {
    /// A word, or a piece of one.
    public let text: String
    /// As it is multiplied. Shape `[D]`.
    public let key: [Float]
    /// Before it was turned; `nil` where keys are not. Shape `[D]`.
    public var unturnedKey: [Float]?
    public let value: [Float]
    /// q·k
    public let product: Double
    /// What is added to q·k / √D, one for each of `terms`.
    public var terms: [Double] = []
    /// q·k / √D, and the terms; `nil` of a place too far away to be seen.
    public let score: Double?
    /// e to the score less the largest score.
    public let exponential: Double
    /// The exponential divided by the sum of all.
    public let weight: Double
  }

  public let word: String
  public let head: Head
  /// D
  public let headWidth: Int
  /// What products are divided by: √D, or √(3·D) where q·k is one of three.
  public let divisor: Double
  /// As it is multiplied. Shape `[D]`.
  public let query: [Float]
  /// Before it was turned; `nil` where queries are not. Shape `[D]`.
  public let unturnedQuery: [Float]?
  /// What scores have besides q·k.
  public let terms: [ScoreTerm.Kind]
  public let rows: [Row]
  /// Σ weight · value. Shape `[D]`.
  public let found: [Float]
  /// The outputs of all heads, side by side. Shape `[C]`.
  public let concatenated: [Float]
  /// After the output layer. Shape `[C]`.
  public let output: [Float]
  /// What the block does besides; `nil` of a head that is made up.
  public let block: BlockArithmetic?

  /// The sum of all exponentials.
  public var total: Double { rows.reduce(0) { $0 + $1.exponential } }

  /// The numbers are the encoder's own; of a word of several pieces they are the first's.
  ///
  /// - Throws: `SensesError.noSuchLayer`, `SensesError.noSuchHead`.
  public init(of use: Use, by reader: SenseReader, layer: Int, head: Int) throws {
    let configuration = reader.model.configuration
    let layers = 1...configuration.layerCount
    guard layers.contains(layer) else { throw SensesError.noSuchLayer(layer, layers: layers) }
    guard 1...configuration.headCount ~= head else {
      throw SensesError.noSuchHead(head, heads: configuration.headCount)
    }
    let trace = try reader.model.trace(
      use.text, around: use.tokens.lowerBound, checking: reader.interruptCheck)
    let steps = trace.trace.blocks[layer - 1].attention
    let row = trace.rows(of: use.tokens.lowerBound).lowerBound
    word = use.word
    self.head = Head(layer: layer, number: head)
    headWidth = configuration.headWidth
    divisor = 1 / Double(steps.scale)
    let query = steps.queries[head - 1].row(row)
    self.query = query
    unturnedQuery = steps.unturned.map { $0.queries[head - 1].row(row) }
    terms = steps.terms.map(\.kind)
    let scores = steps.scores[head - 1].row(row).map(Double.init)
    let largest = scores.max()!
    rows = trace.places.indices.map { place in
      let key = steps.keys[head - 1].row(place)
      return Row(
        text: Self.text(of: trace, at: place, in: use), key: key,
        unturnedKey: steps.unturned.map { $0.keys[head - 1].row(place) },
        value: steps.values[head - 1].row(place),
        product: zip(query, key).reduce(0) { $0 + Double($1.0) * Double($1.1) },
        terms: steps.terms.map { Double($0.values[head - 1][row, place]) },
        score: steps.sees(row, place) ? scores[place] : nil,
        exponential: exp(scores[place] - largest),
        weight: Double(steps.weights[head - 1][row, place]))
    }
    found = steps.heads[head - 1].row(row)
    concatenated = steps.heads.flatMap { $0.row(row) }
    output = steps.output.row(row)
    block = BlockArithmetic(
      trace, of: use.tokens.lowerBound, by: reader.model.encoder, layer: layer)
  }

  /// A head of four numbers that is made up, whose sums come out by hand: the use and the word beside it score 5, all
  /// others -5, so that the weights are ½, ½ and, to four decimals, 0.
  ///
  /// - Parameter use: It attends to itself and to up to three words around it.
  public init(madeUpFor use: Use) {
    let own = use.tokens.lowerBound
    let tokens = use.text.tokens
    let first = max(0, min(own - 1, tokens.count - 4))
    let places = Array(first..<min(tokens.count, first + 4))
    let partner = own > first ? own - 1 : own + 1
    word = use.word
    head = Head(layer: 1, number: 1)
    headWidth = 4
    divisor = 2
    unturnedQuery = nil
    terms = []
    let query: [Float] = [2, 1, -1, 0]
    self.query = query
    let others: [(key: [Float], value: [Float])] = [
      ([-4, -2, 0, 3], [6, -2, 0, 8]), ([-3, -4, 0, 1], [-4, 2, 6, 0]),
      ([-5, 0, 0, 2], [2, 2, -6, 4]),
    ]
    var vectors: [(key: [Float], value: [Float])] = []
    var next = 0
    for place in places {
      switch place {
      case own: vectors.append(([4, 2, 0, 1], [2, 0, 4, -2]))
      case partner: vectors.append(([3, 2, -2, 5], [0, 4, 2, 2]))
      default:
        vectors.append(others[next])
        next += 1
      }
    }
    let products = vectors.map { vector in
      zip(query, vector.key).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let scores = products.map { $0 / 2 }
    let (exponentials, _, weights) = softmax(scores)
    let rows = places.indices.map { row in
      Row(
        text: tokens[places[row]].text, key: vectors[row].key, value: vectors[row].value,
        product: products[row], score: scores[row], exponential: exponentials[row],
        weight: weights[row])
    }
    let sum = (0..<4).map { channel in
      Float(zip(rows, vectors).reduce(0) { $0 + $1.0.weight * Double($1.1.value[channel]) })
    }
    self.rows = rows
    (found, concatenated, output) = (sum, sum, sum)
    block = nil
  }

  private static func text(
    of trace: SentenceTrace, at row: Int, in use: Use
  ) -> String {
    if case .token(let token) = trace.places[row], use.text.tokens[token].pieces.count == 1 {
      return use.text.tokens[token].text
    }
    return use.text.tokenizer.vocabulary.word(trace.input.ids[row])
  }
}
