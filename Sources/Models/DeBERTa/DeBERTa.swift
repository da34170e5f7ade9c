import Transformer

/// DeBERTa of versions 2 and 3 (He et al. 2021, https://arxiv.org/abs/2111.09543): what a word is and where it stands are scored
/// apart.
struct DeBERTa: Architecture {
  static let modelType = "deberta-v2"
  static let className = "DebertaV2Model"
  // Some files keep rows of places that nothing reads.
  static let beside =
    BERTNames.beside + ["mask_predictions.", "lm_predictions.", BERTNames.positions]
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys, epsilon: 1e-7)
    for (key, expected) in [
      ("relative_attention", true), ("position_biased_input", false), ("share_att_key", true),
    ] {
      guard try keys.flag(key, usual: key == "position_biased_input") == expected else {
        throw .unsupported(key: key, expected: "\(expected)", found: "\(!expected)")
      }
    }
    let terms = Set(try keys.texts("pos_att_type", separator: "|"))
    guard terms == ["c2p", "p2c"] else {
      throw .unsupported(
        key: "pos_att_type", expected: "'c2p' and 'p2c'",
        found: keys["pos_att_type"]?.kind ?? "nothing")
    }
    for (key, only) in [("conv_kernel_size", 0), ("embedding_size", sizes.channels)] {
      let found = try keys.natural(key, 0...65_536, usual: only)
      guard found == only else {
        throw .unsupported(key: key, expected: "\(only)", found: "\(found)")
      }
    }
    let normalized = try keys.texts("norm_rel_ebd", separator: "|").contains("layer_norm")
    let farthest = try keys.distance("max_relative_positions") ?? sizes.positions
    let span = try keys.distance("position_buckets")
    let buckets = DistanceBuckets.signed(
      span: span ?? farthest, farthest: span == nil ? nil : farthest)
    let positions = RelativePositionsPlan.disentangled(
      TensorShape("encoder.rel_embeddings.weight", [buckets.count, sizes.channels]),
      norm: normalized ? sizes.norm("encoder.LayerNorm") : nil, buckets)
    var embeddings = sizes.embeddings(
      types: try keys.natural("type_vocab_size", 0...1024, usual: 0))
    embeddings.positions = nil
    plan = EncoderPlan(
      configuration: sizes.configuration(), embeddings: embeddings,
      blocks: (0..<sizes.layers).map { number in
        var names = BERTNames.block(number)
        names.query += "_proj"
        names.key += "_proj"
        names.value += "_proj"
        return sizes.block(names, positions: positions)
      })
  }
}

extension ConfigurationKeys {
  /// A number of distances; nil where there is none, or -1.
  fileprivate func distance(_ key: String) throws(ConfigurationError) -> Int? {
    guard let value = self[key], value != -1 else { return nil }
    return try natural(key, 4...65_536)
  }
}
