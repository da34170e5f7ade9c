import Checkpoints
import Synchronization
import Tensors
import Transformer
import UnicodeText

/// The tensors of a BERT encoder, all of them there and of the shape they must have. Their numbers are checked when
/// an encoder is made.
public struct BERTWeights: Sendable {
  public let configuration: EncoderConfiguration
  public let checkpoint: Checkpoint

  let names: BERTNames
  private let ngrams: NGramSize?

  private struct NGramSize {
    let buckets, changes, width: Int
  }

  /// Finds the encoder in a checkpoint.
  ///
  /// - Throws: `ModelFilesError`, for a tensor that is missing, of another shape or format, or that nobody reads although
  ///   it belongs to the encoder.
  public init(
    _ checkpoint: Checkpoint, for configuration: EncoderConfiguration
  ) throws(ModelFilesError) {
    names = try BERTNames(in: checkpoint)
    ngrams = try Self.check(checkpoint, names: names, for: configuration)
    self.configuration = configuration
    self.checkpoint = checkpoint
    let read = Set(tensorNames.map { ExactName($0.found) })
    let unread = checkpoint.names.first { names.mayMatter($0) && !read.contains(ExactName($0)) }
    if let unread {
      throw .unreadTensor(path: checkpoint.path(of: unread), name: unread)
    }
  }

  /// The number of n-gram buckets; `nil` where the model has none.
  public var bucketCount: Int? { ngrams?.buckets }

  /// The number of changes of affix that the model knows.
  public var affixChangeCount: Int { ngrams?.changes ?? 0 }

  /// Makes the encoder of the weights, once it has checked all numbers of the blocks.
  ///
  /// - Parameter meanwhile: Done by one thread while the others look.
  /// - Throws: `ModelFilesError.notFinite` when a number of the blocks is none. The rows of words are
  ///   not checked before they are used; `verify` does.
  public func encoder(
    precision: Precision = .preferred, threads: Int = ThreadPool.defaultCount,
    meanwhile: @Sendable () -> Void = {}
  ) throws(ModelFilesError) -> TransformerEncoder {
    let pool = ThreadPool(count: threads)
    if !areBlocksFinite(pool, meanwhile: meanwhile) { try verify() }
    let embeddings = EmbeddingTable(
      words: tensor(BERTNames.words), positions: tensor(BERTNames.positions),
      types: tensor(BERTNames.types), norm: layerNorm(BERTNames.embeddingNorm),
      ngrams: ngrams == nil
        ? nil
        : NGramTable(
          buckets: tensor(BERTNames.buckets),
          changes: affixChangeCount == 0 ? nil : tensor(BERTNames.changes),
          projection: linear(BERTNames.projection)))
    let blocks = (0..<configuration.layerCount).map { number in
      let block = BERTNames.Block(number)
      return EncoderBlock(
        attention: MultiHeadAttention(
          headCount: configuration.headCount, query: linear(block.query), key: linear(block.key),
          value: linear(block.value), output: linear(block.attentionOutput)),
        attentionNorm: layerNorm(block.attentionNorm),
        feedForward: FeedForward(
          expansion: linear(block.expansion), activation: configuration.activation,
          contraction: linear(block.contraction)),
        outputNorm: layerNorm(block.outputNorm))
    }
    return TransformerEncoder(
      configuration: configuration, embeddings: embeddings, blocks: blocks, precision: precision,
      pool: pool)
  }

  private func areBlocksFinite(_ pool: ThreadPool, meanwhile: @Sendable () -> Void) -> Bool {
    let rows = [BERTNames.words, BERTNames.buckets]
    let tensors = tensorNames.filter { !rows.contains($0.name) }.map { tensor($0.name) }
    let strange = Atomic<Bool>(false)
    let queue = WorkQueue(count: tensors.count)
    pool.run { member in
      if member.number == 0 { meanwhile() }
      while let index = queue.next() {
        if tensors[index].firstNonFinite != nil { strange.store(true, ordering: .relaxed) }
      }
    }
    return !strange.load(ordering: .relaxed)
  }

  /// Looks at every number of the weights, the rows of words too.
  ///
  /// - Throws: `ModelFilesError.notFinite` for the first that is infinite or none at all.
  public func verify() throws(ModelFilesError) {
    for (name, found) in tensorNames {
      if let index = tensor(name).firstNonFinite {
        throw .notFinite(path: checkpoint.path(of: found), name: found, index: index)
      }
    }
  }

  /// The model's tensors by BERT's names, with their names in the checkpoint.
  var tensorNames: [(name: String, found: String)] {
    var shapes = BERTNames.shapes(of: configuration)
    if let ngrams {
      shapes += BERTNames.ngramShapes(
        buckets: ngrams.buckets, changes: ngrams.changes, width: ngrams.width,
        channels: configuration.hiddenSize)
    }
    return shapes.map { ($0.name, names.found($0.name, in: checkpoint)) }
  }

  private func tensor(_ name: String) -> StoredTensor {
    checkpoint.tensor(names.found(name, in: checkpoint))!
  }

  private func linear(_ name: String) -> Linear {
    Linear(weight: tensor(name + ".weight"), bias: tensor(name + ".bias"))
  }

  private func layerNorm(_ name: String) -> LayerNorm {
    LayerNorm(
      weight: tensor(name + ".weight").values, bias: tensor(name + ".bias").values,
      epsilon: configuration.layerNormEpsilon)
  }

  /// Whether every tensor is there, in the shape that the configuration asks for.
  private static func check(
    _ checkpoint: Checkpoint, names: BERTNames, for configuration: EncoderConfiguration
  ) throws(ModelFilesError) -> NGramSize? {
    func check(_ shapes: [(name: String, shape: [Int])]) throws(ModelFilesError) {
      for (name, shape) in shapes {
        let found = names.found(name, in: checkpoint)
        let path = checkpoint.path(of: found)
        guard let entry = checkpoint.entry(found) else {
          throw .missingTensor(
            path: path, name: found, expected: shape, nearest: checkpoint.name(nearestTo: found))
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
    let own = BERTNames.ngramShapes(
      buckets: 1, changes: 1, width: 1, channels: configuration.hiddenSize)
    guard own.contains(where: { checkpoint.entry(names.prefix + $0.name) != nil }) else {
      return nil
    }
    let shape = checkpoint.entry(names.prefix + BERTNames.buckets)?.shape ?? []
    let changes = checkpoint.entry(names.prefix + BERTNames.changes)?.shape
    let size = NGramSize(
      buckets: max(1, shape.first ?? 1), changes: changes.map { max(1, $0.first ?? 1) } ?? 0,
      width: max(1, shape.dropFirst().first ?? 1))
    try check(
      BERTNames.ngramShapes(
        buckets: size.buckets, changes: size.changes, width: size.width,
        channels: configuration.hiddenSize))
    return size
  }
}

extension Checkpoint {
  /// The name that has most in common with one that is not there, at its start and its end together.
  fileprivate func name(nearestTo missing: String) -> String? {
    let missing = Array(missing.utf8)
    func common(_ name: String) -> Int {
      let name = Array(name.utf8)
      return zip(missing, name).prefix { $0 == $1 }.count
        + zip(missing.reversed(), name.reversed()).prefix { $0 == $1 }.count
    }
    return names.map { ($0, common($0)) }.max { $0.1 < $1.1 }?.0
  }
}
