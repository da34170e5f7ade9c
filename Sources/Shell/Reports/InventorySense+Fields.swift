import Senses

extension InventorySense {
  /// What tells a sense from others.
  static let fields: [Field<InventorySense>] = [
    Field("sense", "the sense key", \.id), Field("lemma", "the lemma", \.lemma),
    Field("pos", "the part of speech: n, v, a or r; null where none is told") {
      $0.partOfSpeech?.rawValue
    },
    Field(
      "number", "its number among those of the lemma and the part of speech, from 1", \.number),
    Field("gloss", "what it means", \.gloss),
  ]
}
