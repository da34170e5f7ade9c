/// What BERT's tensors are called, and those of the many that follow it.
enum BERTNames {
  static let words = "embeddings.word_embeddings.weight"
  static let positions = "embeddings.position_embeddings.weight"
  static let types = "embeddings.token_type_embeddings.weight"
  static let embeddingNorm = "embeddings.LayerNorm"
  static let poolers = ["pooler.dense.weight", "pooler.dense.bias"]

  /// What is put on top of an encoder, and what is numbered and no weight.
  static let beside = [
    "pooler.", "cls.", "classifier.", "qa_outputs.", "lm_head.", "score.", "linear.",
    "embeddings.position_ids", "embeddings.token_type_ids",
  ]

  /// - Parameter number: From 0.
  static func block(_ number: Int) -> BlockNames {
    let block = "encoder.layer.\(number)"
    return BlockNames(
      query: "\(block).attention.self.query", key: "\(block).attention.self.key",
      value: "\(block).attention.self.value", attentionOutput: "\(block).attention.output.dense",
      attentionNorm: "\(block).attention.output.LayerNorm",
      expansion: "\(block).intermediate.dense", contraction: "\(block).output.dense",
      feedForwardNorm: "\(block).output.LayerNorm")
  }
}

/// The names of the parts of one block.
struct BlockNames {
  var query, key, value, attentionOutput, attentionNorm, expansion, contraction,
    feedForwardNorm: String
}
