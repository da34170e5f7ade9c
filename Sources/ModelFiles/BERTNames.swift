import Checkpoints
import Tensors
import Transformer

// V words, C channels, F channels inside the feed-forward network, B buckets, A changes of affix, R channels of a bucket or change.

/// What BERT's tensors are called in a checkpoint, and what shapes they have. No other file knows.
struct BERTNames {
  /// What stands before every name: nothing, or `bert.`, `0.auto_model.`, `_orig_mod.` and the like where the encoder was
  /// part of something larger.
  let prefix: String

  static let words = "embeddings.word_embeddings.weight"
  static let positions = "embeddings.position_embeddings.weight"
  static let types = "embeddings.token_type_embeddings.weight"
  static let embeddingNorm = "embeddings.LayerNorm"
  /// Our own: what rows of unknown words are put together from.
  static let buckets = "embeddings.ngram_embeddings.weight"
  static let projection = "embeddings.ngram_projection"
  static let changes = "embeddings.affix_embeddings.weight"

  /// The names of one block, from 0.
  struct Block {
    let query, key, value, attentionOutput, attentionNorm, expansion, contraction,
      outputNorm: String

    init(_ number: Int) {
      let block = "encoder.layer.\(number)"
      query = "\(block).attention.self.query"
      key = "\(block).attention.self.key"
      value = "\(block).attention.self.value"
      attentionOutput = "\(block).attention.output.dense"
      attentionNorm = "\(block).attention.output.LayerNorm"
      expansion = "\(block).intermediate.dense"
      contraction = "\(block).output.dense"
      outputNorm = "\(block).output.LayerNorm"
    }
  }

  /// The names of the encoder in a checkpoint, by what stands before its rows of words.
  ///
  /// - Throws: `ModelFilesError.twoEncoders`.
  init(in checkpoint: Checkpoint) throws(ModelFilesError) {
    let found = checkpoint.names.filter { $0 == Self.words || $0.hasSuffix("." + Self.words) }
    if found.count > 1 {
      throw .twoEncoders(path: checkpoint.path(of: found[1]), found[0], found[1])
    }
    prefix = String((found.first ?? Self.words).dropLast(Self.words.count))
  }

  /// Whether a tensor that is not read may change what the encoder does: all of its own but buffers, and what stands
  /// behind it.
  func mayMatter(_ name: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let own = name.dropFirst(prefix.count)
    return !Self.heads.contains { own.hasPrefix($0) } && !Self.buffers.contains(String(own))
  }

  /// What is put on top of an encoder.
  private static let heads = [
    "pooler.", "cls.", "classifier.", "qa_outputs.", "lm_head.", "score.", "linear.",
  ]
  /// What is numbered, and no weight.
  private static let buffers: Set = ["embeddings.position_ids", "embeddings.token_type_ids"]

  /// The name in the checkpoint. TensorFlow's first BERT called the parts of a layer norm gamma and
  /// beta, and some files still do.
  func found(_ name: String, in checkpoint: Checkpoint) -> String {
    let full = prefix + name
    guard checkpoint.entry(full) == nil, name.contains("LayerNorm.") else { return full }
    let old =
      full.hasSuffix(".weight")
      ? full.dropLast("weight".count) + "gamma" : full.dropLast("bias".count) + "beta"
    return checkpoint.entry(String(old)) == nil ? full : String(old)
  }

  /// Every tensor of an encoder and its shape.
  static func shapes(of configuration: EncoderConfiguration) -> [(name: String, shape: [Int])] {
    let channels = configuration.hiddenSize
    let inner = configuration.intermediateSize
    var shapes: [(name: String, shape: [Int])] = [
      (words, [configuration.vocabularySize, channels]),
      (positions, [configuration.positionCount, channels]),
      (types, [configuration.typeCount, channels]),
    ]
    func add(_ name: String, _ shape: [Int]) {
      shapes.append((name + ".weight", shape))
      shapes.append((name + ".bias", [shape[0]]))
    }
    add(embeddingNorm, [channels])
    for number in 0..<configuration.layerCount {
      let block = Block(number)
      for name in [block.query, block.key, block.value, block.attentionOutput] {
        add(name, [channels, channels])
      }
      add(block.attentionNorm, [channels])
      add(block.expansion, [inner, channels])
      add(block.contraction, [channels, inner])
      add(block.outputNorm, [channels])
    }
    return shapes
  }

  /// The shapes of the tensors that compose rows. A model need not know any changes of affix.
  static func ngramShapes(
    buckets: Int, changes: Int, width: Int, channels: Int
  ) -> [(name: String, shape: [Int])] {
    [
      (Self.buckets, [buckets, width]), (projection + ".weight", [channels, width]),
      (projection + ".bias", [channels]),
    ] + (changes == 0 ? [] : [(Self.changes, [changes, width])])
  }
}
