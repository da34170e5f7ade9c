import JSON
import Tensors
import Transformer

// V words, C channels, F channels inside the feed-forward network.

/// BERT (Devlin et al. 2018, https://arxiv.org/abs/1810.04805) as transformers has it: learned positions, a norm after
/// each step.
struct BERT: Architecture {
  static let modelType = "bert"
  static let tokenizers: KeyValuePairs<String, TokenizerClass> = [
    "BertTokenizer": .bert, "DistilBertTokenizer": .bert, "ElectraTokenizer": .bert,
    "ConvBertTokenizer": .bert,
  ]

  let configuration: EncoderConfiguration

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    try keys.accept("position_embedding_type", only: "absolute")
    let (hiddenSize, headCount) = try keys.heads("hidden_size", "num_attention_heads")
    configuration = EncoderConfiguration(
      vocabularySize: try keys.natural("vocab_size", 1...(1 << 24)), hiddenSize: hiddenSize,
      layerCount: try keys.natural("num_hidden_layers", 1...1024), headCount: headCount,
      intermediateSize: try keys.natural("intermediate_size", 1...(1 << 20)),
      // The least: a word between [CLS] and [SEP].
      positionCount: try keys.natural("max_position_embeddings", 3...(1 << 20)),
      typeCount: try keys.natural("type_vocab_size", 1...1024, usual: 2),
      layerNormEpsilon: try keys.epsilon("layer_norm_eps", usual: 1e-12),
      activation: try keys.activation("hidden_act", usual: .gelu))
  }

  var exported: JSONObject {
    [
      "architectures": ["BertModel"], "model_type": .string(Self.modelType),
      "vocab_size": .int(configuration.vocabularySize),
      "hidden_size": .int(configuration.hiddenSize),
      "num_hidden_layers": .int(configuration.layerCount),
      "num_attention_heads": .int(configuration.headCount),
      "intermediate_size": .int(configuration.intermediateSize),
      "max_position_embeddings": .int(configuration.positionCount),
      "type_vocab_size": .int(configuration.typeCount),
      "layer_norm_eps": .float(configuration.layerNormEpsilon),
      "hidden_act": .string(configuration.activation.rawValue),
      "position_embedding_type": "absolute",
    ]
  }

  static let wordRows = BERTNames.words
  static let kept = ["pooler.dense.weight", "pooler.dense.bias"]

  var tensors: [TensorShape] {
    let channels = configuration.hiddenSize
    let inner = configuration.intermediateSize
    var tensors = [
      TensorShape(BERTNames.words, [configuration.vocabularySize, channels]),
      TensorShape(BERTNames.positions, [configuration.positionCount, channels]),
      TensorShape(BERTNames.types, [configuration.typeCount, channels]),
    ]
    tensors.append(layer: BERTNames.embeddingNorm, [channels])
    for number in 0..<configuration.layerCount {
      let block = BERTNames.Block(number)
      for name in [block.query, block.key, block.value, block.attentionOutput] {
        tensors.append(layer: name, [channels, channels])
      }
      tensors.append(layer: block.attentionNorm, [channels])
      tensors.append(layer: block.expansion, [inner, channels])
      tensors.append(layer: block.contraction, [channels, inner])
      tensors.append(layer: block.outputNorm, [channels])
    }
    return tensors
  }

  /// TensorFlow's first BERT called the parts of a layer norm gamma and beta, and some files still do.
  static func otherName(of tensor: String) -> String? {
    guard tensor.contains("LayerNorm.") else { return nil }
    return tensor.hasSuffix(".weight")
      ? tensor.dropLast("weight".count) + "gamma" : tensor.dropLast("bias".count) + "beta"
  }

  static func isBeside(_ tensor: String) -> Bool {
    BERTNames.heads.contains { tensor.hasPrefix($0) } || BERTNames.buffers.contains(tensor)
  }

  func encoder(
    of tensors: EncoderTensors, ngrams: NGramTable?, precision: Precision, pool: ThreadPool
  ) -> TransformerEncoder {
    func norm(_ name: String) -> LayerNorm {
      tensors.layerNorm(name, epsilon: configuration.layerNormEpsilon)
    }
    let embeddings = EmbeddingTable(
      words: tensors[BERTNames.words], positions: tensors[BERTNames.positions],
      types: tensors[BERTNames.types], norm: norm(BERTNames.embeddingNorm), ngrams: ngrams)
    let blocks = (0..<configuration.layerCount).map { number in
      let block = BERTNames.Block(number)
      return EncoderBlock(
        attention: MultiHeadAttention(
          headCount: configuration.headCount, query: tensors.linear(block.query),
          key: tensors.linear(block.key), value: tensors.linear(block.value),
          output: tensors.linear(block.attentionOutput)),
        attentionNorm: norm(block.attentionNorm),
        feedForward: FeedForward(
          expansion: tensors.linear(block.expansion), activation: configuration.activation,
          contraction: tensors.linear(block.contraction)),
        outputNorm: norm(block.outputNorm))
    }
    return TransformerEncoder(
      configuration: configuration, embeddings: embeddings, blocks: blocks, precision: precision,
      pool: pool)
  }
}
