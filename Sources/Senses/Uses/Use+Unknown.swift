import ContextualEmbeddings

extension Use {
  /// Whether all that a model reads of the word is its row of unknown words, the same for all of them.
  public var isUnknown: Bool { tokens.allSatisfy { text.tokens[$0].finding == .unknown } }

  /// Refuses to compare uses of which the model knows none: that they are alike would say nothing.
  ///
  /// - Throws: `SensesError.unknown`, where there are two or more and all are.
  public static func checkComparable(_ uses: [Use]) throws(SensesError) {
    guard uses.count > 1, uses.allSatisfy(\.isUnknown) else { return }
    var words: [String] = []
    for use in uses where !words.contains(use.word) { words.append(use.word) }
    throw .unknown(words: words)
  }
}
