/// ELECTRA (Clark et al. 2020, https://arxiv.org/abs/2003.10555): BERT, whose rows may be narrower than its states.
struct ELECTRA: Architecture {
  static let modelType = "electra"
  static let className = "ElectraModel"
  static let beside =
    BERTNames.beside
    + ["discriminator_predictions.", "generator_predictions.", "generator_lm_head."]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    let width = try keys.natural("embedding_size", 1...65_536, usual: 128)
    var embeddings = sizes.embeddings(width: width, types: try keys.types())
    if width != sizes.channels {
      embeddings.projection = LinearPlan("embeddings_project", sizes.channels, width)
    }
    plan = sizes.plan(embeddings)
  }
}
