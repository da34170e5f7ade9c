/// The encoder of BertGeneration (Rothe et al. 2019, https://arxiv.org/abs/1907.12461): BERT without segments.
struct BERTGeneration: Architecture {
  static let modelType = "bert-generation"
  static let className = "BertGenerationEncoder"
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    plan = sizes.plan(sizes.embeddings(types: 0))
  }
}
