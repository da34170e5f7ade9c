import Transformer

/// Every step of a sentence through the encoder, and which word each row of it is.
public struct SentenceTrace: Sendable {
  /// What a row of the trace stands for.
  public enum Place: Sendable, Hashable {
    /// A special word around the text, as `[CLS]`, by its id.
    case special(Int32)
    /// A token of the text; a word of several pieces has several rows.
    case token(Int)
    /// A piece that is no word's, as a space by itself, by its id.
    case piece(Int32)
  }

  public let trace: Trace
  /// What the encoder read, a row of the trace for each place.
  public let input: InputSequence
  /// One for each row.
  public let places: [Place]
  /// Of each token.
  private let wordRows: [Range<Int>]

  init(trace: Trace, input: InputSequence, places: [Place], wordRows: [Range<Int>]) {
    self.trace = trace
    self.input = input
    self.places = places
    self.wordRows = wordRows
  }

  /// The rows of a token; empty where it lies outside the window that was read.
  public func rows(of token: Int) -> Range<Int> { wordRows[token] }

  /// How much some words attend to each place, from left to right: weights that sum to one.
  ///
  /// A word of several pieces is attended to as much as its pieces together, and attends as they do
  /// on average (Clark et al. 2019, https://arxiv.org/abs/1906.04341, section 4.1).
  ///
  /// - Precondition: The words lie in the window that was read.
  public func attention(from tokens: Range<Int>, head: Head) -> [(place: Place, weight: Double)] {
    let weights = trace.blocks[head.layer - 1].attention.weights[head.number - 1]
    let queries = tokens.flatMap { rows(of: $0) }
    precondition(!queries.isEmpty, "the words lie outside the window")
    var found: [(place: Place, weight: Double)] = []
    for (column, place) in places.enumerated() {
      let weight =
        queries.reduce(0) { $0 + Double(weights[$1, column]) } / Double(queries.count)
      if found.last?.place == place {
        found[found.count - 1].weight += weight
      } else {
        found.append((place, weight))
      }
    }
    return found
  }
}
