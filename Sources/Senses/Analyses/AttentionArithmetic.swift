import ContextualEmbeddings
import Platform
import Transformer

// D channels of a head, C channels, H heads.

/// The sum that one head does for one word, number by number, so that a class can check it by hand:
/// q·k, divided by √D, made weights by softmax, values summed by them, heads concatenated, mixed.
public struct AttentionArithmetic: Sendable, Hashable {
  /// One place the word looks at.
  public struct Row: Sendable, Hashable {
    /// A word, or a piece of one.
    public let text: String
    /// Shape `[D]`.
    public let key: [Float]
    public let value: [Float]
    /// q·k
    public let product: Double
    /// q·k / √D
    public let score: Double
    /// e to the score less the largest score.
    public let exponential: Double
    /// The exponential divided by the sum of all.
    public let weight: Double
  }

  public let word: String
  public let head: Head
  /// D
  public let headWidth: Int
  /// Shape `[D]`.
  public let query: [Float]
  public let rows: [Row]
  /// Σ weight · value. Shape `[D]`.
  public let found: [Float]
  /// The outputs of all heads, side by side. Shape `[C]`.
  public let concatenated: [Float]
  /// After the output layer. Shape `[C]`.
  public let output: [Float]

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
    query = steps.queries[head - 1].row(row)
    let scores = steps.scores[head - 1].row(row).map(Double.init)
    let largest = scores.max()!
    let root = Double(headWidth).squareRoot()
    rows = trace.places.indices.map { place in
      Row(
        text: Self.text(of: trace.places, at: place, in: use),
        key: steps.keys[head - 1].row(place), value: steps.values[head - 1].row(place),
        product: scores[place] * root, score: scores[place],
        exponential: exp(scores[place] - largest),
        weight: Double(steps.weights[head - 1][row, place]))
    }
    found = steps.heads[head - 1].row(row)
    concatenated = steps.heads.flatMap { $0.row(row) }
    output = steps.output.row(row)
  }

  private static func text(
    of places: [SentenceTrace.Place], at row: Int, in use: Use
  ) -> String {
    let vocabulary = use.text.tokenizer.vocabulary
    switch places[row] {
    case .start: return vocabulary.specials.start
    case .end: return vocabulary.specials.end
    case .token(let token):
      let pieces = use.text.tokens[token].pieces
      guard pieces.count > 1, let first = places.firstIndex(of: .token(token)) else {
        return use.text.tokens[token].text
      }
      return vocabulary.word(use.text.ids[pieces.lowerBound + row - first])
    }
  }
}
