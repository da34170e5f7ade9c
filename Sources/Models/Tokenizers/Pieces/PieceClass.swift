import JSON

/// A class of transformers with rules of its own: of a tokenizer's files it takes the pieces, what was added and the map of
/// characters. `tokenizer_config.json` may set some of the rules.
enum PieceClass: String, CaseIterable {
  case albert = "AlbertTokenizer"
  case camembert = "CamembertTokenizer"
  case deberta = "DebertaTokenizer"
  case debertaV2 = "DebertaV2Tokenizer"
  case roberta = "RobertaTokenizer"
  case xlmRoberta = "XLMRobertaTokenizer"

  /// What can be set; `nil` where nothing is.
  struct Settings: Equatable {
    /// `do_lower_case`
    var lowercases: Bool?
    /// `keep_accents`
    var keepsAccents: Bool?
    /// `split_by_punct`
    var splitsPunctuation: Bool?
    /// `add_prefix_space`
    var prefixesSpace: Bool?
    /// `trim_offsets`
    var trimsOffsets: Bool?
  }

  /// The file that lists the pieces, where there is no `tokenizer.json`.
  var file: String {
    switch self {
    case .albert: "spiece.model"
    case .camembert, .xlmRoberta: "sentencepiece.bpe.model"
    case .debertaV2: "spm.model"
    case .deberta, .roberta: "vocab.json"
    }
  }

  /// What its special tokens are called where nothing else is said.
  var standardNames: [String: String] {
    switch self {
    case .albert:
      [
        "bos_token": "[CLS]", "eos_token": "[SEP]", "unk_token": "<unk>", "sep_token": "[SEP]",
        "pad_token": "<pad>", "cls_token": "[CLS]", "mask_token": "[MASK]",
      ]
    case .deberta, .debertaV2:
      [
        "bos_token": "[CLS]", "eos_token": "[SEP]", "unk_token": "[UNK]", "sep_token": "[SEP]",
        "pad_token": "[PAD]", "cls_token": "[CLS]", "mask_token": "[MASK]",
      ]
    case .camembert, .roberta, .xlmRoberta:
      [
        "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "sep_token": "</s>",
        "pad_token": "<pad>", "cls_token": "<s>", "mask_token": "<mask>",
      ]
    }
  }

  /// What is done to a text first, as a `tokenizer.json` says it.
  ///
  /// - Parameter characterMap: That of SentencePiece, in base64. DeBERTa's class leaves it out.
  func normalizer(_ settings: Settings, characterMap: String?) -> JSONValue {
    let characters: [JSONValue] =
      characterMap.map {
        [["type": "Precompiled", "precompiled_charsmap": .string($0)]]
      } ?? []
    switch self {
    case .deberta, .roberta: return nil
    case .camembert, .xlmRoberta: return characters.first ?? nil
    case .albert:
      var steps = [Self.replace("String", "``", by: "\""), Self.replace("String", "''", by: "\"")]
      if settings.keepsAccents != true { steps += [["type": "NFKD"], ["type": "StripAccents"]] }
      if settings.lowercases != false { steps.append(["type": "Lowercase"]) }
      return ["type": "Sequence", "normalizers": .array(steps + characters)]
    case .debertaV2:
      let lowercase: [JSONValue] = settings.lowercases == true ? [["type": "Lowercase"]] : []
      return [
        "type": "Sequence",
        "normalizers": .array(
          lowercase + [
            Self.replace("Regex", #"\s{2,}|[\n\r\t]"#, by: " "), ["type": "NFC"],
            ["type": "Strip", "strip_left": false, "strip_right": true],
          ]),
      ]
    }
  }

  /// How a text is parted, as a `tokenizer.json` says it.
  func preTokenizer(_ settings: Settings) -> JSONValue {
    func metaspace(_ scheme: String) -> JSONValue {
      ["type": "Metaspace", "replacement": "▁", "prepend_scheme": .string(scheme), "split": true]
    }
    switch self {
    case .deberta, .roberta:
      return [
        "type": "ByteLevel", "add_prefix_space": .bool(settings.prefixesSpace ?? false),
        "trim_offsets": true, "use_regex": true,
      ]
    case .albert, .camembert, .xlmRoberta:
      let scheme = settings.prefixesSpace ?? true ? "always" : "never"
      return [
        "type": "Sequence", "pretokenizers": [["type": "WhitespaceSplit"], metaspace(scheme)],
      ]
    case .debertaV2:
      var steps = [metaspace(settings.prefixesSpace ?? true ? "always" : "first")]
      if settings.splitsPunctuation == true {
        steps.insert(["type": "Punctuation", "behavior": "Isolated"], at: 0)
      }
      return ["type": "Sequence", "pretokenizers": .array(steps)]
    }
  }

  /// What is put around a text, as a `tokenizer.json` says it.
  ///
  /// - Parameters:
  ///   - names: The special tokens by their names.
  ///   - id: The id of a special token.
  func postProcessor(
    _ settings: Settings, names: [String: String],
    id: (String) throws(TokenizerFileError) -> Int
  ) throws(TokenizerFileError) -> JSONValue {
    func word(_ key: String) -> String { names[key] ?? standardNames[key]! }
    if self == .roberta {
      func pair(_ key: String) throws(TokenizerFileError) -> JSONValue {
        [.string(word(key)), .int(try id(word(key)))]
      }
      return [
        "type": "RobertaProcessing", "sep": try pair("sep_token"), "cls": try pair("cls_token"),
        "trim_offsets": .bool(settings.trimsOffsets ?? true),
        "add_prefix_space": .bool(settings.prefixesSpace ?? false),
      ]
    }
    let isPairOfEnds = self == .camembert || self == .xlmRoberta
    let start = word(isPairOfEnds ? "bos_token" : "cls_token")
    let end = word(isPairOfEnds ? "eos_token" : "sep_token")
    func special(_ word: String) -> JSONValue {
      ["SpecialToken": ["id": .string(word), "type_id": 0]]
    }
    var words = JSONObject()
    for word in [start, end] {
      words[word] = [
        "id": .string(word), "ids": [.int(try id(word))], "tokens": [.string(word)],
      ]
    }
    return [
      "type": "TemplateProcessing",
      "single": [special(start), ["Sequence": ["id": "A", "type_id": 0]], special(end)],
      "special_tokens": .object(words),
    ]
  }

  private static func replace(_ kind: String, _ text: String, by content: String) -> JSONValue {
    [
      "type": "Replace", "pattern": .object([kind: .string(text)] as JSONObject),
      "content": .string(content),
    ]
  }
}
