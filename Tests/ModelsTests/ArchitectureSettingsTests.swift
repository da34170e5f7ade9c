import Foundation
import JSON
import Testing
import Transformer

@testable import Models

/// What files of each architecture may say of themselves, from those of `Tests/Fixtures/architectures`.
struct ArchitectureSettingsTests {
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/architectures").path()

  private func object(_ name: String) throws -> JSONObject {
    let file = URL(filePath: "\(Self.home)/\(name)/config.json")
    return try JSONValue(parsing: Array(Data(contentsOf: file))).object!
  }

  private func plan(_ object: JSONObject) throws(ConfigurationError) -> EncoderPlan {
    try ConfigurationFile(.object(object)).architecture.plan
  }

  /// What another computation stands for is refused by its name.
  @Test(
    arguments: [
      ("bert", "position_embedding_type", "relative_key"), ("bert", "is_decoder", true),
      ("electra", "add_cross_attention", true), ("roberta", "is_decoder", true),
      ("distilbert", "activation", "tanh"), ("albert", "inner_group_num", 2),
      ("mpnet", "relative_attention_num_buckets", 16), ("roformer", "rotary_value", true),
      ("nomic_bert", "rope_scaling", ["rope_type": "dynamic", "factor": 2]),
      ("nomic_bert", "prenorm", true), ("nomic_bert", "qkv_proj_bias", true),
      ("nomic_bert", "rotary_emb_interleaved", true), ("nomic_bert", "rotary_emb_fraction", 0.5),
      ("nomic_bert", "activation_function", "geglu"), ("nomic_bert", "rotary_scaling_factor", 2.0),
      ("modernbert", "auto_map", ["AutoModel": "code.Model"]),
      (
        "modernbert", "layer_types",
        ["full_attention", "full_attention", "full_attention", "other"]
      ),
      ("modernbert", "layer_types", ["full_attention"]), ("modernbert", "local_attention", -1),
      (
        "modernbert", "rope_parameters",
        ["full_attention": ["rope_type": "yarn", "rope_theta": 10_000]]
      ),
      (
        "eurobert", "rope_parameters",
        ["rope_type": "default", "rope_theta": 250, "partial_rotary_factor": 0.5]
      ),
      ("eurobert", "rope_parameters", ["rope_type": "default", "rope_theta": 0]),
      ("eurobert", "num_key_value_heads", 3), ("eurobert", "head_dim", 7),
      ("deberta-v2", "relative_attention", false), ("deberta-v2", "position_biased_input", true),
      ("deberta-v2", "share_att_key", false), ("deberta-v2", "pos_att_type", ["c2p"]),
      ("deberta-v2", "conv_kernel_size", 3), ("deberta-v2", "embedding_size", 8),
      ("roberta", "pad_token_id", 47),
    ] as [(String, String, JSONValue)])
  func isRefusedByName(name: String, key: String, value: JSONValue) throws {
    var object = try object(name)
    object[key] = value
    _ = try plan(self.object(name))
    let error = #expect(throws: ConfigurationError.self) { try plan(object) }
    let message = error.map { "\($0)" } ?? ""
    #expect(
      message.contains(key) || key == "head_dim" && message.contains("num_attention_heads"),
      "\(message)")
  }

  private func rotaryBases(_ plan: EncoderPlan) -> [Float] {
    plan.blocks.compactMap {
      if case .rotary(let base, _, _) = $0.attention.positions { base } else { nil }
    }
  }

  /// Folders of transformers 4, as published.
  @Test func olderKeysOfModernBERT() throws {
    var object = try object("modernbert")
    object["rope_parameters"] = nil
    object["layer_types"] = nil
    object["global_rope_theta"] = 160000.0
    object["local_rope_theta"] = 5000
    object["global_attn_every_n_layers"] = 2
    object["position_embedding_type"] = "absolute"
    let found = try plan(object)
    #expect(rotaryBases(found) == [160_000, 5000, 160_000, 5000])
    #expect(found.blocks.map(\.attention.reach) == [nil, 4, nil, 4])
  }

  @Test func olderKeysOfEuroBERT() throws {
    var object = try object("eurobert")
    object["rope_parameters"] = nil
    object["rope_scaling"] = nil
    object["rope_theta"] = 250_000
    object["auto_map"] = ["AutoModel": "modeling_eurobert.EuroBertModel"]
    object["num_key_value_heads"] = nil
    object["head_dim"] = nil
    let found = try plan(object)
    #expect(rotaryBases(found) == [250_000, 250_000])
    #expect(found.blocks[0].attention.keyHeadCount == 4)
  }

  /// GPT-2's keys, which the first folders have, and code of their own.
  @Test func olderKeysOfNomicBERT() throws {
    let found = try plan([
      "model_type": "nomic_bert", "auto_map": ["AutoModel": "modeling.NomicBertModel"],
      "n_embd": 24, "n_layer": 2, "n_head": 3, "n_inner": 36, "n_positions": 48,
      "vocab_size": 40, "layer_norm_epsilon": 1e-12, "rotary_emb_base": 1000,
      "rotary_emb_fraction": 1.0, "rotary_emb_interleaved": false, "rotary_emb_scale_base": .null,
      "rotary_scaling_factor": .null, "activation_function": "swiglu", "prenorm": false,
      "qkv_proj_bias": false, "mlp_fc1_bias": false, "mlp_fc2_bias": false, "type_vocab_size": 2,
    ])
    let expected = try plan(object("nomic_bert"))
    #expect(found.configuration == expected.configuration)
    #expect(found.tensors == expected.tensors)
    #expect(rotaryBases(found) == rotaryBases(expected))
  }
}
