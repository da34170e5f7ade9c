import Senses
import UseIndex

extension IndexSummary {
  /// What an index holds, for machines.
  static let fields: [Field<IndexSummary>] = [
    Field("model", "the model that made it", \.model),
    Field("layer", "the layer of its vectors", \.layer),
    Field("corpus_files", "corpus files in it", \.files),
    Field(
      "unfinished_files", "those of them that have not been read to their end", \.unfinishedFiles),
    Field("indexed_sentences", "sentences in it", \.sentences),
    Field("indexed_words", "different words in it", \.words),
    Field("indexed_uses", "uses in it", \.uses),
  ]

  /// The same for people.
  var inWords: String {
    "\(counted(uses, "use")) of \(counted(words, "word")) in \(counted(sentences, "sentence")) of "
      + "\(counted(files, "file")), by \(model), layer \(layer)"
  }
}
