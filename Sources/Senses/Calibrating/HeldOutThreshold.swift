/// A threshold tried on pairs of other words than those it was found on, in five parts.
package struct HeldOutThreshold: Sendable {
  private let folds: [Int]
  private let same: [Bool]

  /// - Parameters:
  ///   - words: Of each pair. Shape `[n]`
  ///   - same: Whether people call each one sense. Shape `[n]`
  /// - Returns: `nil` where the pairs are of fewer words than parts.
  package init?(words: [[String]], same: [Bool], seed: UInt64 = 1) {
    let groups = WordGroups(words)
    guard groups.count >= Self.parts else { return nil }
    folds = groups.folds(Self.parts, seed: seed)
    self.same = same
  }

  /// The part of the pairs that is judged rightly.
  package func accuracy(on similarities: [Double]) -> Double {
    var right = 0.0
    for fold in 0..<Self.parts {
      let (known, asked) = (
        folds.indices.filter { folds[$0] != fold }, folds.indices.filter { folds[$0] == fold }
      )
      let threshold = SimilarityThreshold(
        bestFor: known.map { similarities[$0] }, same: known.map { same[$0] })
      right +=
        Double(asked.count)
        * threshold.accuracy(on: asked.map { similarities[$0] }, same: asked.map { same[$0] })
    }
    return right / Double(same.count)
  }

  private static let parts = 5
}
