import Senses

extension SenseTagger {
  /// The tags of some sentences, which are encoded together.
  ///
  /// - Throws: `InventoryError`; `Interruption`.
  public mutating func tags(
    of sentences: [CutSentence], by reader: SenseReader
  ) throws -> [[SenseTag]] {
    let model = reader.model
    let read = sentences.indices.filter { sentences[$0].text.tokens.contains(where: \.isWord) }
    let encoded = try model.sentences(
      read.map { sentences[$0].text }, checking: reader.interruptCheck)
    let found = try tags(
      of: zip(read, encoded).map { (sentence: $1, words: sentences[$0].words) }, by: reader)
    var tags = [[SenseTag]](repeating: [], count: sentences.count)
    for (place, found) in zip(read, found) { tags[place] = found }
    return tags
  }
}
