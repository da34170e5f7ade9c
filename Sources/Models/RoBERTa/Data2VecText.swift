/// data2vec for text (Baevski et al. 2022, https://arxiv.org/abs/2202.03555): RoBERTa, trained otherwise.
struct Data2VecText: Architecture {
  static let modelType = "data2vec-text"
  static let className = "Data2VecTextModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) { plan = try .roBERTa(keys) }
}
