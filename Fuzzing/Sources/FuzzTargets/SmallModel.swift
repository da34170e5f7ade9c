import Foundation
import Models
import Tensors
import Tokenization
import Transformer

/// A small sound model in a new folder, less what is under test.
struct SmallModel {
  static let words = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bank", "##s", "river", ".",
  ]
  static let configuration = #"""
    {"model_type":"bert","vocab_size":10,"hidden_size":4,"num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":3,"max_position_embeddings":8,"type_vocab_size":2,"layer_norm_eps":1e-12,"hidden_act":"gelu","position_embedding_type":"absolute","polyseme":{"layer":1,"name":"small","tokens":"word-pieces"}}
    """#
  /// Without a word of its own on what the vocabulary lists.
  static let foreign = Array(
    configuration.replacing(#","tokens":"word-pieces""#, with: "").utf8)
  static let weights: [UInt8] = {
    let both: [(String, [Int])] = [
      ("embeddings.LayerNorm", [4]), ("encoder.layer.0.attention.self.query", [4, 4]),
      ("encoder.layer.0.attention.self.key", [4, 4]),
      ("encoder.layer.0.attention.self.value", [4, 4]),
      ("encoder.layer.0.attention.output.dense", [4, 4]),
      ("encoder.layer.0.attention.output.LayerNorm", [4]),
      ("encoder.layer.0.intermediate.dense", [3, 4]), ("encoder.layer.0.output.dense", [4, 3]),
      ("encoder.layer.0.output.LayerNorm", [4]),
    ]
    var shapes: [(String, [Int])] = [
      ("embeddings.word_embeddings.weight", [10, 4]),
      ("embeddings.position_embeddings.weight", [8, 4]),
      ("embeddings.token_type_embeddings.weight", [2, 4]),
    ]
    for (name, shape) in both {
      shapes += [(name + ".weight", shape), (name + ".bias", [shape[0]])]
    }
    var members: [String] = []
    var offset = 0
    for (name, shape) in shapes {
      let end = offset + 4 * shape.reduce(1, *)
      members.append(
        "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    let header = "{\(members.joined(separator: ","))}"
    var random = SeededGenerator(seed: 11)
    return safeTensorsFile(header, data: 0)
      + (0..<offset / 4).flatMap { _ in
        withUnsafeBytes(of: Float.random(in: -1...1, using: &random).bitPattern.littleEndian) {
          Array($0)
        }
      }
  }()

  /// In memory where that can be: thousands of files are written.
  static let home =
    FileManager.default.isWritableFile(atPath: "/dev/shm")
    ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory

  /// Opens the model with some files added or replaced, and removes them.
  static func open(
    _ files: [String: [UInt8]], without removed: String?
  ) -> (ModelFolder, TransformerEncoder?)? {
    let folder = home.appendingPathComponent("fuzz-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let sound = [
      "config.json": Array(configuration.utf8), "model.safetensors": weights,
    ]
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, bytes) in sound.merging(files, uniquingKeysWith: { $1 }) where name != removed {
        try Data(bytes).write(to: folder.appendingPathComponent(name))
      }
    } catch { fatalError("\(error)") }
    do throws(ModelFilesError) {
      let model = try ModelFolder(path: folder.path)
      return (model, try? model.weights.encoder())
    } catch {
      require(!error.description.contains { $0.isNewline }, "an error is one line")
      return nil
    }
  }

  /// What every opened model promises.
  static func check(_ files: [String: [UInt8]], without removed: String? = nil) {
    guard let (model, encoder) = open(files, without: removed) else { return }
    require(
      model.tokenizer.vocabulary.count <= model.configuration.vocabularySize, "a row for a word")
    require(0...model.configuration.layerCount ~= model.layer, "the layer exists")
    let text = model.tokenizer.tokenize("The banks, [MASK] déjà vu [TGT] bank.")
    require(
      text.ids.allSatisfy { 0..<Int32(model.configuration.vocabularySize) ~= $0 }, "a row for an id"
    )
    let frame = model.tokenizer.frame
    let room = max(0, model.configuration.positionCount - frame.count)
    let ids = frame.before + text.ids.prefix(room) + frame.after
    guard let encoder else { return }
    let states = encoder.encode([InputSequence(ids: ids)], layers: [model.layer])[0][model.layer]
    require(states.rows == ids.count, "a state for each id")
  }
}
