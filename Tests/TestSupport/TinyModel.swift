import Checkpoints
import Foundation
import JSON
import Tensors

/// A model of two small blocks with numbers from a seed, in this repository's layout. It knows a few
/// words, and composes the others; what it says of them means nothing, but it says it every time.
public enum TinyModel {
  public static let words =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
      + """
      . , ! ? ' 's / - the a of to and in on at i we he she it you they had put sat went left raised its his
      her my was is are bank river money lunch rates interest loan water boat fish tree cat dog light bat
      ball deposited closed open café über straße 水 ok
      """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// Writes it into a folder, which is made.
  public static func write(to folder: String, positions: Int = 32) throws {
    let (channels, inner, blocks, buckets, width) = (16, 32, 2, 64, 8)
    for name in ["weights", "vocab"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try Data(words.map { $0 + "\n" }.joined().utf8).write(
      to: URL(filePath: "\(folder)/vocab/words.txt"))
    let configuration: JSONValue = [
      "model_type": "bert", "vocab_size": .int(words.count), "hidden_size": .int(channels),
      "num_hidden_layers": .int(blocks), "num_attention_heads": 2,
      "intermediate_size": .int(inner), "max_position_embeddings": .int(positions),
      "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12,
      "polyseme": ["name": "tiny", "tokens": "words", "layer": .int(blocks)],
    ]
    try Data(configuration.indented.utf8).write(
      to: URL(filePath: "\(folder)/weights/config.json"))

    var generator = SplitMix64(seed: 7)
    var tensors: [(name: String, tensor: StoredTensor)] = []
    func add(_ name: String, _ shape: [Int], from low: Float, to high: Float) {
      let values = (0..<shape.reduce(1, *)).map { _ in
        Float.random(in: low...high, using: &generator)
      }
      tensors.append((name, StoredTensor(shape: shape, values: values)))
    }
    func linear(_ name: String, _ outputs: Int, _ inputs: Int) {
      add(name + ".weight", [outputs, inputs], from: -0.4, to: 0.4)
      add(name + ".bias", [outputs], from: -0.1, to: 0.1)
    }
    func norm(_ name: String) {
      add(name + ".weight", [channels], from: 0.9, to: 1.1)
      add(name + ".bias", [channels], from: -0.1, to: 0.1)
    }
    add("embeddings.word_embeddings.weight", [words.count, channels], from: -1, to: 1)
    add("embeddings.position_embeddings.weight", [positions, channels], from: -0.1, to: 0.1)
    add("embeddings.token_type_embeddings.weight", [2, channels], from: -0.1, to: 0.1)
    norm("embeddings.LayerNorm")
    for block in 0..<blocks {
      let name = "encoder.layer.\(block)"
      linear("\(name).attention.self.query", channels, channels)
      linear("\(name).attention.self.key", channels, channels)
      linear("\(name).attention.self.value", channels, channels)
      linear("\(name).attention.output.dense", channels, channels)
      norm("\(name).attention.output.LayerNorm")
      linear("\(name).intermediate.dense", inner, channels)
      linear("\(name).output.dense", channels, inner)
      norm("\(name).output.LayerNorm")
    }
    add("embeddings.ngram_embeddings.weight", [buckets, width], from: -1, to: 1)
    linear("embeddings.ngram_projection", channels, width)
    try SafeTensors.write(tensors, to: "\(folder)/weights/model.safetensors", by: FileWriting())
  }
}
