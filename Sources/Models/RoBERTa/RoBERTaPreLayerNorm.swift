/// RoBERTa with norms before each half and one after all, as fairseq trains it (Ott et al. 2019,
/// https://arxiv.org/abs/1904.01038).
struct RoBERTaPreLayerNorm: Architecture {
  static let modelType = "roberta-prelayernorm"
  static let className = "RobertaPreLayerNormModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    let padding = try sizes.padding(keys)
    let embeddings = sizes.embeddings(
      types: try keys.types(), first: padding + 1, padding: Int32(padding))
    plan = sizes.planWithNormsBefore(
      embeddings, closing: "LayerNorm", positions: sizes.positions - padding - 1
    ) { number in
      var names = BERTNames.block(number)
      names.attentionNorm = "encoder.layer.\(number).attention.LayerNorm"
      names.feedForwardNorm = "encoder.layer.\(number).intermediate.LayerNorm"
      return names
    }
  }
}
