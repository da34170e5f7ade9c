import JSON
import Platform
import Tensors
import Transformer

/// What is wrong with a `config.json`.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  case notAnObject(found: String)
  case missing(key: String)
  case wrong(key: String, expected: String, found: String)
  /// A model of another architecture.
  case unsupported(key: String, expected: String, found: String)
  case tokenizer(TokenizerFileError)

  public var description: String {
    switch self {
    case .notAnObject(let found):
      "expected an object, found \(found)"
    case .missing(let key):
      "no \(key)"
    case .wrong(let key, let expected, let found):
      "\(key): expected \(expected), found \(found)"
    case .unsupported(let key, let expected, let found):
      "\(key): \(found) is not supported, expected \(expected); take a BERT encoder"
    case .tokenizer(let error): "\(error)"
    }
  }
}

/// A model's `config.json`: BERT's keys, and an object of our own under `polyseme`.
struct ConfigurationFile {
  /// How a model's texts are cut.
  enum TokenKind: String {
    case words
    case wordPieces = "word-pieces"
  }

  let encoder: EncoderConfiguration
  /// The layer whose states are the words' vectors.
  let layer: Int
  /// What the file says about how texts are cut.
  let tokens: TokenKind?
  /// The class of transformers that reads the tokenizer; nil where none is named.
  let tokenizerClass: TokenizerClass?
  /// What the model calls itself.
  let name: String?

  init(contentsOf path: String) throws(ModelFilesError) {
    let value = try JSONValue(ofModel: path)
    do throws(ConfigurationError) { self = try ConfigurationFile(value) } catch {
      throw .configuration(path: path, error)
    }
  }

  init(_ value: JSONValue) throws(ConfigurationError) {
    guard let object = value.object else { throw .notAnObject(found: value.kind) }
    let keys = Keys(object: object, prefix: "")
    guard object["model_type"].map({ !$0.isNull }) ?? false else {
      throw .missing(key: "model_type")
    }
    try keys.accept("model_type", only: "bert")
    try keys.accept("position_embedding_type", only: "absolute")
    for key in ["is_decoder", "add_cross_attention"] {
      if let found = object[key], !found.isNull, found != false {
        throw .unsupported(key: key, expected: "false", found: found.kind)
      }
    }

    for (key, expected) in [
      ("auto_map", "a model without code of its own"), ("quantization_config", "plain weights"),
      ("pruned_heads", "all heads"),
    ] {
      if let found = object[key], !found.isNull, found != [:] {
        throw .unsupported(key: key, expected: expected, found: found.kind)
      }
    }
    tokenizerClass = try keys.text("tokenizer_class").map { name throws(ConfigurationError) in
      do throws(TokenizerFileError) { return try TokenizerClass(named: name) } catch {
        throw .tokenizer(error)
      }
    }

    // A size beyond these is a mistake; the tensors are checked against each before it is used.
    let hiddenSize = try keys.natural("hidden_size", 1...65_536)
    let headCount = try keys.natural("num_attention_heads", 1...65_536)
    guard hiddenSize % headCount == 0 else {
      throw .wrong(
        key: "num_attention_heads", expected: "a divisor of hidden_size, \(hiddenSize)",
        found: "\(headCount)")
    }
    let activation: Activation
    switch object["hidden_act"] {
    case nil: activation = .gelu
    case .string(let name):
      guard let known = Activation(named: name) else {
        throw .unsupported(
          key: "hidden_act", expected: Activation.allCases.map(\.rawValue).joined(separator: ", "),
          found: quoted(name))
      }
      activation = known
    case let other?: throw .wrong(key: "hidden_act", expected: "a name", found: other.kind)
    }
    var epsilon = Float(1e-12)
    if let value = object["layer_norm_eps"] {
      epsilon = Float(value.double ?? 0)
      guard epsilon > 0, epsilon < 1 else {
        throw .wrong(
          key: "layer_norm_eps", expected: "a number between 0 and 1", found: value.kind)
      }
    }
    encoder = EncoderConfiguration(
      vocabularySize: try keys.natural("vocab_size", 1...(1 << 24)), hiddenSize: hiddenSize,
      layerCount: try keys.natural("num_hidden_layers", 1...1024), headCount: headCount,
      intermediateSize: try keys.natural("intermediate_size", 1...(1 << 20)),
      // The least: a word between [CLS] and [SEP].
      positionCount: try keys.natural("max_position_embeddings", 3...(1 << 20)),
      typeCount: object["type_vocab_size"] == nil
        ? 2 : try keys.natural("type_vocab_size", 1...1024),
      layerNormEpsilon: epsilon, activation: activation)

    let own: JSONObject
    switch object["polyseme"] {
    case nil: own = JSONObject()
    case .object(let object)?: own = object
    case let other?: throw .wrong(key: "polyseme", expected: "an object", found: other.kind)
    }
    let ownKeys = Keys(object: own, prefix: "polyseme.")
    layer =
      own["layer"] == nil
      ? encoder.layerCount : try ownKeys.natural("layer", 0...encoder.layerCount)
    tokens = try ownKeys.text("tokens").map { text throws(ConfigurationError) in
      guard let kind = TokenKind(rawValue: text) else {
        throw .wrong(
          key: "polyseme.tokens", expected: "words or word-pieces", found: quoted(text))
      }
      return kind
    }
    name = try ownKeys.text("name")
  }
}

private struct Keys {
  let object: JSONObject
  let prefix: String

  func natural(_ key: String, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    guard let value = object[key] else { throw .missing(key: prefix + key) }
    guard let number = value.int, range.contains(number) else {
      throw .wrong(
        key: prefix + key,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
        found: value.kind)
    }
    return number
  }

  func text(_ key: String) throws(ConfigurationError) -> String? {
    guard let value = object[key], !value.isNull else { return nil }
    guard let text = value.string else {
      throw .wrong(key: prefix + key, expected: "a text", found: value.kind)
    }
    return text
  }

  func accept(_ key: String, only expected: String) throws(ConfigurationError) {
    guard let value = object[key], !value.isNull, value != .string(expected) else { return }
    throw .unsupported(key: prefix + key, expected: quoted(expected), found: value.kind)
  }
}
