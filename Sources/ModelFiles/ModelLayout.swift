import Tokenization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a model's files are.
struct ModelLayout {
  /// The folder of `config.json` and the weights.
  let weights: String
  /// This repository's list of words; nil in a folder of Hugging Face's.
  let words: String?
  /// The list of changes of affix, beside the words; a model without them has none.
  let affixes: String
  /// The folder that gives the model its name.
  private let home: String

  var configuration: String { "\(weights)/config.json" }
  var checkpoint: String { "\(weights)/model.safetensors" }

  init(_ path: String) throws(ModelFilesError) {
    guard exists(path) else {
      throw .unreadable(path: path, reason: String(cString: strerror(ENOENT)))
    }
    if exists("\(path)/weights/config.json") {
      weights = "\(path)/weights"
      words = "\(path)/vocab/words.txt"
      affixes = "\(path)/vocab/affixes.tsv"
      home = path
    } else {
      weights = path
      guard exists("\(path)/config.json") else {
        throw .missingFile(
          folder: path, expected: "config.json or weights/config.json",
          advice: "name the folder of a model")
      }
      let own = "\(path)/../vocab/words.txt"
      let isForeign = exists("\(path)/vocab.txt") || exists("\(path)/tokenizer.json")
      words = !isForeign && exists(own) ? own : nil
      affixes = words == nil ? "\(path)/affixes.tsv" : "\(path)/../vocab/affixes.tsv"
      home = words == nil ? path : "\(path)/.."
    }
    guard exists(checkpoint) else {
      let others = ["model.safetensors.index.json", "pytorch_model.bin", "tf_model.h5"]
      let found = others.first { exists("\(weights)/\($0)") }
      throw .missingFile(
        folder: weights, expected: "model.safetensors",
        advice: found.map { "found \($0); save the weights as one safetensors file" }
          ?? "fetch the weights")
    }
  }

  /// The name of the folder, also of one named `.`.
  var name: String {
    guard let resolved = realpath(home, nil) else { return home }
    defer { free(resolved) }
    return String(cString: resolved).split(separator: "/").last.map(String.init) ?? "/"
  }

  /// The changes of affix of a model that has rows for so many.
  func affixChanges(count: Int) throws(ModelFilesError) -> AffixChanges {
    var changes = AffixChanges()
    if exists(affixes) {
      let file = try MappedFile(path: affixes)
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

  /// The vocabulary of a model with a table of as many rows, and what cuts texts into its words.
  func tokenizer(
    for file: ConfigurationFile, composer: WordComposer?
  ) throws(ModelFilesError) -> any Tokenizer {
    func check(_ vocabulary: Vocabulary, path: String) throws(ModelFilesError) {
      guard vocabulary.count == file.encoder.vocabularySize else {
        throw .vocabularyLength(
          path: path, words: vocabulary.count, rows: file.encoder.vocabularySize)
      }
    }
    if let words {
      let vocabulary = try readVocabulary(words, .bert)
      try check(vocabulary, path: words)
      return WordTokenizer(vocabulary: vocabulary, composer: composer)
    }

    let (list, description) = ("\(weights)/vocab.txt", "\(weights)/tokenizer.json")
    var settings = TokenizerSettings()
    for name in ["special_tokens_map.json", "tokenizer_config.json"] {
      let path = "\(weights)/\(name)"
      guard exists(path) else { continue }
      let value = try readJSON(path)
      do throws(TokenizerFileError) { try settings.read(value) } catch {
        throw .tokenizer(path: path, error)
      }
    }
    var vocabulary: Vocabulary?
    if exists(list) {
      vocabulary = try readVocabulary(list, settings.specials)
      try check(vocabulary!, path: list)
    }
    var tokens: TokenizerFile?
    if exists(description) {
      let file = try TokenizerFile(contentsOf: description, vocabulary: vocabulary)
      settings.useUnknown(file.unknown)
      tokens = file
      if vocabulary == nil {
        do throws(VocabularyError) {
          vocabulary = try Vocabulary(words: file.words, specials: settings.specials)
        } catch { throw .vocabulary(path: description, error) }
        try check(vocabulary!, path: description)
      }
    }
    guard let vocabulary else {
      throw .missingFile(
        folder: weights, expected: "vocab.txt, tokenizer.json or ../vocab/words.txt",
        advice: "add the vocabulary that the model was made with")
    }

    switch file.tokens ?? tokens?.kind ?? .wordPieces {
    case .words:
      return WordTokenizer(vocabulary: vocabulary, composer: composer)
    case .wordPieces:
      var options = tokens?.options ?? WordPieceTokenizer.Options()
      settings.apply(to: &options)
      return WordPieceTokenizer(vocabulary: vocabulary, options: options)
    }
  }
}

private func readVocabulary(
  _ path: String, _ specials: SpecialWords
) throws(ModelFilesError) -> Vocabulary {
  do throws(VocabularyError) {
    return try Vocabulary(contentsOf: path, specials: specials)
  } catch {
    if case .unreadable(let path, let reason) = error {
      throw .unreadable(path: path, reason: reason)
    }
    throw .vocabulary(path: path, error)
  }
}

/// Reads a file of JSON.
func readJSON(_ path: String) throws(ModelFilesError) -> JSONValue {
  let file = try MappedFile(path: path)
  defer { withExtendedLifetime(file) {} }
  do throws(JSONError) { return try JSONValue(parsing: file.bytes) } catch {
    throw .json(path: path, error)
  }
}

func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
