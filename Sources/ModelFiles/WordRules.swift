import JSON
import UnicodeText

/// How a `tokenizer.json` says what `WordTokenizer` does: by a normalizer and a pre-tokenizer.
enum WordRules {
  /// Whether these are those that an export writes, or that one of an earlier version wrote.
  static func areOwn(normalizer: JSONValue?, cutter: JSONValue?) -> Bool {
    guard let normalizer, let cutter else { return false }
    return ([(wordNormalizer, wordCutter)] + earlier).contains {
      $0.isSame(as: normalizer) && $1.isSame(as: cutter)
    }
  }

  /// Each as it was written once; none is ever changed.
  private static let earlier: [(normalizer: JSONValue, cutter: JSONValue)] = [
    (
      [
        "type": "Sequence",
        "normalizers": [
          ["type": "NFC"], ["type": "Lowercase"], ["type": "NFC"],
          ["type": "Replace", "pattern": ["String": "\u{2019}"], "content": "'"],
        ],
      ],
      [
        "type": "Sequence",
        "pretokenizers": [
          split(#"(?y{w})\X"#, "Isolated"), split(#"[\s\p{Cc}\p{Cf}]+"#, "Removed"),
          split(#"(?<=[\p{L}\p{N}])'(?:s|m|d|re|ve|ll)(?='|\z)"#, "Isolated"),
        ],
      ]
    )
  ]
}

extension JSONValue {
  /// Equality whatever the order of members.
  fileprivate func isSame(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.object(let a), .object(let b)):
      a.members.count == b.members.count
        && a.members.allSatisfy { b[$0.name]?.isSame(as: $0.value) == true }
    default: self == other
    }
  }
}
