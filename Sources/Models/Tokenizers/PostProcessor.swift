import JSON
import Tokenization

/// What a post-processor of Hugging Face's tokenizers does: it puts words around a text, as `[CLS]` and `[SEP]`, and takes spaces
/// off the places of pieces.
struct PostProcessor: Equatable {
  struct Word: Equatable {
    let word: String
    let id: Int
  }

  var before: [Word] = []
  var after: [Word] = []
  var trims: [OffsetTrim] = []

  init(before: [Word], after: [Word]) {
    self.before = before
    self.after = after
  }

  /// - Returns: `nil` where there is none.
  init?(_ value: JSONValue?) throws(TokenizerFileError) {
    guard let value, !value.isNull else { return nil }
    try self.init(reading: value, "post_processor")
  }

  private init(reading value: JSONValue, _ key: String) throws(TokenizerFileError) {
    func flag(_ name: String, _ usual: Bool) throws(TokenizerFileError) -> Bool {
      try TokenizerFile.flag(value[name], "\(key).\(name)") ?? usual
    }
    func pair(_ name: String) throws(TokenizerFileError) -> Word {
      guard let pair = value[name]?.array, pair.count == 2, let word = pair[0].string,
        let id = pair[1].int
      else {
        throw .wrong(
          key: "\(key).\(name)", expected: "a word with its id",
          found: value[name]?.kind ?? "nothing")
      }
      return Word(word: word, id: id)
    }
    switch value["type"] {
    case "BertProcessing"?: (before, after) = ([try pair("cls")], [try pair("sep")])
    case "RobertaProcessing"?:
      (before, after) = ([try pair("cls")], [try pair("sep")])
      if try flag("trim_offsets", true) {
        trims = [OffsetTrim(prefixesSpace: try flag("add_prefix_space", true))]
      }
    case "ByteLevel"?:
      if try flag("trim_offsets", true) {
        trims = [OffsetTrim(prefixesSpace: try flag("add_prefix_space", true))]
      }
    case "TemplateProcessing"?: try readTemplate(value, key)
    case "Sequence"?:
      guard let parts = value["processors"]?.array else {
        throw .wrong(
          key: "\(key).processors", expected: "a list",
          found: value["processors"]?.kind ?? "nothing")
      }
      for (index, part) in parts.enumerated() {
        let part = try PostProcessor(reading: part, "\(key).processors[\(index)]")
        before = part.before + before
        after += part.after
        trims += part.trims
      }
    case let type:
      throw .unsupported(
        key: key,
        expected: "BertProcessing, RobertaProcessing, TemplateProcessing, ByteLevel or Sequence",
        found: (type ?? value).kind)
    }
  }

  /// What stands around one text: `single`, with the ids of its words under `special_tokens`.
  private mutating func readTemplate(
    _ value: JSONValue, _ key: String
  ) throws(TokenizerFileError) {
    let error = TokenizerFileError.unsupported(
      key: "\(key).single", expected: "words before a text and words after it, of type 0",
      found: (value["type"] ?? value).kind)
    guard let pieces = value["single"]?.array else { throw error }
    var isAfter = false
    for piece in pieces {
      if let text = piece["Sequence"] {
        guard !isAfter, text["id"] == "A", text["type_id"]?.int == 0 else { throw error }
        isAfter = true
        continue
      }
      guard let special = piece["SpecialToken"], special["type_id"]?.int == 0,
        let name = special["id"]?.string, let found = value["special_tokens"]?[name],
        let ids = found["ids"]?.array, let words = found["tokens"]?.array, ids.count == words.count
      else { throw error }
      for (id, word) in zip(ids, words) {
        guard let id = id.int, let word = word.string else { throw error }
        let around = Word(word: word, id: id)
        if isAfter { after.append(around) } else { before.append(around) }
      }
    }
    guard isAfter else { throw error }
  }
}
