import Tensors
import Tokenization
import Transformer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A model as it lies on disk, with every file of it read and checked but the numbers themselves.
///
/// Two layouts are read. This repository's: `weights/config.json`, `weights/model.safetensors` and
/// `vocab/words.txt`, where the folder around them or `weights` may be named. And a folder of Hugging
/// Face's: `config.json`, `model.safetensors` and `vocab.txt` or `tokenizer.json`, of a BERT encoder.
public struct ModelFolder: Sendable {
  /// As it was named.
  public let path: String
  /// What the model calls itself (`polyseme.name` in `config.json`), or the name of its folder.
  public let name: String
  public let configuration: EncoderConfiguration
  /// The layer whose states are the words' vectors: `polyseme.layer` in `config.json`, or the last.
  public let layer: Int
  /// Whole words, composed from n-grams where the model can; or word pieces.
  public let tokenizer: any Tokenizer
  public let checkpoint: SafeTensors

  let layout: ModelLayout
  let names: BERTNames
  private let ngrams: NGramSize?

  private struct NGramSize {
    let buckets, width: Int
  }

  /// Opens a model. Reads the vocabulary and the header of the weights; the weights themselves are only
  /// mapped.
  public init(path: String) throws(ModelFilesError) {
    self.path = path
    let layout = try ModelLayout(path)
    let file = try ConfigurationFile(contentsOf: layout.configuration)
    let checkpoint = try SafeTensors(contentsOf: layout.checkpoint)
    let names = BERTNames(in: checkpoint)
    ngrams = try Self.check(checkpoint, names: names, for: file.encoder, path: layout.checkpoint)
    tokenizer = try layout.tokenizer(
      for: file, composer: ngrams.map { WordComposer(bucketCount: $0.buckets) })
    self.layout = layout
    self.checkpoint = checkpoint
    self.names = names
    configuration = file.encoder
    layer = file.layer
    name = file.name ?? layout.name
  }

  /// The path of a file beside the weights, whether it exists or not.
  public func file(_ name: String) -> String { "\(layout.weights)/\(name)" }

  /// The path of the weights.
  public var checkpointPath: String { layout.checkpoint }

  /// Makes the encoder of the weights.
  ///
  /// - Throws: `ModelFilesError.notFinite` when a number of the blocks is none. The rows of words are
  ///   not looked at before they are used; `verify` does.
  public func encoder(
    precision: Precision = .preferred, threads: Int = ThreadPool.defaultCount
  ) throws(ModelFilesError) -> TransformerEncoder {
    let embeddings = EmbeddingTable(
      words: tensor(BERTNames.words), positions: try finite(BERTNames.positions),
      types: try finite(BERTNames.types), norm: try layerNorm(BERTNames.embeddingNorm),
      ngrams: ngrams == nil
        ? nil
        : NGramTable(
          buckets: tensor(BERTNames.buckets),
          projection: Linear(
            weight: try finite(BERTNames.projection + ".weight"),
            bias: try finite(BERTNames.projection + ".bias"))))
    var blocks: [EncoderBlock] = []
    for number in 0..<configuration.layerCount {
      let block = BERTNames.Block(number)
      blocks.append(
        EncoderBlock(
          attention: MultiHeadAttention(
            headCount: configuration.headCount, query: try linear(block.query),
            key: try linear(block.key), value: try linear(block.value),
            output: try linear(block.attentionOutput)),
          attentionNorm: try layerNorm(block.attentionNorm),
          feedForward: FeedForward(
            expansion: try linear(block.expansion), activation: configuration.activation,
            contraction: try linear(block.contraction)),
          outputNorm: try layerNorm(block.outputNorm)))
    }
    let encoder = TransformerEncoder(
      configuration: configuration, embeddings: embeddings, blocks: blocks, precision: precision,
      threads: threads)
    if !encoder.weightsAreFinite { try verify() }
    return encoder
  }

  /// Looks at every number of the weights.
  ///
  /// - Throws: `ModelFilesError.notFinite` for the first that is infinite or none at all.
  public func verify() throws(ModelFilesError) {
    for (name, _) in tensorNames { _ = try finite(name) }
  }

  /// The model's tensors by BERT's names, with their names in the checkpoint.
  var tensorNames: [(name: String, found: String)] {
    var shapes = BERTNames.shapes(of: configuration)
    if let ngrams {
      shapes += BERTNames.ngramShapes(
        buckets: ngrams.buckets, width: ngrams.width, channels: configuration.hiddenSize)
    }
    return shapes.map { ($0.name, names.found($0.name, in: checkpoint)) }
  }

  /// - Precondition: The tensor was found when the model was opened.
  func tensor(_ name: String) -> StoredTensor {
    checkpoint.tensor(names.found(name, in: checkpoint))!
  }

  private func finite(_ name: String) throws(ModelFilesError) -> StoredTensor {
    let tensor = tensor(name)
    if let index = tensor.firstNonFinite {
      throw .notFinite(
        path: layout.checkpoint, name: names.found(name, in: checkpoint), index: index)
    }
    return tensor
  }

  /// The weights are looked at when they are packed, which reads them anyway.
  private func linear(_ name: String) throws(ModelFilesError) -> Linear {
    Linear(weight: tensor(name + ".weight"), bias: try finite(name + ".bias"))
  }

  private func layerNorm(_ name: String) throws(ModelFilesError) -> LayerNorm {
    LayerNorm(
      weight: try finite(name + ".weight").values, bias: try finite(name + ".bias").values,
      epsilon: configuration.layerNormEpsilon)
  }

  /// Whether every tensor is there, in the shape that the configuration asks for.
  private static func check(
    _ checkpoint: SafeTensors, names: BERTNames, for configuration: EncoderConfiguration,
    path: String
  ) throws(ModelFilesError) -> NGramSize? {
    func check(_ shapes: [(name: String, shape: [Int])]) throws(ModelFilesError) {
      for (name, shape) in shapes {
        let found = names.found(name, in: checkpoint)
        guard let entry = checkpoint.entry(found) else {
          throw .missingTensor(path: path, name: found, expected: shape)
        }
        guard entry.shape == shape else {
          throw .shape(path: path, name: found, expected: shape, found: entry.shape)
        }
        guard checkpoint.tensor(found) != nil else {
          throw .format(path: path, name: found, found: entry.format.rawValue)
        }
      }
    }
    try check(BERTNames.shapes(of: configuration))
    let own = BERTNames.ngramShapes(buckets: 1, width: 1, channels: configuration.hiddenSize)
    guard own.contains(where: { checkpoint.entry(names.prefix + $0.name) != nil }) else {
      return nil
    }
    let shape = checkpoint.entry(names.prefix + BERTNames.buckets)?.shape ?? []
    let size = NGramSize(
      buckets: max(1, shape.first ?? 1), width: max(1, shape.dropFirst().first ?? 1))
    try check(
      BERTNames.ngramShapes(
        buckets: size.buckets, width: size.width, channels: configuration.hiddenSize))
    return size
  }
}
