import Checkpoints
import Foundation
import JSON
import Models
import Tensors
import TestSupport

/// A model of random numbers, of which a test may spoil anything before it is written.
struct DraftModel {
  static let specialWords = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  var words = specialWords + ["the", "bank", "river", "##s", "."]
  var configuration: JSONObject = [
    "model_type": "bert", "vocab_size": 10, "hidden_size": 4, "num_hidden_layers": 2,
    "num_attention_heads": 2, "intermediate_size": 6, "max_position_embeddings": 8,
    "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu",
  ]
  private(set) var tensors: [(name: String, tensor: StoredTensor)] = []
  private var generator = SplitMix64(seed: 3)

  init() {
    add("embeddings.word_embeddings.weight", [10, 4])
    add("embeddings.position_embeddings.weight", [8, 4])
    add("embeddings.token_type_embeddings.weight", [2, 4])
    addBoth("embeddings.LayerNorm", [4])
    for number in 0..<2 {
      let block = "encoder.layer.\(number)"
      for name in ["self.query", "self.key", "self.value", "output.dense"] {
        addBoth("\(block).attention.\(name)", [4, 4])
      }
      addBoth("\(block).attention.output.LayerNorm", [4])
      addBoth("\(block).intermediate.dense", [6, 4])
      addBoth("\(block).output.dense", [4, 6])
      addBoth("\(block).output.LayerNorm", [4])
    }
  }

  mutating func add(_ name: String, _ shape: [Int]) {
    let values = (0..<shape.reduce(1, *)).map { _ in Float.random(in: -1...1, using: &generator) }
    tensors.append((name, StoredTensor(shape: shape, values: values)))
  }

  private mutating func addBoth(_ name: String, _ shape: [Int]) {
    add(name + ".weight", shape)
    add(name + ".bias", [shape[0]])
  }

  mutating func addNGrams() {
    add("embeddings.ngram_embeddings.weight", [7, 3])
    add("embeddings.ngram_projection.weight", [4, 3])
    add("embeddings.ngram_projection.bias", [4])
  }

  /// With rows for as many changes of affix as `affixes` lists.
  mutating func addAffixes() {
    addNGrams()
    add("embeddings.affix_embeddings.weight", [2, 3])
  }

  static let affixes = "-s\t-\t2\nun-\t-\t0.5\n"

  subscript(name: String) -> StoredTensor? {
    get { tensors.first { $0.name == name }?.tensor }
    set {
      let place = tensors.firstIndex { $0.name == name }!
      if let newValue { tensors[place].tensor = newValue } else { tensors.remove(at: place) }
    }
  }

  mutating func rename(_ change: (String) -> String) {
    tensors = tensors.map { (change($0.name), $0.tensor) }
  }

  func write(to folder: TemporaryFolder, repository: Bool = false) throws {
    let weights = repository ? "weights/" : ""
    try folder.write(JSONValue.object(configuration).compact, "\(weights)config.json")
    try folder.write(
      words.joined(separator: "\n") + "\n", repository ? "vocab/words.txt" : "vocab.txt")
    try SafeTensors.write(tensors, to: folder("\(weights)model.safetensors"), by: FileWriting())
  }
}
