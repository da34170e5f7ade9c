/// Splinter (Ram et al. 2021, https://arxiv.org/abs/2101.00438): BERT, trained otherwise.
struct Splinter: Architecture {
  static let modelType = "splinter"
  static let className = "SplinterModel"
  static let beside = BERTNames.beside + ["splinter_qass."]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    plan = sizes.plan(sizes.embeddings(types: try keys.types()))
  }
}
