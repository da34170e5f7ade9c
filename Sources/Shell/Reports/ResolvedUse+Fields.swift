import JSON
import Tokenization

extension ResolvedUse: Datum {
  public static var kind: Kind { .named("use", fields.map(\.description)) }

  /// `use` finds it again where its sentence is kept; of one that is not, there is its `text`.
  static let fields: [Field<ResolvedUse>] = [
    Field("use", "how to write it so that it is found again", \.name),
    Field("word", "the word as typed", \.word),
    Field("sentence", "the number of its sentence; left out where that is not kept", \.sentence)
      .whereKnown,
    Field("text", "the sentence; left out where that is kept") {
      $0.sentence == nil ? $0.occurrence.text.source.string : nil
    }.whereKnown,
    Field("characters", charactersMeaning, \.characters), Field("bytes", bytesMeaning, \.bytes),
    Field(
      "guess", "whether the word is not in the vocabulary, so that its vector is a guess", \.isGuess
    ),
    Field("file", "of a use in an index, the path of the file", \.origin?.file).whereKnown,
    Field("line", "of a use in an index, the line of the file, from 1", \.origin?.line).whereKnown,
    Field("metadata", "of a use in an index, what the corpus says of it, by name") {
      $0.origin?.metadata.json ?? .null
    }.whereKnown,
  ]

  public var json: JSONValue { .object(Self.fields.object(of: self)) }

  public var shown: String { label }
}

let charactersMeaning =
  "where it stands in its sentence: Unicode scalars, counted from 0, the end not included"
let bytesMeaning =
  "where it stands in its sentence as typed: bytes, counted from 0, the end not included"

extension Token {
  /// The word as typed; a guess is starred.
  var label: String { finding.isGuess ? text + "*" : text }

}

/// A word of a sentence that was read.
struct ReadToken: Sendable {
  /// Among the words of the sentence, from 0.
  let place: Int
  let text: TokenizedText

  var token: Token { text.tokens[place] }
  var ids: [Int32] { Array(text.ids[token.pieces]) }

  static let fields: [Field<ReadToken>] = [
    Field("text", "the word as typed", \.token.text),
    Field("ids", "its number in the vocabulary, or those of its pieces", \.ids),
    Field("characters", charactersMeaning, \.token.characters),
    Field("bytes", bytesMeaning, \.token.bytes),
    Field(
      "found",
      "how the vocabulary has it: as-typed, case-folded, compatibility, without-accents, composed, unknown",
      \.token.finding.code),
  ]
}

extension TokenizedText {
  /// All words.
  var read: [ReadToken] { tokens.indices.map { ReadToken(place: $0, text: self) } }
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
