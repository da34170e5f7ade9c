import JSON
import Platform
import Tokenization
import UnicodeText

/// What a `tokenizer.json` of Hugging Face's tokenizers says: a list of words or pieces of words, and how a text is
/// prepared.
struct TokenizerFile {
  /// What cuts texts as the file says.
  enum Kind: Equatable {
    /// Whole words, by our own rules.
    case words
    /// Pieces of words, by BERT's rules.
    case wordPieces
    /// Anything else.
    case subwords

    var inWords: String {
      switch self {
      case .words: "words"
      case .wordPieces: "word-pieces"
      case .subwords: "other pieces"
      }
    }
  }

  let kind: Kind
  /// Those of the model, in the order of their ids; empty where `vocab.txt` lists them too.
  let words: [String]
  /// What the file names as the word for all unknown ones.
  let unknown: String?
  /// Only of word pieces.
  var options = WordPieceTokenizer.Options()
  /// With the ids that they should have.
  let added: [AddedToken]
  /// What is put around a text; nil where the file has nothing that does.
  let processor: PostProcessor?
  let normalizer: TextNormalizer?
  let preTokenizer: PreTokenizer?
  let model: TokenizerModel

  /// - Parameter list: That of `vocab.txt`, where there is one; the words are compared with it.
  init(contentsOf path: String, list: WordTable?) throws(ModelFilesError) {
    let file = try MappedFile(ofModel: path)
    defer { withExtendedLifetime(file) {} }
    let words = TokenizerWords(list)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(
        file.bytes,
        handingOut: [
          JSONMemberStream(path: ["model", "vocab"]) { words.take($0, $1) },
          JSONMemberStream(path: ["model", "merges"]) { words.take(merge: $1) },
        ])
    } catch { throw .json(path: path, error) }
    do throws(FileError) { try file.checkUnchanged() } catch { throw .file(error) }
    do throws(TokenizerFileError) { self = try TokenizerFile(value, words) } catch {
      throw .tokenizer(path: path, error)
    }
  }

  /// What the file would say of a tokenizer whose pieces are listed otherwise.
  init(
    _ list: PieceList, for reader: PieceClass?, _ settings: TokenizerSettings
  ) throws(TokenizerFileError) {
    let names = settings.named.compactMapValues { $0?.content }
    var ids: [ExactName: Int] = [:]
    for (id, piece) in list.pieces.enumerated() { ids[ExactName(piece)] = id }
    let added = list.added.compactMap { token -> AddedToken? in
      var token = token
      token.id = ids[ExactName(token.content)].map(Int32.init)
      return token.id == nil ? nil : token
    }
    try self.init(
      list.description(for: reader, settings.ofPieces, names: names), TokenizerWords(list),
      added: added)
  }

  private init(
    _ value: JSONValue, _ list: TokenizerWords, added others: [AddedToken] = []
  ) throws(TokenizerFileError) {
    guard let model = value["model"]?.object else { throw .missing(key: "model") }
    guard let vocabulary = model["vocab"] else { throw .missing(key: "model.vocab") }
    guard vocabulary.object != nil || vocabulary.array != nil else {
      throw .wrong(key: "model.vocab", expected: "an object or a list", found: vocabulary.kind)
    }
    words = try list.words()
    self.model = try TokenizerModel(model, list)
    unknown = try Self.text(model["unk_token"], "model.unk_token") ?? self.model.unknown(words)
    added = try Self.added(value["added_tokens"]) + others
    processor = try PostProcessor(value["post_processor"])
    let (normalizer, cutter) = (value["normalizer"], value["pre_tokenizer"])
    if case .wordLevel = self.model, WordRules.areOwn(normalizer: normalizer, cutter: cutter) {
      kind = .words
      self.normalizer = nil
      preTokenizer = nil
      return
    }
    self.normalizer = try TextNormalizer(normalizer)
    preTokenizer = try PreTokenizer(cutter)
    switch (self.model, self.normalizer, preTokenizer) {
    case (.wordPiece(let continuation, let longestWord), .bert(let rules), .bert):
      kind = .wordPieces
      options.continuation = continuation
      options.longestWord = longestWord
      options.normalization = rules
    case (.wordPiece(let continuation, let longestWord), nil, .bert):
      kind = .wordPieces
      options.continuation = continuation
      options.longestWord = longestWord
      options.normalization.lowercases = false
      options.normalization.stripsAccents = false
      options.normalization.dropsControls = false
      options.normalization.spacesIdeographs = false
    default: kind = .subwords
    }
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

  static func text(
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
