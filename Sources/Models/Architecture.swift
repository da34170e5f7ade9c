import JSON
import Tensors
import Transformer

/// The architectures that can be run.
let architectures: [any Architecture.Type] = [BERT.self]

/// A kind of encoder: what its `config.json` may say, what its tensors are called, how an encoder is made of them, and
/// what reads its tokenizer's files. Each has a folder of its own in this room, and a place in `architectures`.
protocol Architecture: Sendable {
  /// What `config.json` has under `model_type`.
  static var modelType: String { get }

  /// The classes of transformers that read the tokenizers of such models, and what each does. The first is that of a
  /// folder which names none.
  static var tokenizers: KeyValuePairs<String, TokenizerClass> { get }

  /// Accepts what `config.json` says.
  init(_ keys: ConfigurationKeys) throws(ConfigurationError)

  var configuration: EncoderConfiguration { get }

  /// What an export writes into `config.json`, but for what it writes for every architecture.
  var exported: JSONObject { get }

  /// The name of the rows of words, which every encoder has. What stands before it in a checkpoint stands before all.
  static var wordRows: String { get }

  /// Every tensor of the encoder.
  var tensors: [TensorShape] { get }

  /// What some files call a tensor instead; nil where all agree.
  static func otherName(of tensor: String) -> String?

  /// Whether a tensor changes nothing that the encoder does: what is put on top of it, and what is no weight.
  static func isBeside(_ tensor: String) -> Bool

  /// Tensors beside the encoder that an export keeps.
  static var kept: [String] { get }

  /// Makes the encoder.
  ///
  /// - Parameters:
  ///   - tensors: All are there, of the shapes that `tensors` says, and all numbers of the blocks are finite.
  ///   - ngrams: What composes rows of words outside the vocabulary.
  func encoder(
    of tensors: EncoderTensors, ngrams: NGramTable?, precision: Precision, pool: ThreadPool
  ) -> TransformerEncoder
}

extension Architecture {
  static func otherName(of tensor: String) -> String? { nil }
  static var kept: [String] { [] }
}

/// The name of a tensor, and what shape it must have.
struct TensorShape {
  let name: String
  let shape: [Int]

  init(_ name: String, _ shape: [Int]) {
    self.name = name
    self.shape = shape
  }
}

extension [TensorShape] {
  /// A weight of some shape, and a bias of its rows.
  mutating func append(layer name: String, _ shape: [Int]) {
    append(TensorShape(name + ".weight", shape))
    append(TensorShape(name + ".bias", [shape[0]]))
  }
}
