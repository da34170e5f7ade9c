import JSON
import Tokenization
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

/// Signs that are typed for the apostrophe and are none by themselves, as a class of characters.
private let apostropheLike = #"[`´ʹʻʽ‘‛′‵＇｀]"#

/// As `WordTokenizer` looks words up, as far as it can be said without asking the vocabulary: small letters, straight
/// apostrophes, and nothing inside a word that is not to be seen.
///
/// It departs from it where the first spelling tried is not listed, and in letters whose case folding is not their small
/// letter: there are no compatibility forms (`ｂａｎｋ`), no forms without accents, and ß is not ss.
let wordNormalizer: JSONValue = [
  "type": "Sequence",
  "normalizers": [
    ["type": "NFC"], ["type": "Lowercase"], ["type": "NFC"],
    replace(
      #"(?<=[\p{L}\p{M}\p{N}])[\u00AD\u200C-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFE00-\uFE0F\uFEFF]+"#,
      by: ""),
    replace(#"[\u2019\u02BC]"#, by: "'"),
    replace(
      #"(?<=[\p{L}\p{M}\p{N}])\#(apostropheLike)(?=(?:s|m|d|re|ve|ll|t)(?![\p{L}\p{M}\p{N}_'`´ʹʻʽ‘‛′‵＇｀]))"#,
      by: "'"),
  ],
]

/// As `WordTokenizer` cuts words, as far as it can be said without asking the vocabulary: the word segments of UAX #29
/// (Oniguruma has them), without gaps, marks around words and English clitics apart.
///
/// It departs from it in what only a listed word decides: `bank.The` and `ba\u{200B}nk` are cut as UAX #29 has them, and a
/// sign typed for the apostrophe counts as it before a clitic or t whatever the word. So it does in text of South-East
/// Asian scripts, which is cut there, and in a clitic typed apart (`bank 's`), which is two words.
let wordCutter: JSONValue = [
  "type": "Sequence",
  "pretokenizers": [
    split(#"(?y{w})\X"#, "Isolated"),
    split(#"\A[\s\p{Cc}\p{Cf}]+"#, "Removed"),
    // A narrow space, unless it groups the digits of a number.
    split(
      #"\u202F(?![0-9]{3}(?![0-9]))|"#
        + #"(?<!\A[0-9]|\A[0-9][0-9]|\A[0-9][0-9][0-9]|[,.][0-9]|[,.][0-9][0-9]|[,.][0-9][0-9][0-9]|\u202F[0-9][0-9][0-9])\u202F"#,
      "Removed"),
    // Each underscore at an end, but a row of nothing else.
    split(#"\A_+\z|\G_|_(?=_*\z)"#, "Isolated"),
    split(#"\A[ʹʻʽ]|[ʹʻʽ]\z"#, "Isolated"),
    split(#"(?<=[\p{L}\p{N}])'(?:s|m|d|re|ve|ll)(?='|\z)"#, "Isolated"),
  ],
]

private func replace(_ pattern: String, by content: String) -> JSONValue {
  ["type": "Replace", "pattern": ["Regex": .string(pattern)], "content": .string(content)]
}

private func split(_ pattern: String, _ behavior: String) -> JSONValue {
  [
    "type": "Split", "pattern": ["Regex": .string(pattern)], "behavior": .string(behavior),
    "invert": false,
  ]
}
