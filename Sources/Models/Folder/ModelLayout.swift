import Checkpoints
import Platform
import Tokenization

/// Where a model's files are.
struct ModelLayout {
  /// The folder of `config.json` and the weights.
  let weights: String
  /// This repository's list of words; nil in a folder of Hugging Face's.
  let words: String?
  /// The list of changes of affix, beside the words; a model without them has none.
  let affixes: String
  /// What the folders of the model call it.
  let name: String

  /// The files that a tokenizer of Hugging Face's is read from.
  static let tokenizerFiles = [
    "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "vocab.txt", "vocab.json", "merges.txt", "sentencepiece.bpe.model", "spiece.model", "spm.model",
    "tokenizer.model",
  ]

  var configuration: String { "\(weights)/config.json" }

  init(_ path: String) throws(ModelFilesError) {
    guard exists(path) else {
      throw .file(.unreadable(path, SystemError(ENOENT)))
    }
    if exists("\(path)/weights/config.json") {
      weights = "\(path)/weights"
      words = "\(path)/vocab/words.txt"
      affixes = "\(path)/vocab/affixes.tsv"
      name = Self.name(of: path)
    } else {
      let location = try ModelLocation(path)
      weights = location.folder
      guard exists("\(weights)/config.json") else {
        throw .missingFile(
          folder: path, expected: "config.json or weights/config.json",
          advice: "name the folder of a model")
      }
      let own = "\(weights)/../vocab/words.txt"
      let isForeign = exists("\(weights)/vocab.txt") || exists("\(weights)/tokenizer.json")
      words = !isForeign && exists(own) ? own : nil
      affixes = words == nil ? "\(weights)/affixes.tsv" : "\(weights)/../vocab/affixes.tsv"
      name = location.name ?? Self.name(of: words == nil ? weights : "\(weights)/..")
    }
    let wanted = [Checkpoint.fileName, ShardIndex.fileName]
    guard wanted.contains(where: { exists("\(weights)/\($0)") }) else {
      let found = ["pytorch_model.bin", "tf_model.h5"].first { exists("\(weights)/\($0)") }
      throw .missingFile(
        folder: weights, expected: Checkpoint.fileName,
        advice: found.map { "found \($0); save the weights as safetensors" }
          ?? "fetch the weights")
    }
    if exists("\(weights)/adapter_config.json") {
      throw .unsupportedFile(
        path: "\(weights)/adapter_config.json",
        advice: "an adapter over another model is not supported; merge it into the model")
    }
  }

  /// The name of a folder, also of one named `.`.
  private static func name(of folder: String) -> String {
    let path = resolved(folder)
    return path == "/" ? path : lastComponent(of: path)
  }

  /// The changes of affix of a model that has rows for so many.
  func affixChanges(count: Int) throws(ModelFilesError) -> AffixChanges {
    var changes = AffixChanges()
    if exists(affixes) {
      let file = try MappedFile(ofModel: affixes)
      defer { withExtendedLifetime(file) {} }
      do throws(AffixChangesError) { changes = try AffixChanges(text: Array(file.bytes)) } catch {
        throw .affixes(path: affixes, error)
      }
    }
    guard changes.count == count else {
      throw .affixChangeCount(path: affixes, changes: changes.count, rows: count)
    }
    return changes
  }
}
