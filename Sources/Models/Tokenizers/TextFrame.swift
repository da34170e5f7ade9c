import JSON

/// What a post-processor of Hugging Face's tokenizers puts around a text: one word before it and one after it, as `[CLS]`
/// and `[SEP]`. An encoder here reads nothing else.
struct TextFrame: Equatable {
  struct Word: Equatable {
    let word: String
    let id: Int
  }

  let start, end: Word

  /// - Returns: `nil` where there is no post-processor.
  init?(_ value: JSONValue?) throws(TokenizerFileError) {
    guard let value, !value.isNull else { return nil }
    let frame: (Word, Word)? =
      switch value["type"] {
      case "BertProcessing"?: Self.plain(value)
      case "TemplateProcessing"?: Self.template(value)
      default: nil
      }
    guard let frame else {
      throw .unsupported(
        key: "post_processor", expected: "one word before a text and one after it, of type 0",
        found: (value["type"] ?? value).kind)
    }
    (start, end) = frame
  }

  /// `{"type": "BertProcessing", "sep": ["[SEP]", 102], "cls": ["[CLS]", 101]}`
  private static func plain(_ value: JSONValue) -> (Word, Word)? {
    func word(_ key: String) -> Word? {
      guard let pair = value[key]?.array, pair.count == 2, let word = pair[0].string,
        let id = pair[1].int
      else { return nil }
      return Word(word: word, id: id)
    }
    guard let start = word("cls"), let end = word("sep") else { return nil }
    return (start, end)
  }

  /// What stands around one text: `single`, with the ids of its words under `special_tokens`.
  private static func template(_ value: JSONValue) -> (Word, Word)? {
    guard let pieces = value["single"]?.array, pieces.count == 3,
      let text = pieces[1]["Sequence"], text["id"] == "A", text["type_id"]?.int == 0
    else { return nil }
    func word(_ piece: JSONValue) -> Word? {
      guard let special = piece["SpecialToken"], special["type_id"]?.int == 0,
        let word = special["id"]?.string, let ids = value["special_tokens"]?[word]?["ids"]?.array,
        ids.count == 1, let id = ids[0].int
      else { return nil }
      return Word(word: word, id: id)
    }
    guard let start = word(pieces[0]), let end = word(pieces[2]) else { return nil }
    return (start, end)
  }
}
