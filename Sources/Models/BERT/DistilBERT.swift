/// DistilBERT (Sanh et al. 2019, https://arxiv.org/abs/1910.01108): BERT without segments, with names of its own.
struct DistilBERT: Architecture {
  static let modelType = "distilbert"
  static let className = "DistilBertModel"
  static let beside =
    BERTNames.beside
    + ["vocab_transform.", "vocab_layer_norm.", "vocab_projector.", "pre_classifier."]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(
      keys,
      named: .init(
        channels: "dim", layers: "n_layers", heads: "n_heads", inner: "hidden_dim", epsilon: nil,
        activation: "activation"))
    plan = sizes.plan(sizes.embeddings(types: 0)) { number in
      let block = "transformer.layer.\(number)"
      return BlockNames(
        query: "\(block).attention.q_lin", key: "\(block).attention.k_lin",
        value: "\(block).attention.v_lin", attentionOutput: "\(block).attention.out_lin",
        attentionNorm: "\(block).sa_layer_norm", expansion: "\(block).ffn.lin1",
        contraction: "\(block).ffn.lin2", feedForwardNorm: "\(block).output_layer_norm")
    }
  }
}
