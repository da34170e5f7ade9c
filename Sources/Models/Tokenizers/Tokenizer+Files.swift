import JSON
import Tokenization
import UnicodeText

extension Tokenizer {
  private var added: AddedTokens {
    (self as? WordPieceTokenizer)?.added ?? (self as? WordTokenizer)?.added ?? AddedTokens()
  }

  /// What was added to the words and has a row; of a model of this repository's layout the special words, which `transformers`
  /// has to know.
  private var addedTokens: [AddedToken] {
    guard added.isEmpty, self is WordTokenizer else { return added.tokens.filter { $0.id != nil } }
    let ids = [
      vocabulary.padding, vocabulary.unknown, vocabulary.start, vocabulary.end, vocabulary.mask,
    ]
    return Set(ids.compactMap { $0 }).sorted().map {
      AddedToken(vocabulary.word($0), id: $0, isSpecial: true)
    }
  }

  /// The words that texts are cut into.
  var modelWords: [String] {
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
  var specialNames: JSONObject {
    let specials = vocabulary.specials
    func word(_ word: String) -> JSONValue { isAdded(word) ? .string(word) : nil }
    return [
      "unk_token": word(specials.unknown), "sep_token": word(specials.end),
      "pad_token": word(specials.padding), "cls_token": word(specials.start),
      "mask_token": word(specials.mask),
    ]
  }

  /// `tokenizer_config.json`.
  func settings(_ names: JSONObject, maximum: Int) -> JSONValue {
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
  func description(maximum: Int) -> [UInt8] {
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
    for (word, value) in [entry(start, vocabulary.start!), entry(end, vocabulary.end!)] {
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
