import JSON
import Tokenization

extension PreTokenizer {
  /// A pre-tokenizer as `tokenizer.json` has it; nil where there is none.
  init?(_ value: JSONValue?, _ key: String = "pre_tokenizer") throws(TokenizerFileError) {
    guard let value, !value.isNull else { return nil }
    func flag(_ name: String, _ usual: Bool) throws(TokenizerFileError) -> Bool {
      try TokenizerFile.flag(value[name], "\(key).\(name)") ?? usual
    }
    func behavior(_ usual: SplitBehavior? = nil) throws(TokenizerFileError) -> SplitBehavior {
      let found = value["behavior"]
      if found == nil, let usual { return usual }
      guard let behavior = found?.string.flatMap(SplitBehavior.init) else {
        throw .wrong(
          key: "\(key).behavior",
          expected: SplitBehavior.allCases.map(\.rawValue).joined(separator: ", "),
          found: found?.kind ?? "nothing")
      }
      return behavior
    }
    func scalar(_ name: String) throws(TokenizerFileError) -> Unicode.Scalar {
      let text = value[name]?.string?.unicodeScalars
      guard let scalar = text?.first, text?.count == 1 else {
        throw .wrong(
          key: "\(key).\(name)", expected: "one character", found: value[name]?.kind ?? "nothing")
      }
      return scalar
    }
    switch value["type"] {
    case "BertPreTokenizer"?: self = .bert
    case "Whitespace"?: self = .whitespace
    case "WhitespaceSplit"?: self = .whitespaceSplit
    case "ByteLevel"?:
      self = .byteLevel(
        prefixesSpace: try flag("add_prefix_space", true), splits: try flag("use_regex", true))
    case "Metaspace"?:
      var prefix = Metaspace.Prefix.always
      if let found = value["prepend_scheme"] {
        guard let known = found.string.flatMap(Metaspace.Prefix.init) else {
          throw .wrong(
            key: "\(key).prepend_scheme",
            expected: Metaspace.Prefix.allCases.map(\.rawValue).joined(separator: ", "),
            found: found.kind)
        }
        prefix = known
      }
      // As versions before 0.15 wrote it.
      if try flag("add_prefix_space", true) == false {
        guard value["prepend_scheme"] == nil || prefix == .never else {
          throw .unsupported(
            key: "\(key).add_prefix_space", expected: "what prepend_scheme says", found: "false")
        }
        prefix = .never
      }
      self = .metaspace(
        Metaspace(sign: try scalar("replacement"), prefix: prefix, splits: try flag("split", true)))
    case "Punctuation"?: self = .punctuation(try behavior(.isolated))
    case "Digits"?: self = .digits(individually: try flag("individual_digits", false))
    case "Split"?:
      self = .split(
        try TextMatcher(value["pattern"], "\(key).pattern"), try behavior(),
        inverts: try flag("invert", false))
    case "UnicodeScripts"?: self = .unicodeScripts
    case "CharDelimiterSplit"?: self = .delimiter(try scalar("delimiter"))
    case "FixedLength"?:
      let length = value["length"]?.int ?? 5
      guard length > 0 else {
        throw .wrong(key: "\(key).length", expected: "a number above 0", found: "\(length)")
      }
      self = .fixedLength(length)
    case "Sequence"?:
      guard let parts = value["pretokenizers"]?.array else {
        throw .wrong(
          key: "\(key).pretokenizers", expected: "a list",
          found: value["pretokenizers"]?.kind ?? "nothing")
      }
      var steps: [PreTokenizer] = []
      for (index, part) in parts.enumerated() {
        if let step = try PreTokenizer(part, "\(key).pretokenizers[\(index)]") {
          steps.append(step)
        }
      }
      self = .sequence(steps)
    case let type:
      throw .unsupported(
        key: key, expected: "a pre-tokenizer of tokenizers", found: (type ?? value).kind)
    }
  }
}
