/// XLM-RoBERTa (Conneau et al. 2019, https://arxiv.org/abs/1911.02116): RoBERTa for a hundred languages.
struct XLMRoBERTa: Architecture {
  static let modelType = "xlm-roberta"
  static let className = "XLMRobertaModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) { plan = try .roBERTa(keys) }
}
