import JSON
import Platform
import Tokenization

/// The model of a `tokenizer.json`, without its words: what a text is cut by.
enum TokenizerModel {
  case wordPiece(continuation: String, longestWord: Int)
  case wordLevel
  case bpe(BPEModel.Options, merges: [(left: String, right: String)])
  case unigram(scores: [Double], unknown: Int, byteFallback: Bool)

  /// - Parameters:
  ///   - list: What was handed out of `model.vocab` and `model.merges`.
  init(_ model: JSONObject, _ list: TokenizerWords) throws(TokenizerFileError) {
    switch try Self.type(model) {
    case "WordPiece":
      self = .wordPiece(
        continuation: try TokenizerFile.text(
          model["continuing_subword_prefix"], "model.continuing_subword_prefix") ?? "##",
        longestWord: try Self.longestWord(model["max_input_chars_per_word"]))
    case "WordLevel": self = .wordLevel
    case "BPE":
      if let dropout = model["dropout"], !dropout.isNull, dropout.double != 0 {
        throw .unsupported(key: "model.dropout", expected: "none", found: dropout.kind)
      }
      var options = BPEModel.Options()
      func flag(_ name: String) throws(TokenizerFileError) -> Bool {
        try TokenizerFile.flag(model[name], "model.\(name)") ?? false
      }
      func text(_ name: String) throws(TokenizerFileError) -> String? {
        try TokenizerFile.text(model[name], "model.\(name)")
      }
      options.unknown = try text("unk_token")
      options.fusesUnknown = try flag("fuse_unk")
      options.byteFallback = try flag("byte_fallback")
      options.ignoresMerges = try flag("ignore_merges")
      options.continuation = try text("continuing_subword_prefix") ?? ""
      options.wordEnd = try text("end_of_word_suffix") ?? ""
      self = .bpe(options, merges: try list.merges())
    case "Unigram":
      guard let unknown = model["unk_id"]?.int else {
        throw .unsupported(
          key: "model.unk_id", expected: "the id of unknown text",
          found: model["unk_id"]?.kind ?? "nothing")
      }
      self = .unigram(
        scores: try list.scores(), unknown: unknown,
        byteFallback: try TokenizerFile.flag(model["byte_fallback"], "model.byte_fallback") ?? false
      )
    case let other:
      throw .unsupported(
        key: "model.type", expected: "WordPiece, WordLevel, BPE or Unigram", found: quoted(other))
    }
  }

  /// Older files leave the type out.
  private static func type(_ model: JSONObject) throws(TokenizerFileError) -> String {
    if let found = model["type"] {
      guard let type = found.string else {
        throw .wrong(key: "model.type", expected: "a text", found: found.kind)
      }
      return type
    }
    if model["merges"] != nil { return "BPE" }
    if model["vocab"]?.array != nil { return "Unigram" }
    guard model["continuing_subword_prefix"] != nil else {
      throw .unsupported(
        key: "model.type", expected: "WordPiece, WordLevel, BPE or Unigram", found: "nothing")
    }
    return "WordPiece"
  }

  private static func longestWord(_ value: JSONValue?) throws(TokenizerFileError) -> Int {
    guard let value else { return 100 }
    guard let longest = value.int, longest > 0 else {
      throw .wrong(
        key: "model.max_input_chars_per_word", expected: "a number above 0", found: value.kind)
    }
    return longest
  }

  /// Its word for all unknown ones, where the model itself has one.
  func unknown(_ words: [String]) -> String? {
    switch self {
    case .unigram(_, let id, _): words.indices.contains(id) ? words[id] : nil
    case .bpe(let options, _): options.unknown
    case .wordPiece, .wordLevel: nil
    }
  }

  /// Makes the model.
  ///
  /// - Parameters:
  ///   - vocabulary: All words, also those that were added.
  ///   - count: So many of the first words are those of the model.
  func model(
    _ vocabulary: Vocabulary, count: Int
  ) throws(TokenizerFileError) -> any SubwordModel {
    switch self {
    case .wordPiece, .wordLevel:
      guard vocabulary.unknown != nil else {
        throw .missing(key: "unk_token that is in the vocabulary")
      }
    case .bpe, .unigram: break
    }
    do throws(SubwordModelError) {
      switch self {
      case .wordPiece(let continuation, let longestWord):
        return WordPieceModel(
          vocabulary: vocabulary, pieceCount: count, continuation: continuation,
          longestWord: longestWord)
      case .wordLevel: return WordLevelModel(vocabulary: vocabulary, wordCount: count)
      case .bpe(let options, let merges):
        return try BPEModel(
          pieces: (0..<count).map { (vocabulary.word(Int32($0)), Int32($0)) }, merges: merges,
          options: options)
      case .unigram(let scores, let unknown, let byteFallback):
        return try UnigramModel(
          pieces: scores.enumerated().map { (vocabulary.word(Int32($0)), $1) }, unknown: unknown,
          byteFallback: byteFallback)
      }
    } catch {
      throw .model(error)
    }
  }
}
