/// BERT (Devlin et al. 2018, https://arxiv.org/abs/1810.04805) as transformers has it: learned positions, a norm after
/// each step.
struct BERT: Architecture {
  static let modelType = "bert"
  static let className = "BertModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    plan = sizes.plan(sizes.embeddings(types: try keys.types()))
  }
}
