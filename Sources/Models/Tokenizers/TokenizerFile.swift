import JSON
import Platform
import Tokenization

/// What a `tokenizer.json` of Hugging Face's tokenizers says: a list of words or word pieces, and how a
/// text is prepared.
struct TokenizerFile {
  let kind: ConfigurationFile.TokenKind
  /// Those of the model, in the order of their ids; empty where `vocab.txt` lists them too.
  let words: [String]
  /// What the file names as the word for all unknown ones.
  let unknown: String?
  /// Only of word pieces.
  var options = WordPieceTokenizer.Options()
  /// With the ids that they should have.
  let added: [AddedToken]
  /// What is put around a text.
  let frame: TextFrame?

  /// - Parameter list: That of `vocab.txt`, where there is one; the words are compared with it.
  init(contentsOf path: String, list: WordTable?) throws(ModelFilesError) {
    let file = try MappedFile(ofModel: path)
    defer { withExtendedLifetime(file) {} }
    var words = WordList(list)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(
        file.bytes,
        handingOut: JSONMemberStream(path: ["model", "vocab"]) { words.take($0, $1) })
    } catch { throw .json(path: path, error) }
    do throws(TokenizerFileError) { self = try TokenizerFile(value, words) } catch {
      throw .tokenizer(path: path, error)
    }
  }

  private init(_ value: JSONValue, _ list: WordList) throws(TokenizerFileError) {
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
    words = try list.words()
    unknown = try Self.text(model["unk_token"], "model.unk_token")
    added = try Self.added(value["added_tokens"])
    frame = try TextFrame(value["post_processor"])
    let (normalizer, cutter) = (value["normalizer"], value["pre_tokenizer"])
    switch kind {
    case .words:
      guard WordRules.areOwn(normalizer: normalizer, cutter: cutter) else {
        throw .unsupported(
          key: "normalizer and pre_tokenizer of a WordLevel model",
          expected: "those that polyseme export writes",
          found: "\(Self.type(normalizer)) with \(Self.type(cutter))")
      }
    case .wordPieces:
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
      try readNormalizer(normalizer)
      guard cutter?["type"] == "BertPreTokenizer" else {
        throw .unsupported(
          key: "pre_tokenizer", expected: "'BertPreTokenizer'", found: Self.type(cutter))
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
      throw .unsupported(key: "normalizer", expected: "'BertNormalizer'", found: Self.type(value))
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

  private static func added(_ value: JSONValue?) throws(TokenizerFileError) -> [AddedToken] {
    guard let value, !value.isNull else { return [] }
    guard let list = value.array else {
      throw .wrong(key: "added_tokens", expected: "a list", found: value.kind)
    }
    var tokens: [AddedToken] = []
    for value in list {
      guard let id = value["id"]?.int, let token = try AddedToken(value, "added_tokens", id: id)
      else {
        throw .wrong(
          key: "added_tokens", expected: "objects with id and content", found: value.kind)
      }
      tokens.append(token)
    }
    return tokens
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

  private static func type(_ value: JSONValue?) -> String {
    guard let value else { return "nothing" }
    return (value["type"] ?? value).kind
  }
}

extension AddedToken {
  /// What a file says of an added token: its content by itself, or an object.
  ///
  /// - Returns: `nil` for anything else.
  init?(
    _ value: JSONValue, _ key: String, id: Int? = nil, isSpecial: Bool = false
  ) throws(TokenizerFileError) {
    guard let content = value.string ?? value["content"]?.string else { return nil }
    guard id.map({ 0...Int(Int32.max) ~= $0 }) ?? true else {
      throw .wrong(
        key: "\(key): id of \(quoted(content))", expected: "a whole number", found: "\(id!)")
    }
    guard 1...AddedTokens.longestContent ~= content.utf8.count else {
      throw .wrong(
        key: "\(key): content", expected: "1 to \(AddedTokens.longestContent) bytes",
        found: "\(content.utf8.count)")
    }
    func flag(_ name: String) throws(TokenizerFileError) -> Bool? {
      try TokenizerFile.flag(value[name], "\(key).\(name)")
    }
    self.init(
      content, id: id.map(Int32.init), isSpecial: try flag("special") ?? isSpecial,
      isSingleWord: try flag("single_word") ?? false, stripsBefore: try flag("lstrip") ?? false,
      stripsAfter: try flag("rstrip") ?? false, isNormalized: try flag("normalized"))
  }
}

/// The words of a `tokenizer.json` as they come, in any order.
private struct WordList {
  /// What they are compared with; without it they are kept.
  let list: WordTable?
  /// Which of its lines have come.
  private var seen: [Bool]
  private var kept: [(word: String, id: Int)] = []
  private var error: TokenizerFileError?

  init(_ list: WordTable?) {
    self.list = list
    seen = [Bool](repeating: false, count: list?.count ?? 0)
  }

  mutating func take(_ name: UnsafeBufferPointer<UInt8>, _ value: JSONValue) {
    guard error == nil else { return }
    guard let id = value.int else {
      let name = quoted(String(decoding: name, as: UTF8.self))
      error = .wrong(key: "id of \(name)", expected: "a whole number", found: value.kind)
      return
    }
    if let list {
      if let line = list.line(of: name.span), line == id {
        seen[id] = true
        return
      }
      error = .differs(
        word: String(decoding: name, as: UTF8.self), id: id,
        other: 0..<list.count ~= id ? list.word(id) : nil)
    } else {
      kept.append((String(decoding: name, as: UTF8.self), id))
    }
  }

  /// Every word once, in the order of their ids. Nothing when they were compared.
  func words() throws(TokenizerFileError) -> [String] {
    if let error { throw error }
    if let list {
      if let id = seen.firstIndex(of: false) {
        throw .missing(key: "\(quoted(list.word(id))), id \(id) in vocab.txt")
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
