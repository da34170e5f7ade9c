/// CamemBERT (Martin et al. 2019, https://arxiv.org/abs/1911.03894): RoBERTa for French.
struct CamemBERT: Architecture {
  static let modelType = "camembert"
  static let className = "CamembertModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) { plan = try .roBERTa(keys) }
}
