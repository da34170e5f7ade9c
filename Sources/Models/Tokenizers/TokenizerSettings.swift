import JSON
import Platform
import Tokenization
import UnicodeText

/// What the files beside `tokenizer.json` say: `tokenizer_config.json`, and in folders of transformers before its version 4.34
/// `special_tokens_map.json` and `added_tokens.json`.
struct TokenizerSettings {
  /// The class of transformers that reads the folder; nil where none is named.
  private(set) var tokenizerClass: TokenizerClass?
  private(set) var lowercases: Bool?
  /// Null means as with capitals.
  private(set) var stripsAccents: Bool?
  private(set) var spacesIdeographs: Bool?
  private(set) var readsSpecialsAsText = false
  /// Whether a class without rules of its own puts the start before a text and the end after it, whatever the file says; nil where
  /// nothing is said.
  private(set) var addsStart: Bool?
  private(set) var addsEnd: Bool?
  /// What classes with rules of their own take from here.
  private(set) var ofPieces = PieceClass.Settings()
  /// Special tokens by their place in a model (`mask_token`); nil where the model has none.
  private(set) var named: [String: AddedToken?] = [:]
  /// Further special tokens, which have no name.
  private(set) var extras: [AddedToken] = []
  /// `added_tokens_decoder`: all that was added, with their ids.
  private(set) var declared: [AddedToken]?
  /// Those of `added_tokens.json`, with their ids.
  private(set) var listed: [AddedToken] = []

  init() {}

  /// The names of special tokens, in the order in which transformers adds what it finds missing.
  static let names = [
    "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token",
  ]

  /// Reads `tokenizer_config.json`.
  mutating func readConfiguration(_ value: JSONValue) throws(TokenizerFileError) {
    let object = try Self.object(value)
    if let found = object["auto_map"], !found.isNull {
      throw .unsupported(
        key: "auto_map", expected: "a tokenizer without code of its own", found: found.kind)
    }
    if let found = object["tokenizer_class"], !found.isNull {
      guard let name = found.string else {
        throw .wrong(key: "tokenizer_class", expected: "a name", found: found.kind)
      }
      tokenizerClass = try TokenizerClass(named: name)
    }
    lowercases = try TokenizerFile.flag(object["do_lower_case"], "do_lower_case")
    stripsAccents = try TokenizerFile.flag(object["strip_accents"], "strip_accents")
    spacesIdeographs = try TokenizerFile.flag(
      object["tokenize_chinese_chars"], "tokenize_chinese_chars")
    readsSpecialsAsText =
      try TokenizerFile.flag(object["split_special_tokens"], "split_special_tokens") ?? false
    func flag(_ name: String) throws(TokenizerFileError) -> Bool? {
      try TokenizerFile.flag(object[name], name)
    }
    addsStart = try flag("add_bos_token")
    addsEnd = try flag("add_eos_token")
    ofPieces = PieceClass.Settings(
      lowercases: lowercases, keepsAccents: try flag("keep_accents"),
      splitsPunctuation: try flag("split_by_punct"), prefixesSpace: try flag("add_prefix_space"),
      trimsOffsets: try flag("trim_offsets"))
    if let found = object["added_tokens_decoder"], !found.isNull {
      guard let members = found.object?.members else {
        throw .wrong(key: "added_tokens_decoder", expected: "an object", found: found.kind)
      }
      var tokens: [AddedToken] = []
      for member in members {
        let key = "added_tokens_decoder.\(shown(member.name, atMost: 20))"
        guard let id = Int(member.name), member.value.object != nil,
          let token = try AddedToken(member.value, key, id: id)
        else { throw .wrong(key: key, expected: "an id with a token", found: member.value.kind) }
        tokens.append(token)
      }
      declared = tokens.sorted { $0.id! < $1.id! }
    }
    try readSpecials(object)
  }

  /// Reads `special_tokens_map.json` over what has been read; it only counts where nothing was declared.
  mutating func readSpecialTokens(_ value: JSONValue) throws(TokenizerFileError) {
    let object = try Self.object(value)
    if declared == nil { try readSpecials(object) }
  }

  /// Reads `added_tokens.json`, after the others.
  mutating func readAddedTokens(_ value: JSONValue) throws(TokenizerFileError) {
    guard declared == nil else { return }
    var specials: [ExactName: AddedToken] = [:]
    for token in extras + named.values.compactMap({ $0 }) {
      specials[ExactName(token.content)] = token
    }
    for member in try Self.object(value).members {
      guard let id = member.value.int else {
        throw .wrong(
          key: "id of \(quoted(member.name))", expected: "a whole number", found: member.value.kind)
      }
      var token = try AddedToken(.string(member.name), "content", id: id)!
      if var special = specials[ExactName(member.name)] {
        special.id = token.id
        token = special
      }
      listed.append(token)
    }
  }

  private mutating func readSpecials(_ object: JSONObject) throws(TokenizerFileError) {
    for member in object.members {
      let (key, value) = (member.name, member.value)
      switch key {
      case "additional_special_tokens", "extra_special_tokens":
        guard !value.isNull else { continue }
        guard let list = value.array.map(Array.init) ?? value.object?.members.map(\.value) else {
          throw .wrong(key: key, expected: "a list", found: value.kind)
        }
        for value in list {
          guard let token = try AddedToken(value, key, isSpecial: true) else {
            throw .wrong(key: key, expected: "texts", found: value.kind)
          }
          extras.append(token)
        }
      case _ where Self.names.contains(key):
        if value.isNull {
          named[key] = .some(nil)
        } else if let token = try AddedToken(value, key, isSpecial: true) {
          named[key] = token
        } else {
          throw .wrong(key: key, expected: "a text", found: value.kind)
        }
      // A name of the model's own, as `image_token`.
      case _ where key.hasSuffix("_token") && value.string != nil:
        extras.append(try AddedToken(value, key, isSpecial: true)!)
      default: break
      }
    }
  }

  private static func object(_ value: JSONValue) throws(TokenizerFileError) -> JSONObject {
    guard let object = value.object else {
      throw .wrong(key: "the file", expected: "an object", found: value.kind)
    }
    return object
  }
}
