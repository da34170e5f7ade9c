import Checkpoints
import JSON
import Synchronization
import Tensors
import Tokenization
import Transformer

/// A model as it lies on disk, with every file of it read and checked but the numbers themselves.
///
/// Two layouts are read. This repository's: `weights/config.json`, `weights/model.safetensors` and
/// `vocab/words.txt`, where the folder around them or `weights` may be named. And a folder of Hugging
/// Face's: `config.json`, `model.safetensors` (or several files that an index lists) and `vocab.txt` or `tokenizer.json`,
/// of one of `architectures`. Its place in a hub's cache may be named, or a folder of sentence-transformers around it.
public struct ModelFolder: Sendable {
  /// As it was named.
  public let path: String
  /// What the model calls itself (`polyseme.name` in `config.json`), or the name of its folder.
  public let name: String
  /// The layer whose states are the words' vectors: `polyseme.layer` in `config.json`, or the last.
  public let layer: Int
  public let weights: EncoderWeights
  /// Whole words, composed from n-grams where the model can; or word pieces.
  public let tokenizer: any Tokenizer

  let layout: ModelLayout
  /// What `config.json` says of the encoder.
  let keys: JSONObject

  /// Opens a model. Reads the vocabulary and the header of the weights; the weights themselves are only
  /// mapped.
  public init(path: String) throws(ModelFilesError) {
    let parts = try Parts(path)
    self.init(path, parts, tokenizer: try parts.tokenizer())
  }

  /// Opens a model and makes its encoder. The words are read while other threads look
  /// at the weights.
  ///
  /// - Throws: As `init(path:)` and `EncoderWeights.encoder`.
  public static func open(
    _ path: String, precision: Precision = .preferred, threads: Int = ThreadPool.defaultCount
  ) throws(ModelFilesError) -> (folder: ModelFolder, encoder: TransformerEncoder) {
    let parts = try Parts(path)
    let words = Mutex<Result<any Tokenizer, ModelFilesError>?>(nil)
    let encoder = try parts.weights.encoder(precision: precision, threads: threads) {
      let read = Result { () throws(ModelFilesError) in try parts.tokenizer() }
      words.withLock { $0 = read }
    }
    return (ModelFolder(path, parts, tokenizer: try words.withLock { $0! }.get()), encoder)
  }

  private init(_ path: String, _ parts: Parts, tokenizer: any Tokenizer) {
    self.path = path
    self.tokenizer = tokenizer
    layout = parts.layout
    keys = parts.file.keys
    weights = parts.weights
    layer = parts.file.layer
    name = parts.file.name ?? parts.layout.name
  }

  /// The folder of `config.json`, which need not be the one that was named.
  public var folder: String { layout.weights }

  public var configuration: EncoderConfiguration { weights.configuration }

  /// The path of a file beside the weights, whether it exists or not.
  public func file(_ name: String) -> String { "\(layout.weights)/\(name)" }

  /// Everything but the words.
  private struct Parts: Sendable {
    let layout: ModelLayout
    let file: ConfigurationFile
    let weights: EncoderWeights

    init(_ path: String) throws(ModelFilesError) {
      layout = try ModelLayout(path)
      file = try ConfigurationFile(contentsOf: layout.configuration)
      let checkpoint: Checkpoint
      do throws(CheckpointError) { checkpoint = try Checkpoint(folder: layout.weights) } catch {
        throw ModelFilesError(error)
      }
      weights = try EncoderWeights(checkpoint, of: file.architecture)
    }

    func tokenizer() throws(ModelFilesError) -> any Tokenizer {
      var composer: WordComposer?
      if let count = weights.bucketCount {
        let changes = try layout.affixChanges(count: weights.affixChangeCount)
        composer = WordComposer(bucketCount: count, changes: changes)
      }
      return try layout.tokenizer(for: file, composer: composer)
    }
  }
}
