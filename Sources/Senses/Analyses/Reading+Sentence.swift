import ContextualEmbeddings
import Tokenization

extension Reading {
  /// Reads a sentence from the use to its end, each time as if it stopped there, and compares the use
  /// with two examples.
  ///
  /// - Complexity: One sentence encoded for each word from the use on.
  public init(
    of use: Use, between first: Use, and second: Use, by reader: any UseReader
  ) throws {
    try Use.checkComparable([use, first])
    try Use.checkComparable([use, second])
    let last = use.text.tokens.count
    let ends = Array(use.tokens.upperBound - 1..<last)
    let examples = try reader.vectors(of: [first, second]).map(unit)
    let vectors = try reader.vectors(of: ends) { use.removing(Set($0 + 1..<last)) }
    self.init(
      steps: zip(ends, vectors).map { end, vector in
        let direction = unit(vector)
        return Step(
          token: end, word: use.text.tokens[end].text, first: dot(direction, examples[0]),
          second: dot(direction, examples[1]))
      })
  }
}
