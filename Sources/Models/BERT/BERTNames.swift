/// What BERT's tensors are called.
enum BERTNames {
  static let words = "embeddings.word_embeddings.weight"
  static let positions = "embeddings.position_embeddings.weight"
  static let types = "embeddings.token_type_embeddings.weight"
  static let embeddingNorm = "embeddings.LayerNorm"

  /// The names of one block, from 0.
  struct Block {
    let query, key, value, attentionOutput, attentionNorm, expansion, contraction,
      outputNorm: String

    init(_ number: Int) {
      let block = "encoder.layer.\(number)"
      query = "\(block).attention.self.query"
      key = "\(block).attention.self.key"
      value = "\(block).attention.self.value"
      attentionOutput = "\(block).attention.output.dense"
      attentionNorm = "\(block).attention.output.LayerNorm"
      expansion = "\(block).intermediate.dense"
      contraction = "\(block).output.dense"
      outputNorm = "\(block).output.LayerNorm"
    }
  }

  /// What is put on top of an encoder.
  static let heads = [
    "pooler.", "cls.", "classifier.", "qa_outputs.", "lm_head.", "score.", "linear.",
  ]
  /// What is numbered, and no weight.
  static let buffers: Set = ["embeddings.position_ids", "embeddings.token_type_ids"]
}
