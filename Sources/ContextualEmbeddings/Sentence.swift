import Tensors
import Tokenization

// T rows (words, or pieces of words), C channels.

/// A text and a vector for each of its words, which depends on the words around it.
public struct Sentence: Sendable {
  public let text: TokenizedText
  /// The layer whose states are the words' vectors.
  public let layer: Int
  /// How many windows it was read in: more than one when it is longer than the model's positions.
  public let windowCount: Int
  /// The states of the rows, with those of the special words around the text, by layer. Shape `[T, C]`.
  private let states: [Int: Matrix]

  /// The row of the text's first piece.
  private let first: Int

  init(text: TokenizedText, layer: Int, windowCount: Int, states: [Int: Matrix]) {
    self.text = text
    first = text.tokenizer.frame.before.count
    self.layer = layer
    self.windowCount = windowCount
    self.states = states
  }

  /// Whether all states are numbers, and none is infinite.
  var isFinite: Bool { states.values.allSatisfy(\.isFinite) }

  /// The layers whose states are there.
  public var layers: Set<Int> { Set(states.keys) }

  /// A word's vector: the mean of its pieces' states. Shape `[C]`.
  public func vector(of token: Int) -> [Float] {
    vector(of: token..<token + 1)
  }

  /// The vector of some words that stand together: the mean of theirs. Shape `[C]`.
  ///
  /// - Parameters:
  ///   - tokens: Not empty.
  ///   - layer: One of `layers`; without it, `self.layer`.
  public func vector(of tokens: Range<Int>, layer: Int? = nil) -> [Float] {
    text.vector(of: tokens, in: states[layer ?? self.layer]!, from: -first)
  }

  /// The state of a row. Shape `[C]`.
  ///
  /// - Parameter row: Counts the special words around the text too: those before it come first.
  public func vector(ofRow row: Int) -> [Float] {
    let states = states[layer]!
    return Array(states.values[row * states.columns..<(row + 1) * states.columns])
  }
}

extension TokenizedText {
  /// The mean of some words' states, of which each word's is that of its pieces. Shape `[C]`.
  ///
  /// - Parameters:
  ///   - tokens: Not empty.
  ///   - states: Of rows one after another. Shape `[rows, C]`.
  ///   - start: The row of the text that the first of these is.
  func vector(of tokens: Range<Int>, in states: Matrix, from start: Int) -> [Float] {
    precondition(!tokens.isEmpty, "a vector of no words")
    var sum = [Float](repeating: 0, count: states.columns)
    for token in tokens {
      let rows = self.tokens[token].pieces
      // A word counts once, however many pieces it has.
      let share = 1 / Float(rows.count * tokens.count)
      for row in rows {
        let place = (row - start) * states.columns
        for channel in sum.indices { sum[channel] += share * states.values[place + channel] }
      }
    }
    return sum
  }
}
