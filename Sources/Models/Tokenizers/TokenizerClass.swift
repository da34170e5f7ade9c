import Platform

/// What a class of transformers does with a tokenizer's files.
enum TokenizerClass: Equatable {
  /// `BertTokenizer`: it has rules of its own, which `tokenizer_config.json` sets; of `tokenizer.json` it takes the words and what was
  /// added.
  case bert
  /// What does all that `tokenizer.json` says, and nothing else.
  case file

  /// The class that is named, with or without `Fast`, for models of an architecture.
  init(named name: String, of architecture: any Architecture.Type) throws(TokenizerFileError) {
    let plain = name.hasSuffix("Fast") ? String(name.dropLast(4)) : name
    if ["PreTrainedTokenizer", "TokenizersBackend"].contains(plain) {
      self = .file
    } else if let known = architecture.tokenizers.first(where: { $0.key == plain }) {
      self = known.value
    } else {
      throw .unsupported(
        key: "tokenizer_class",
        expected: "\(architecture.tokenizers[0].key) or PreTrainedTokenizerFast",
        found: quoted(name))
    }
  }

  /// The class where none is named.
  static func usual(for architecture: any Architecture.Type) -> TokenizerClass {
    architecture.tokenizers[0].value
  }
}
