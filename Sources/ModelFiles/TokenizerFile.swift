import Tokenization

/// What is wrong with a `tokenizer.json`, a `tokenizer_config.json` or a `special_tokens_map.json`.
public enum TokenizerFileError: Error, Equatable, CustomStringConvertible {
  case missing(key: String)
  case wrong(key: String, expected: String, found: String)
  case unsupported(key: String, expected: String, found: String)
  /// Ids that do not count 0, 1, 2, … to the number of words.
  case id(word: String, id: Int, count: Int)
  case idTwice(word: String, other: String, id: Int)
  /// `vocab.txt` says something else.
  case differs(word: String, id: Int, other: String?)

  public var description: String {
    switch self {
    case .missing(let key): "no \(key)"
    case .wrong(let key, let expected, let found): "\(key): expected \(expected), found \(found)"
    case .unsupported(let key, let expected, let found):
      "\(key): \(found) is not supported, expected \(expected)"
    case .id(let word, let id, let count):
      "\(quoted(word)) has id \(id), expected ids from 0 to \(count - 1)"
    case .idTwice(let word, let other, let id):
      "\(quoted(word)) and \(quoted(other)) both have id \(id)"
    case .differs(let word, let id, let other):
      "id \(id) is \(quoted(word)), but \(other.map(quoted) ?? "nothing") in vocab.txt; remove the file that is not the model's"
    }
  }
}

/// What a `tokenizer.json` of Hugging Face's tokenizers says: a list of words or word pieces, and how a
/// text is prepared.
struct TokenizerFile {
  let kind: ConfigurationFile.TokenKind
  /// In the order of their ids; empty where `vocab.txt` lists them too.
  let words: [String]
  let unknown: String
  /// Only of word pieces.
  var options = WordPieceTokenizer.Options()

  /// - Parameter vocabulary: That of `vocab.txt`, where there is one; the words are compared with it.
  init(contentsOf path: String, vocabulary: Vocabulary?) throws(ModelFilesError) {
    let file = try MappedFile(path: path)
    defer { withExtendedLifetime(file) {} }
    var list = WordList(vocabulary: vocabulary)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(
        file.bytes,
        handingOut: JSONMemberStream(path: ["model", "vocab"]) { list.take($0, $1) })
    } catch { throw .json(path: path, error) }
    do throws(TokenizerFileError) { self = try TokenizerFile(value, &list) } catch {
      throw .tokenizer(path: path, error)
    }
  }

  private init(_ value: JSONValue, _ list: inout WordList) throws(TokenizerFileError) {
    guard let model = value["model"]?.object else { throw .missing(key: "model") }
    switch model["type"] {
    case "WordLevel"?: kind = .words
    case "WordPiece"?: kind = .wordPieces
    case nil where model["continuing_subword_prefix"] != nil: kind = .wordPieces
    case let other:
      throw .unsupported(
        key: "model.type", expected: "'WordLevel' or 'WordPiece'", found: other?.kind ?? "nothing")
    }
    guard model["vocab"]?.object != nil else { throw .missing(key: "model.vocab") }
    try list.take(added: value["added_tokens"])
    words = try list.words()
    unknown = try Self.text(model["unk_token"], "model.unk_token") ?? SpecialWords.bert.unknown
    if kind == .wordPieces {
      options.continuation =
        try Self.text(model["continuing_subword_prefix"], "model.continuing_subword_prefix")
        ?? options.continuation
      if let value = model["max_input_chars_per_word"] {
        guard let longest = value.int, longest > 0 else {
          throw .wrong(
            key: "model.max_input_chars_per_word", expected: "a number above 0", found: value.kind)
        }
        options.longestWord = longest
      }
      try readNormalizer(value["normalizer"])
      let cutter = value["pre_tokenizer"]?["type"]
      guard cutter == "BertPreTokenizer" else {
        throw .unsupported(
          key: "pre_tokenizer", expected: "'BertPreTokenizer'", found: cutter?.kind ?? "nothing")
      }
    }
  }

  private mutating func readNormalizer(_ value: JSONValue?) throws(TokenizerFileError) {
    guard let value, !value.isNull else {
      options.normalization.lowercases = false
      options.normalization.stripsAccents = false
      options.normalization.dropsControls = false
      options.normalization.spacesIdeographs = false
      return
    }
    guard value["type"] == "BertNormalizer" else {
      throw .unsupported(
        key: "normalizer", expected: "'BertNormalizer'", found: (value["type"] ?? value).kind)
    }
    func flag(_ name: String) throws(TokenizerFileError) -> Bool? {
      try Self.flag(value[name], "normalizer.\(name)")
    }
    options.normalization.lowercases = try flag("lowercase") ?? true
    options.normalization.stripsAccents =
      try flag("strip_accents") ?? options.normalization.lowercases
    options.normalization.dropsControls = try flag("clean_text") ?? true
    options.normalization.spacesIdeographs = try flag("handle_chinese_chars") ?? true
  }

  private static func text(
    _ value: JSONValue?, _ key: String
  ) throws(TokenizerFileError) -> String? {
    guard let value, !value.isNull else { return nil }
    guard let text = value.string else {
      throw .wrong(key: key, expected: "a text", found: value.kind)
    }
    return text
  }

  static func flag(_ value: JSONValue?, _ key: String) throws(TokenizerFileError) -> Bool? {
    guard let value, !value.isNull else { return nil }
    guard let flag = value.bool else {
      throw .wrong(key: key, expected: "true or false", found: value.kind)
    }
    return flag
  }
}

/// The words of a `tokenizer.json` as they come, in any order.
private struct WordList {
  /// What they are compared with; without it they are kept.
  let vocabulary: Vocabulary?
  /// Which of its ids have come.
  private var seen: [Bool]
  private var kept: [(word: String, id: Int)] = []
  private var error: TokenizerFileError?

  init(vocabulary: Vocabulary?) {
    self.vocabulary = vocabulary
    seen = [Bool](repeating: false, count: vocabulary?.count ?? 0)
  }

  mutating func take(_ name: UnsafeBufferPointer<UInt8>, _ value: JSONValue) {
    guard error == nil else { return }
    guard let id = value.int else {
      let name = quoted(String(decoding: name, as: UTF8.self))
      error = .wrong(key: "id of \(name)", expected: "a whole number", found: value.kind)
      return
    }
    if let vocabulary {
      if let known = vocabulary.id(of: name.span), Int(known) == id {
        seen[id] = true
        return
      }
      error = .differs(
        word: String(decoding: name, as: UTF8.self), id: id,
        other: 0..<vocabulary.count ~= id ? vocabulary.word(Int32(id)) : nil)
    } else {
      kept.append((String(decoding: name, as: UTF8.self), id))
    }
  }

  /// What was added later is usually listed in the vocabulary as well.
  mutating func take(added: JSONValue?) throws(TokenizerFileError) {
    guard let added, !added.isNull else { return }
    guard let added = added.array else {
      throw .wrong(key: "added_tokens", expected: "a list", found: added.kind)
    }
    var known: [ExactName: Int] = [:]
    for token in added {
      guard var content = token["content"]?.string, let id = token["id"] else {
        throw .wrong(
          key: "added_tokens", expected: "objects with id and content", found: token.kind)
      }
      if vocabulary != nil {
        content.withUTF8 { take($0, id) }
      } else {
        if known.isEmpty {
          for (word, id) in kept { known[ExactName(word)] = id }
        }
        if known[ExactName(content)] == nil { content.withUTF8 { take($0, id) } }
      }
    }
  }

  /// Every word once, in the order of their ids. Nothing when they were compared.
  func words() throws(TokenizerFileError) -> [String] {
    if let error { throw error }
    if let vocabulary {
      if let id = seen.firstIndex(of: false) {
        throw .missing(key: "\(quoted(vocabulary.word(Int32(id)))), id \(id) in vocab.txt")
      }
      return []
    }
    var words = [String?](repeating: nil, count: kept.count)
    for (word, id) in kept {
      guard words.indices.contains(id) else { throw .id(word: word, id: id, count: kept.count) }
      if let other = words[id] { throw .idTwice(word: word, other: other, id: id) }
      words[id] = word
    }
    return words.map { $0! }
  }
}

/// What `tokenizer_config.json` and `special_tokens_map.json` say beside it.
struct TokenizerSettings {
  private(set) var specials = SpecialWords.bert
  private(set) var namesUnknown = false
  private var lowercases: Bool?
  private var stripsAccents: Bool??
  private var spacesIdeographs: Bool?

  init() {}

  /// Reads one of the files over what has been read.
  mutating func read(_ value: JSONValue) throws(TokenizerFileError) {
    guard let object = value.object else {
      throw .wrong(key: "the file", expected: "an object", found: value.kind)
    }
    // A word by itself or with what is special about it.
    func word(_ key: String, _ word: inout String) throws(TokenizerFileError) -> Bool {
      guard let value = object[key], !value.isNull else { return false }
      guard let text = value.string ?? value["content"]?.string else {
        throw .wrong(key: key, expected: "a text", found: value.kind)
      }
      word = text
      return true
    }
    _ = try word("pad_token", &specials.padding)
    if try word("unk_token", &specials.unknown) { namesUnknown = true }
    _ = try word("cls_token", &specials.start)
    _ = try word("sep_token", &specials.end)
    _ = try word("mask_token", &specials.mask)
    lowercases = try TokenizerFile.flag(object["do_lower_case"], "do_lower_case") ?? lowercases
    spacesIdeographs =
      try TokenizerFile.flag(object["tokenize_chinese_chars"], "tokenize_chinese_chars")
      ?? spacesIdeographs
    if let value = object["strip_accents"] {
      // Null means as with capitals.
      stripsAccents = .some(try TokenizerFile.flag(value, "strip_accents"))
    }
  }

  mutating func useUnknown(_ word: String) { if !namesUnknown { specials.unknown = word } }

  /// The settings go over what `tokenizer.json` says, as in transformers.
  func apply(to options: inout WordPieceTokenizer.Options) {
    let before = options.normalization
    if let lowercases { options.normalization.lowercases = lowercases }
    if let spacesIdeographs { options.normalization.spacesIdeographs = spacesIdeographs }
    if let stripsAccents {
      options.normalization.stripsAccents = stripsAccents ?? options.normalization.lowercases
    } else if before.stripsAccents == before.lowercases {
      options.normalization.stripsAccents = options.normalization.lowercases
    }
  }
}
