import Transformer

// C channels of a row.

extension Model {
  /// A vocabulary word's row of the embedding table. Shape `[C]`.
  ///
  /// - Throws: `ModelError.notFinite`, where it is not all numbers.
  public func embedding(of id: Int32) throws(ModelError) -> [Float] {
    let row = encoder.embeddings.row(of: id)
    guard row.allSatisfy(\.isFinite) else { throw notFinite(id) }
    try checkWeights()
    return row
  }

  /// The cosines of some vocabulary words' rows with directions of rows. Shape `[directions, words]`.
  ///
  /// - Parameter directions: Of length 1. Shape `[directions][C]`.
  /// - Throws: `ModelError.notFinite`, where a row is not all numbers.
  public func rowCosines(
    of ids: Range<Int32>, with directions: [[Float]]
  ) throws(ModelError) -> [[Float]] {
    let cosines = encoder.embeddings.cosines(of: ids, with: directions)
    for cosines in cosines {
      guard let place = cosines.firstIndex(where: { !$0.isFinite }) else { continue }
      throw notFinite(ids.lowerBound + Int32(place))
    }
    try checkWeights()
    return cosines
  }

  private func notFinite(_ id: Int32) -> ModelError {
    .notFinite(word: vocabulary.word(id), path: folder.weights.wordsPath)
  }
}
