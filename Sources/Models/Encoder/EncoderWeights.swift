import Checkpoints
import Platform
import Synchronization
import Tensors
import Transformer
import UnicodeText

/// The tensors of an encoder, all of them there and of the shape they must have. Their numbers are checked when
/// an encoder is made.
public struct EncoderWeights: Sendable {
  let architecture: any Architecture
  let tensors: EncoderTensors
  private let composedRows: ComposedRows?

  /// Finds the encoder in a checkpoint.
  ///
  /// - Throws: `ModelFilesError`, for a tensor that is missing, of another shape or format, or that nobody reads although
  ///   it belongs to the encoder.
  init(_ checkpoint: Checkpoint, of architecture: any Architecture) throws(ModelFilesError) {
    self.architecture = architecture
    tensors = try EncoderTensors(checkpoint, of: type(of: architecture))
    try tensors.check(architecture.plan.tensors)
    composedRows = ComposedRows(
      in: tensors, channels: architecture.plan.embeddings.words.shape[1])
    try tensors.check(composedRows?.tensors ?? [])
    let read = Set(tensorNames.map { ExactName($0.found) })
    let unread = checkpoint.names.first { [tensors] name in
      tensors.mayMatter(name) && !read.contains(ExactName(name))
    }
    if let unread {
      throw .unreadTensor(path: checkpoint.path(of: unread), name: unread)
    }
  }

  public var configuration: EncoderConfiguration { architecture.configuration }

  package var checkpoint: Checkpoint { tensors.checkpoint }

  /// Sees to it that no file of weights was written to since it was opened.
  ///
  /// - Throws: `FileError.changed`.
  package func checkUnchanged() throws(FileError) { try checkpoint.checkUnchanged() }

  /// The path of the file that holds the rows of words.
  package var wordsPath: String {
    checkpoint.path(of: tensors.found(type(of: architecture).wordRows))
  }

  /// The number of n-gram buckets; `nil` where the model has none.
  package var bucketCount: Int? { composedRows?.buckets }

  /// The number of changes of affix that the model knows.
  package var affixChangeCount: Int { composedRows?.changes ?? 0 }

  /// Makes the encoder of the weights, once it has checked all numbers of the blocks.
  ///
  /// - Parameter meanwhile: Done by one thread while the others check.
  /// - Throws: `ModelFilesError.notFinite` when a number of the blocks is none. The rows of words are
  ///   not checked before they are used; `verify` does.
  public func encoder(
    precision: Precision = .preferred, threads: Int = ThreadPool.defaultCount,
    meanwhile: @Sendable () -> Void = {}
  ) throws(ModelFilesError) -> TransformerEncoder {
    let pool = ThreadPool(count: threads)
    if !areBlocksFinite(pool, meanwhile: meanwhile) { try verify() }
    do throws(FileError) { try checkUnchanged() } catch { throw .file(error) }
    return architecture.plan.encoder(
      of: tensors, ngrams: composedRows?.table(of: tensors), precision: precision, pool: pool)
  }

  private func areBlocksFinite(_ pool: ThreadPool, meanwhile: @Sendable () -> Void) -> Bool {
    let rows = [type(of: architecture).wordRows, ComposedRows.bucketRows]
    let looked = tensorNames.filter { !rows.contains($0.name) }.map { tensors[$0.name] }
    let strange = Atomic<Bool>(false)
    let queue = WorkQueue(count: looked.count)
    pool.run { member in
      if member.number == 0 { meanwhile() }
      while let index = queue.next() {
        if looked[index].firstNonFinite != nil { strange.store(true, ordering: .relaxed) }
      }
    }
    // Rows that are looked up one by one need not stay in memory for that.
    let lookedUp = [architecture.plan.embeddings.positions?.rows.name, ComposedRows.changeRows]
    StoredTensor.letGo(
      of: tensorNames.filter { lookedUp.contains($0.name) }.map { tensors[$0.name] })
    return !strange.load(ordering: .relaxed)
  }

  /// Looks at every number of the weights, the rows of words too.
  ///
  /// - Throws: `ModelFilesError.notFinite` for the first that is infinite or none at all.
  package func verify() throws(ModelFilesError) {
    for (name, found) in tensorNames {
      if let index = tensors[name].firstNonFinite {
        throw .notFinite(path: checkpoint.path(of: found), name: found, index: index)
      }
    }
  }

  /// The model's tensors by its architecture's names, with their names in the checkpoint.
  var tensorNames: [(name: String, found: String)] {
    (architecture.plan.tensors + (composedRows?.tensors ?? [])).map {
      ($0.name, tensors.found($0.name))
    }
  }
}
