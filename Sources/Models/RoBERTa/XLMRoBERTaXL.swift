/// XLM-RoBERTa-XL (Goyal et al. 2021, https://arxiv.org/abs/2105.00572): norms before each half and one after all, none on the
/// rows.
struct XLMRoBERTaXL: Architecture {
  static let modelType = "xlm-roberta-xl"
  static let className = "XLMRobertaXLModel"
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys, epsilon: 1e-5)
    let padding = try sizes.padding(keys)
    let embeddings = sizes.embeddings(
      types: try keys.types(usual: 1), first: padding + 1, padding: Int32(padding), norm: false)
    plan = sizes.planWithNormsBefore(
      embeddings, closing: "encoder.LayerNorm", positions: sizes.positions - padding - 1
    ) { number in
      var names = BERTNames.block(number)
      names.attentionNorm = "encoder.layer.\(number).attention.self_attn_layer_norm"
      names.feedForwardNorm = "encoder.layer.\(number).LayerNorm"
      return names
    }
  }
}
