/// RoBERTa (Liu et al. 2019, https://arxiv.org/abs/1907.11692): BERT, whose places begin after the row of padding.
struct RoBERTa: Architecture {
  static let modelType = "roberta"
  static let className = "RobertaModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) { plan = try .roBERTa(keys) }
}

extension EncoderPlan {
  /// RoBERTa's, which others share.
  static func roBERTa(_ keys: ConfigurationKeys) throws(ConfigurationError) -> EncoderPlan {
    let sizes = try BERTSizes(keys)
    let padding = try sizes.padding(keys)
    return sizes.plan(
      sizes.embeddings(types: try keys.types(), first: padding + 1, padding: Int32(padding)),
      positions: sizes.positions - padding - 1)
  }
}

extension BERTSizes {
  /// The id of padding, up to which rows of places are not used.
  func padding(_ keys: ConfigurationKeys) throws(ConfigurationError) -> Int {
    try keys.natural("pad_token_id", 0...max(0, min(words - 1, positions - 4)), usual: 1)
  }
}
