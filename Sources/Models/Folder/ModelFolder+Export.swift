import Checkpoints
import JSON
import Platform
import Tokenization

extension ModelFolder {
  /// Writes the model as one folder that Hugging Face's `transformers` and `tokenizers` open, and so does
  /// `ModelFolder`. What else belongs to the model (yardstick, calibration, card) is copied beside it.
  ///
  /// The tensors keep their format and get their plain names. The tensors for words outside the vocabulary are ignored by
  /// `transformers`, and such a word is `[UNK]` there.
  ///
  /// - Parameter folder: Made if it does not exist; files of the same names are replaced.
  package func export(to folder: String, by writing: FileWriting) throws(FileError) {
    try writing.makeFolder(folder)
    func write(_ value: JSONValue, _ name: String) throws(FileError) {
      try writing.write(Array(value.indented.utf8), to: "\(folder)/\(name)")
    }
    let checkpoint = weights.checkpoint
    var tensors = weights.tensorNames.map { (name: $0.name, tensor: checkpoint.tensor($0.found)!) }
    for name in type(of: weights.architecture).kept {
      if let tensor = checkpoint.tensor(weights.tensors.prefix + name) {
        tensors.append((name, tensor))
      }
    }
    try SafeTensors.write(tensors, to: "\(folder)/model.safetensors", by: writing)
    func copy(_ path: String, _ name: String) throws(FileError) {
      guard exists(path) else { return }
      let source = try MappedFile(path: path)
      try writing.write(Array(source.bytes), to: "\(folder)/\(name)")
    }
    if tokenizer is SubwordTokenizer {
      // What was read is what is written.
      for name in ModelLayout.tokenizerFiles { try copy(file(name), name) }
    } else {
      let names = tokenizer.specialNames
      let words = tokenizer.modelWords.joined(separator: "\n") + "\n"
      try writing.write(Array(words.utf8), to: "\(folder)/vocab.txt")
      try write(
        .object(JSONObject(distinct: names.members.filter { !$0.value.isNull })),
        "special_tokens_map.json")
      try write(
        tokenizer.settings(names, maximum: configuration.positionCount), "tokenizer_config.json")
      try writing.write(
        tokenizer.description(maximum: configuration.positionCount),
        to: "\(folder)/tokenizer.json")
    }
    if weights.affixChangeCount > 0 { try copy(layout.affixes, "affixes.tsv") }
    for name in ["yardstick.json", "same-sense.json", "senses.safetensors", "README.md"] {
      try copy(file(name), name)
    }
    // Last: a folder without it is no model yet.
    try write(configurationFile, "config.json")
  }

  /// What the model's own file says, and what this repository's says in a place of its own.
  private var configurationFile: JSONValue {
    var own: JSONObject = ["name": .string(name), "layer": .int(layer)]
    if let tokens { own["tokens"] = .string(tokens.rawValue) }
    var file = keys
    file["architectures"] = [.string(type(of: weights.architecture).className)]
    file["pad_token_id"] = tokenizer.vocabulary.padding.map { .int($0) } ?? .null
    file["polyseme"] = .object(own)
    return .object(file)
  }

  private var tokens: ConfigurationFile.TokenKind? {
    tokenizer is WordPieceTokenizer ? .wordPieces : tokenizer is WordTokenizer ? .words : nil
  }
}
