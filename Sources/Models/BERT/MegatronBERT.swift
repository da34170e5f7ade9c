/// Megatron-LM's BERT (Shoeybi et al. 2019, https://arxiv.org/abs/1909.08053): norms before each half and one after all, none
/// on the rows.
struct MegatronBERT: Architecture {
  static let modelType = "megatron-bert"
  static let className = "MegatronBertModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    let embeddings = sizes.embeddings(types: try keys.types(), norm: false)
    plan = sizes.planWithNormsBefore(embeddings, closing: "encoder.ln") { number in
      var names = BERTNames.block(number)
      names.attentionNorm = "encoder.layer.\(number).attention.ln"
      names.feedForwardNorm = "encoder.layer.\(number).ln"
      return names
    }
  }
}
