import JSON
import Tokenization

extension TextNormalizer {
  /// A normalizer as `tokenizer.json` has it; nil where there is none.
  init?(_ value: JSONValue?, _ key: String = "normalizer") throws(TokenizerFileError) {
    guard let value, !value.isNull else { return nil }
    func flag(_ name: String, _ usual: Bool? = nil) throws(TokenizerFileError) -> Bool {
      guard let flag = try TokenizerFile.flag(value[name], "\(key).\(name)") ?? usual else {
        throw .missing(key: "\(key).\(name)")
      }
      return flag
    }
    func text(_ name: String) throws(TokenizerFileError) -> String {
      guard let text = try TokenizerFile.text(value[name], "\(key).\(name)") else {
        throw .missing(key: "\(key).\(name)")
      }
      return text
    }
    switch value["type"] {
    case "NFC"?: self = .form(.nfc)
    case "NFD"?: self = .form(.nfd)
    case "NFKC"?: self = .form(.nfkc)
    case "NFKD"?: self = .form(.nfkd)
    case "Lowercase"?: self = .lowercase
    case "StripAccents"?: self = .stripAccents
    case "Strip"?, "StripNormalizer"?:
      self = .strip(left: try flag("strip_left"), right: try flag("strip_right"))
    case "Replace"?:
      self = .replace(
        try TextMatcher(value["pattern"], "\(key).pattern"), by: try text("content"))
    case "Prepend"?: self = .prepend(try text("prepend"))
    case "Nmt"?: self = .nmt
    case "ByteLevel"?: self = .byteLevel
    case "BertNormalizer"?: self = .bert(try BERTNormalization(value, key))
    case "Precompiled"?:
      let map = try text("precompiled_charsmap")
      do throws(CharacterMapError) { self = .characterMap(try CharacterMap(base64: map)) } catch {
        throw .characterMap(key: "\(key).precompiled_charsmap", error)
      }
    case "Sequence"?:
      guard let parts = value["normalizers"]?.array else {
        throw .wrong(
          key: "\(key).normalizers", expected: "a list",
          found: value["normalizers"]?.kind ?? "nothing")
      }
      var steps: [TextNormalizer] = []
      for (index, part) in parts.enumerated() {
        if let step = try TextNormalizer(part, "\(key).normalizers[\(index)]") {
          steps.append(step)
        }
      }
      self = .sequence(steps)
    case let type:
      throw .unsupported(
        key: key, expected: "a normalizer of tokenizers", found: (type ?? value).kind)
    }
  }
}

extension BERTNormalization {
  /// `BertNormalizer`
  init(_ value: JSONValue, _ key: String) throws(TokenizerFileError) {
    func flag(_ name: String) throws(TokenizerFileError) -> Bool? {
      try TokenizerFile.flag(value[name], "\(key).\(name)")
    }
    self.init()
    lowercases = try flag("lowercase") ?? true
    stripsAccents = try flag("strip_accents") ?? lowercases
    dropsControls = try flag("clean_text") ?? true
    spacesIdeographs = try flag("handle_chinese_chars") ?? true
  }
}
