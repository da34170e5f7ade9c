import JSON
import Testing
import Transformer

@testable import Models

struct ConfigurationFileTests {
  private func read(
    _ change: (inout JSONObject) -> Void = { _ in }
  ) throws(ConfigurationError) -> ConfigurationFile {
    var object = DraftModel().configuration
    change(&object)
    return try ConfigurationFile(.object(object))
  }

  @Test func whatMayBeLeftOut() throws {
    let file = try read {
      for key in ["type_vocab_size", "layer_norm_eps", "hidden_act"] { $0[key] = nil }
    }
    #expect(file.encoder == (try read().encoder))
    let plan = file.architecture.plan
    #expect(plan.embeddings.shared[0].rows.shape[0] == 2)
    #expect(plan.blocks[0].activation == .gelu && plan.embeddings.norm?.epsilon == 1e-12)
    #expect(file.layer == 2 && file.tokens == nil && file.name == nil)
  }

  @Test func whatIsOurs() throws {
    let file = try read {
      $0["polyseme"] = ["layer": 0, "name": "n", "tokens": "word-pieces", "other": 1]
      $0["hidden_act"] = "gelu_new"
      $0["position_embedding_type"] = "absolute"
      $0["is_decoder"] = false
      $0["pruned_heads"] = [:]
      $0["quantization_config"] = nil
      $0["tokenizer_class"] = "BertTokenizerFast"
    }
    #expect(file.tokenizerClass == .bert)
    #expect(file.layer == 0 && file.name == "n" && file.tokens == .wordPieces)
    #expect(file.architecture.plan.blocks[0].activation == .geluTanh)
  }

  @Test(arguments: [
    "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
    "max_position_embeddings",
  ])
  func sizes(key: String) {
    #expect(throws: ConfigurationError.missing(key: key)) { try read { $0[key] = nil } }
    for value: JSONValue in [0, -1, 1.5, "4", nil, .int(UInt64.max), .int(1 << 40)] {
      let error = #expect(throws: ConfigurationError.self) { try read { $0[key] = value } }
      guard case .wrong(key, _, value.kind)? = error else {
        Issue.record("\(value) gives \(String(describing: error))")
        continue
      }
    }
  }

  @Test(
    arguments: [
      (
        "model_type", "gpt2",
        ConfigurationError.unsupported(
          key: "model_type",
          expected: architectures.map { "'\($0.modelType)'" }.joined(separator: ", "),
          found: "'gpt2'")
      ),
      (
        "position_embedding_type", "relative_key",
        .unsupported(
          key: "position_embedding_type", expected: "'absolute'", found: "'relative_key'")
      ),
      (
        "hidden_act", "mish",
        .unsupported(
          key: "hidden_act", expected: "gelu, gelu_new, quick_gelu, silu, relu", found: "'mish'")
      ),
      ("model_type", nil, .missing(key: "model_type")),
      (
        "auto_map", ["AutoModel": "code.Model"],
        .unsupported(
          key: "auto_map", expected: "a model without code of its own", found: "an object")
      ),
      (
        "quantization_config", ["quant_method": "bitsandbytes"],
        .unsupported(
          key: "quantization_config", expected: "plain weights", found: "an object")
      ),
      (
        "pruned_heads", ["0": [1]],
        .unsupported(key: "pruned_heads", expected: "all heads", found: "an object")
      ),
      (
        "tokenizer_class", "BertJapaneseTokenizer",
        .tokenizer(
          .unsupported(
            key: "tokenizer_class",
            expected: "BertTokenizer, PreTrainedTokenizerFast or another that reads tokenizer.json",
            found: "'BertJapaneseTokenizer'"))
      ),
      ("hidden_act", 1, .wrong(key: "hidden_act", expected: "a name", found: "1")),
      ("is_decoder", true, .unsupported(key: "is_decoder", expected: "false", found: "true")),
      (
        "num_attention_heads", 3,
        .wrong(
          key: "num_attention_heads", expected: "a divisor of hidden_size, 4", found: "3")
      ),
      (
        "layer_norm_eps", 0,
        .wrong(
          key: "layer_norm_eps", expected: "a number between 0 and 1", found: "0")
      ),
      (
        "layer_norm_eps", "1e-12",
        .wrong(
          key: "layer_norm_eps", expected: "a number between 0 and 1", found: "'1e-12'")
      ),
      (
        "type_vocab_size", 0,
        .wrong(
          key: "type_vocab_size", expected: "a whole number from 1 to 1024", found: "0")
      ),
      ("polyseme", 1, .wrong(key: "polyseme", expected: "an object", found: "1")),
      (
        "polyseme", ["layer": 3],
        .wrong(
          key: "polyseme.layer", expected: "a whole number from 0 to 2", found: "3")
      ),
      (
        "polyseme", ["tokens": "letters"],
        .wrong(
          key: "polyseme.tokens", expected: "words or word-pieces", found: "'letters'")
      ),
      ("polyseme", ["name": 1], .wrong(key: "polyseme.name", expected: "a text", found: "1")),
    ] as [(String, JSONValue, ConfigurationError)])
  func smallestFaults(key: String, value: JSONValue, error: ConfigurationError) {
    #expect(throws: error) { try read { $0[key] = value } }
  }

  @Test func noModelType() {
    #expect(throws: ConfigurationError.missing(key: "model_type")) {
      try read { $0["model_type"] = nil }
    }
  }

  @Test func noObject() {
    #expect(throws: ConfigurationError.notAnObject(found: "an array")) {
      try ConfigurationFile([])
    }
    #expect(
      ConfigurationError.unsupported(key: "model_type", expected: "'bert'", found: "'gpt2'")
        .description
        == "model_type: 'gpt2' is not supported, expected 'bert'")
  }
}
