import ModelFiles
import Tokenization

extension ResolvedUse {
  /// As a JSON object: `use` finds it again where its sentence is kept; of one that is not, there is
  /// its `text`. `characters` (Unicode scalars) and `bytes` (as typed) count from 0, the end not included.
  var json: JSONValue {
    var object: JSONObject = ["use": .string(name), "word": .string(word)]
    if let sentence {
      object["sentence"] = .int(sentence)
    } else {
      object["text"] = .string(occurrence.text.source.string)
    }
    object["characters"] = characters.json
    object["bytes"] = bytes.json
    object["guess"] = .bool(isGuess)
    return .object(object)
  }
}

extension Range<Int> {
  var json: JSONValue { [.int(lowerBound), .int(upperBound)] }
}

extension Token {
  /// The word as typed; a guess is starred.
  var label: String { finding.isGuess ? text + "*" : text }

  /// As a JSON object. `characters` (Unicode scalars) and `bytes` (as typed) count from 0, the end not included.
  func json(in text: TokenizedText) -> JSONObject {
    [
      "text": .string(self.text), "ids": .array(text.ids[pieces].map { .int($0) }),
      "characters": characters.json, "bytes": bytes.json, "found": .string(finding.code),
    ]
  }
}

extension Finding {
  /// For machines.
  var code: String {
    switch self {
    case .asTyped: "as-typed"
    case .caseFolded: "case-folded"
    case .compatibility: "compatibility"
    case .withoutAccents: "without-accents"
    case .composed: "composed"
    case .unknown: "unknown"
    }
  }

  /// For people.
  var words: String {
    switch self {
    case .asTyped: "as typed"
    case .caseFolded: "without case"
    case .compatibility: "in compatible form"
    case .withoutAccents: "without accents"
    case .composed: "guessed from its parts"
    case .unknown: "unknown"
    }
  }
}
