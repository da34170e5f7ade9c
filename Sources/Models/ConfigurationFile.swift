import JSON
import Platform
import Transformer

/// A model's `config.json`: the keys of its architecture, and an object of our own under `polyseme`.
struct ConfigurationFile {
  /// How a model's texts are cut.
  enum TokenKind: String {
    case words
    case wordPieces = "word-pieces"
  }

  let architecture: any Architecture
  /// All that the file says of the encoder.
  let keys: JSONObject
  /// The layer whose states are the words' vectors.
  let layer: Int
  /// What the file says about how texts are cut.
  let tokens: TokenKind?
  /// The class of transformers that reads the tokenizer; nil where none is named.
  let tokenizerClass: TokenizerClass?
  /// What the model calls itself.
  let name: String?

  var encoder: EncoderConfiguration { architecture.configuration }

  init(contentsOf path: String) throws(ModelFilesError) {
    let value = try JSONValue(ofModel: path)
    do throws(ConfigurationError) { self = try ConfigurationFile(value) } catch {
      throw .configuration(path: path, error)
    }
  }

  init(_ value: JSONValue) throws(ConfigurationError) {
    guard let object = value.object else { throw .notAnObject(found: value.kind) }
    let keys = ConfigurationKeys(object)
    guard object["model_type"].map({ !$0.isNull }) ?? false else {
      throw .missing(key: "model_type")
    }
    guard
      let architecture = architectures.first(where: {
        object["model_type"] == .string($0.modelType)
      })
    else {
      throw .unsupported(
        key: "model_type",
        expected: architectures.map { quoted($0.modelType) }.joined(separator: ", "),
        found: object["model_type"]!.kind)
    }
    for key in ["is_decoder", "add_cross_attention"] {
      if let found = object[key], !found.isNull, found != false {
        throw .unsupported(key: key, expected: "false", found: found.kind)
      }
    }
    for (key, expected) in [
      ("auto_map", "a model without code of its own"), ("quantization_config", "plain weights"),
      ("pruned_heads", "all heads"),
    ] {
      if key == "auto_map", architecture.replacesCode { continue }
      if let found = object[key], !found.isNull, found != [:] {
        throw .unsupported(key: key, expected: expected, found: found.kind)
      }
    }
    tokenizerClass = try keys.text("tokenizer_class").map { name throws(ConfigurationError) in
      do throws(TokenizerFileError) {
        return try TokenizerClass(named: name)
      } catch { throw .tokenizer(error) }
    }
    self.architecture = try architecture.init(keys)

    self.keys = JSONObject(distinct: object.members.filter { $0.name != "polyseme" })

    let own: JSONObject
    switch object["polyseme"] {
    case nil: own = JSONObject()
    case .object(let object)?: own = object
    case let other?: throw .wrong(key: "polyseme", expected: "an object", found: other.kind)
    }
    let ownKeys = ConfigurationKeys(own, prefix: "polyseme.")
    let last = self.architecture.configuration.layerCount
    layer = try ownKeys.natural("layer", 0...last, usual: last)
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
