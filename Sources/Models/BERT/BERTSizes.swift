import Tensors
import Transformer

/// What most encoders say of themselves, by BERT's keys or by others.
struct BERTSizes {
  /// What the keys are called.
  struct Names {
    var words = "vocab_size"
    var channels = "hidden_size"
    var layers = "num_hidden_layers"
    var heads = "num_attention_heads"
    var inner = "intermediate_size"
    var positions = "max_position_embeddings"
    /// `nil` where files do not say it.
    var epsilon: String? = "layer_norm_eps"
    var activation = "hidden_act"
  }

  let words, channels, layers, heads, inner: Int
  /// Rows of places.
  let positions: Int
  let epsilon: Float
  let activation: Activation

  /// Those of an encoder with BERT's keys, and rows for places.
  ///
  /// - Parameters:
  ///   - epsilon: Where the file does not say it.
  ///   - activation: Where the file does not say it.
  init(
    _ keys: ConfigurationKeys, epsilon: Float = 1e-12, activation: Activation = .gelu
  ) throws(ConfigurationError) {
    try keys.accept("position_embedding_type", only: "absolute")
    try self.init(keys, named: Names(), epsilon: epsilon, activation: activation)
  }

  /// - Parameters:
  ///   - epsilon: Where the file does not say it.
  ///   - activation: Where the file does not say it.
  ///   - positions: Where the file does not say it; without them, it must.
  init(
    _ keys: ConfigurationKeys, named names: Names, epsilon: Float = 1e-12,
    activation: Activation = .gelu, positions: Int? = nil
  ) throws(ConfigurationError) {
    (channels, heads) = try keys.heads(names.channels, names.heads)
    words = try keys.natural(names.words, 1...(1 << 24))
    layers = try keys.natural(names.layers, 1...1024)
    inner = try keys.natural(names.inner, 1...(1 << 20))
    // The least: a word between [CLS] and [SEP].
    self.positions = try keys.natural(names.positions, 3...(1 << 20), usual: positions)
    self.epsilon =
      if let name = names.epsilon { try keys.epsilon(name, usual: epsilon) } else { epsilon }
    self.activation = try keys.activation(names.activation, usual: activation)
  }

  func norm(_ name: String, _ channels: Int? = nil) -> NormPlan {
    NormPlan(name, channels ?? self.channels, epsilon: epsilon)
  }

  /// A block with norms after each sum.
  func block(
    _ names: BlockNames, positions: RelativePositionsPlan = .none,
    order: EncoderBlock.NormOrder = .after
  ) -> BlockPlan {
    BlockPlan(
      order: order,
      attention: AttentionPlan(
        headCount: heads, query: LinearPlan(names.query, channels, channels),
        key: LinearPlan(names.key, channels, channels),
        value: LinearPlan(names.value, channels, channels),
        output: LinearPlan(names.attentionOutput, channels, channels), positions: positions),
      attentionNorm: norm(names.attentionNorm),
      expansion: LinearPlan(names.expansion, inner, channels), activation: activation,
      contraction: LinearPlan(names.contraction, channels, inner),
      feedForwardNorm: norm(names.feedForwardNorm))
  }

  /// Rows of words, of the first segment and of places.
  ///
  /// - Parameters:
  ///   - width: Channels of a row; without it, those of a state.
  ///   - types: Kinds of segments; 0 for none.
  ///   - first: The row of the first place.
  func embeddings(
    width: Int? = nil, types: Int, first: Int = 0, padding: Int32? = nil, norm: Bool = true
  ) -> EmbeddingPlan {
    let width = width ?? channels
    return EmbeddingPlan(
      words: TensorShape(BERTNames.words, [words, width]),
      shared: types == 0 ? [] : [(.segment, TensorShape(BERTNames.types, [types, width]))],
      positions: PositionRowsPlan(
        rows: TensorShape(BERTNames.positions, [positions, width]), first: first,
        padding: padding),
      norm: norm ? self.norm(BERTNames.embeddingNorm, width) : nil)
  }

  /// - Parameters:
  ///   - positions: The most tokens of a sentence; without it, as many as there are rows of places.
  ///   - headWidth: Without it, the heads share out the channels of a state.
  func configuration(positions: Int? = nil, headWidth: Int? = nil) -> EncoderConfiguration {
    EncoderConfiguration(
      vocabularySize: words, hiddenSize: channels, layerCount: layers, headCount: heads,
      headWidth: headWidth, positionCount: positions ?? self.positions)
  }

  /// An encoder like BERT, whatever its parts are called.
  func plan(
    _ embeddings: EmbeddingPlan, positions: Int? = nil,
    names: (Int) -> BlockNames = BERTNames.block
  ) -> EncoderPlan {
    EncoderPlan(
      configuration: configuration(positions: positions), embeddings: embeddings,
      blocks: (0..<layers).map { block(names($0)) })
  }

  /// An encoder whose norms stand before each half, with one more after the last block.
  func planWithNormsBefore(
    _ embeddings: EmbeddingPlan, closing: String, positions: Int? = nil,
    names: (Int) -> BlockNames
  ) -> EncoderPlan {
    var blocks = (0..<layers).map { block(names($0), order: .before) }
    blocks[layers - 1].closingNorm = norm(closing)
    return EncoderPlan(
      configuration: configuration(positions: positions), embeddings: embeddings, blocks: blocks)
  }
}

extension ConfigurationKeys {
  /// Kinds of segments, of which only the first is used.
  func types(usual: Int? = 2) throws(ConfigurationError) -> Int {
    try natural("type_vocab_size", 1...1024, usual: usual)
  }
}
