import Checkpoints
import JSON
import Platform
import Tensors
import Tokenization
import Transformer
import UnicodeText

extension ModelFolder {
  /// Writes the model as one folder that Hugging Face's `transformers` and `tokenizers` open, and so does
  /// `ModelFolder`. What else belongs to the model (yardstick, calibration, card) is copied beside it.
  ///
  /// The tensors keep their format and get BERT's plain names. The tensors for words outside the vocabulary are ignored by
  /// `transformers`, and such a word is `[UNK]` there.
  ///
  /// - Parameter folder: Made if it does not exist; files of the same names are replaced.
  public func export(to folder: String) throws(FileError) {
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw .unwritable(folder)
    }
    func write(_ value: JSONValue, _ name: String) throws(FileError) {
      try AtomicFile.write(Array(value.indented.utf8), to: "\(folder)/\(name)")
    }
    let checkpoint = weights.checkpoint
    var tensors = weights.tensorNames.map { (name: $0.name, tensor: checkpoint.tensor($0.found)!) }
    for name in ["pooler.dense.weight", "pooler.dense.bias"] {
      if let tensor = checkpoint.tensor(weights.names.prefix + name) {
        tensors.append((name, tensor))
      }
    }
    try SafeTensors.write(tensors, to: "\(folder)/model.safetensors")
    let names = tokenizer.specialNames
    let words = tokenizer.modelWords.joined(separator: "\n") + "\n"
    try AtomicFile.write(Array(words.utf8), to: "\(folder)/vocab.txt")
    try write(
      .object(JSONObject(distinct: names.members.filter { !$0.value.isNull })),
      "special_tokens_map.json")
    try write(
      tokenizer.settings(names, maximum: configuration.positionCount), "tokenizer_config.json")
    try AtomicFile.write(
      tokenizer.description(maximum: configuration.positionCount),
      to: "\(folder)/tokenizer.json")
    func copy(_ path: String, _ name: String) throws(FileError) {
      guard exists(path) else { return }
      let source = try MappedFile(path: path)
      try AtomicFile.write(Array(source.bytes), to: "\(folder)/\(name)")
    }
    if weights.affixChangeCount > 0 { try copy(layout.affixes, "affixes.tsv") }
    for name in ["yardstick.json", "same-sense.json", "README.md"] { try copy(file(name), name) }
    // Last: a folder without it is no model yet.
    try write(configurationFile, "config.json")
  }

  private var configurationFile: JSONValue {
    var own: JSONObject = ["name": .string(name), "layer": .int(layer)]
    own["tokens"] = .string(tokens.rawValue)
    return [
      "architectures": ["BertModel"], "model_type": "bert",
      "vocab_size": .int(configuration.vocabularySize),
      "hidden_size": .int(configuration.hiddenSize),
      "num_hidden_layers": .int(configuration.layerCount),
      "num_attention_heads": .int(configuration.headCount),
      "intermediate_size": .int(configuration.intermediateSize),
      "max_position_embeddings": .int(configuration.positionCount),
      "type_vocab_size": .int(configuration.typeCount),
      "layer_norm_eps": .float(configuration.layerNormEpsilon),
      "hidden_act": .string(configuration.activation.rawValue),
      "position_embedding_type": "absolute",
      "pad_token_id": tokenizer.vocabulary.padding.map { .int($0) } ?? nil,
      "polyseme": .object(own),
    ]
  }

  private var tokens: ConfigurationFile.TokenKind {
    tokenizer is WordPieceTokenizer ? .wordPieces : .words
  }
}

extension Tokenizer {
  private var added: AddedTokens {
    (self as? WordPieceTokenizer)?.added ?? (self as? WordTokenizer)?.added ?? AddedTokens()
  }

  /// What was added to the words and has a row; of a model of this repository's layout the special words, which `transformers`
  /// has to know.
  fileprivate var addedTokens: [AddedToken] {
    guard added.isEmpty, self is WordTokenizer else { return added.tokens.filter { $0.id != nil } }
    let ids = [
      vocabulary.padding, vocabulary.unknown, vocabulary.start, vocabulary.end, vocabulary.mask,
    ]
    return Set(ids.compactMap { $0 }).sorted().map {
      AddedToken(vocabulary.word($0), id: $0, isSpecial: true)
    }
  }

  /// The words that texts are cut into.
  fileprivate var modelWords: [String] {
    let count = (self as? WordPieceTokenizer)?.pieceCount ?? vocabulary.count
    return Array(vocabulary.words.prefix(count))
  }

  /// Whether `BertTokenizer` does the same: its rules are not all in the file, and it finds its special words in any text.
  private var isBERT: Bool {
    guard let pieces = self as? WordPieceTokenizer else { return false }
    var standard = WordPieceTokenizer.Options()
    standard.normalization = pieces.options.normalization
    standard.normalization.dropsControls = true
    let specials = vocabulary.specials
    return pieces.options == standard
      && [specials.unknown, specials.start, specials.end].allSatisfy(isAdded)
  }

  private func isAdded(_ word: String) -> Bool {
    guard let pieces = self as? WordPieceTokenizer else { return true }
    return pieces.added.tokens.contains { isSame($0.content, word) }
  }

  /// The special words by their names; null for one that the model lacks, or that is text like any other where it is typed.
  fileprivate var specialNames: JSONObject {
    let specials = vocabulary.specials
    func word(_ word: String) -> JSONValue { isAdded(word) ? .string(word) : nil }
    return [
      "unk_token": word(specials.unknown), "sep_token": word(specials.end),
      "pad_token": word(specials.padding), "cls_token": word(specials.start),
      "mask_token": word(specials.mask),
    ]
  }

  /// `tokenizer_config.json`.
  fileprivate func settings(_ names: JSONObject, maximum: Int) -> JSONValue {
    var settings = names
    settings["model_max_length"] = .int(maximum)
    if let pieces = self as? WordPieceTokenizer {
      let rules = pieces.options.normalization
      settings["do_lower_case"] = .bool(rules.lowercases)
      settings["strip_accents"] = .bool(rules.stripsAccents)
      settings["tokenize_chinese_chars"] = .bool(rules.spacesIdeographs)
    }
    settings["tokenizer_class"] = isBERT ? "BertTokenizer" : "PreTrainedTokenizerFast"
    if added.readsSpecialsAsText { settings["split_special_tokens"] = true }
    settings["added_tokens_decoder"] = .object(
      JSONObject(
        distinct: addedTokens.map {
          .init(name: "\($0.id!)", value: .object(JSONObject(distinct: $0.members)))
        }))
    return .object(settings)
  }

  /// This tokenizer in the words of Hugging Face's tokenizers: a `tokenizer.json`.
  fileprivate func description(maximum: Int) -> [UInt8] {
    let specials = vocabulary.specials
    var writer = JSONWriter(indented: true)
    func member(_ name: String, _ value: JSONValue) {
      writer.name(name)
      writer.value(value)
    }
    writer.beginObject()
    member("version", "1.0")
    member(
      "truncation",
      [
        "direction": "Right", "max_length": .int(maximum), "strategy": "LongestFirst", "stride": 0,
      ])
    member("padding", nil)
    member(
      "added_tokens",
      .array(
        addedTokens.map {
          .object(JSONObject(distinct: [.init(name: "id", value: .int($0.id!))] + $0.members))
        }))
    let pieces = self as? WordPieceTokenizer
    member("normalizer", pieces.map { Self.normalizer($0.options) } ?? wordNormalizer)
    member("pre_tokenizer", pieces == nil ? wordCutter : ["type": "BertPreTokenizer"])
    member("post_processor", frame)
    member("decoder", pieces.map { Self.decoder($0.options) } ?? nil)
    writer.name("model")
    writer.beginObject()
    member("type", pieces == nil ? "WordLevel" : "WordPiece")
    member("unk_token", .string(specials.unknown))
    if let options = pieces?.options {
      member("continuing_subword_prefix", .string(options.continuation))
      member("max_input_chars_per_word", .int(options.longestWord))
    }
    writer.name("vocab")
    writer.beginObject()
    for (id, word) in modelWords.enumerated() { member(word, .int(id)) }
    writer.endObject()
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  private static func normalizer(_ options: WordPieceTokenizer.Options) -> JSONValue {
    let rules = options.normalization
    return [
      "type": "BertNormalizer", "clean_text": .bool(rules.dropsControls),
      "handle_chinese_chars": .bool(rules.spacesIdeographs),
      "strip_accents": .bool(rules.stripsAccents), "lowercase": .bool(rules.lowercases),
    ]
  }

  private static func decoder(_ options: WordPieceTokenizer.Options) -> JSONValue {
    ["type": "WordPiece", "prefix": .string(options.continuation), "cleanup": true]
  }

  /// `[CLS]` before a text and `[SEP]` after it.
  private var frame: JSONValue {
    let (start, end) = (vocabulary.specials.start, vocabulary.specials.end)
    func special(_ word: String, _ type: Int) -> JSONValue {
      ["SpecialToken": ["id": .string(word), "type_id": .int(type)]]
    }
    func text(_ name: String, _ type: Int) -> JSONValue {
      ["Sequence": ["id": .string(name), "type_id": .int(type)]]
    }
    func entry(_ word: String, _ id: Int32) -> (String, JSONValue) {
      (word, ["id": .string(word), "ids": [.int(id)], "tokens": [.string(word)]])
    }
    var words = JSONObject()
    for (word, value) in [entry(start, vocabulary.start), entry(end, vocabulary.end)] {
      words[word] = value
    }
    return [
      "type": "TemplateProcessing",
      "single": [special(start, 0), text("A", 0), special(end, 0)],
      "pair": [
        special(start, 0), text("A", 0), special(end, 0), text("B", 1), special(end, 1),
      ], "special_tokens": .object(words),
    ]
  }
}

extension AddedToken {
  fileprivate var members: [JSONObject.Member] {
    [
      .init(name: "content", value: .string(content)),
      .init(name: "single_word", value: .bool(isSingleWord)),
      .init(name: "lstrip", value: .bool(stripsBefore)),
      .init(name: "rstrip", value: .bool(stripsAfter)),
      .init(name: "normalized", value: .bool(isNormalized)),
      .init(name: "special", value: .bool(isSpecial)),
    ]
  }
}

/// Signs that are typed for the apostrophe and are none by themselves, as a class of characters.
let apostropheLike = #"[`´ʹʻʽ‘‛′‵＇｀]"#

/// As `WordTokenizer` looks words up, as far as it can be said without asking the vocabulary: small letters, straight
/// apostrophes, and nothing inside a word that is not to be seen.
///
/// It departs from it where the first spelling tried is not listed, and in letters whose case folding is not their small
/// letter: there are no compatibility forms (`ｂａｎｋ`), no forms without accents, and ß is not ss.
let wordNormalizer: JSONValue = [
  "type": "Sequence",
  "normalizers": [
    ["type": "NFC"], ["type": "Lowercase"], ["type": "NFC"],
    replace(
      #"(?<=[\p{L}\p{M}\p{N}])[\u00AD\u200C-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFE00-\uFE0F\uFEFF]+"#,
      by: ""),
    replace(#"[\u2019\u02BC]"#, by: "'"),
    replace(
      #"(?<=[\p{L}\p{M}\p{N}])\#(apostropheLike)(?=(?:s|m|d|re|ve|ll|t)(?![\p{L}\p{M}\p{N}_'`´ʹʻʽ‘‛′‵＇｀]))"#,
      by: "'"),
  ],
]

/// As `WordTokenizer` cuts words, as far as it can be said without asking the vocabulary: the word segments of UAX #29
/// (Oniguruma has them), without gaps, marks around words and English clitics apart.
///
/// It departs from it in what only a listed word decides: `bank.The` and `ba\u{200B}nk` are cut as UAX #29 has them, and a
/// sign typed for the apostrophe counts as it before a clitic or t whatever the word. So it does in text of South-East
/// Asian scripts, which is cut there, and in a clitic typed apart (`bank 's`), which is two words.
let wordCutter: JSONValue = [
  "type": "Sequence",
  "pretokenizers": [
    split(#"(?y{w})\X"#, "Isolated"),
    split(#"\A[\s\p{Cc}\p{Cf}]+"#, "Removed"),
    // A narrow space, unless it groups the digits of a number.
    split(
      #"\u202F(?![0-9]{3}(?![0-9]))|"#
        + #"(?<!\A[0-9]|\A[0-9][0-9]|\A[0-9][0-9][0-9]|[,.][0-9]|[,.][0-9][0-9]|[,.][0-9][0-9][0-9]|\u202F[0-9][0-9][0-9])\u202F"#,
      "Removed"),
    // Each underscore at an end, but a row of nothing else.
    split(#"\A_+\z|\G_|_(?=_*\z)"#, "Isolated"),
    split(#"\A[ʹʻʽ]|[ʹʻʽ]\z"#, "Isolated"),
    split(#"(?<=[\p{L}\p{N}])'(?:s|m|d|re|ve|ll)(?='|\z)"#, "Isolated"),
  ],
]

private func replace(_ pattern: String, by content: String) -> JSONValue {
  ["type": "Replace", "pattern": ["Regex": .string(pattern)], "content": .string(content)]
}

func split(_ pattern: String, _ behavior: String) -> JSONValue {
  [
    "type": "Split", "pattern": ["Regex": .string(pattern)], "behavior": .string(behavior),
    "invert": false,
  ]
}
