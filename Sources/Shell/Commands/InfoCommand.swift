import ArgumentParser
import ContextualEmbeddings
import ModelFiles
import Tokenization
import UnicodeText

struct InfoCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "The model, its words, and what it can say.")
  static let topic = Topic.session
  static let isReplayed = false
  static let example = ["/info"]

  func answer(in session: inout Session) throws -> Answer {
    let (model, reader) = (session.model, session.reader)
    let shape = model.configuration
    let unicode = UnicodeVersions.current
    let kinds = model.tokenizer is WordPieceTokenizer ? "word pieces" : "words"
    let files = model.folder.weights.checkpoint.files.count
    let facts: [(name: String, label: String, value: JSONValue, note: String)] = [
      ("model", "model", .string(model.name), ""),
      ("path", "folder", .string(model.path), ""),
      ("opened", "opened", .string(model.folder.folder), "where its config.json is"),
      ("shards", "weights", .int(files), files == 1 ? "file" : "files that an index lists"),
      ("tokenizer", "tokenizer", .string(model.tokenizer.rules), ""),
      ("layers", "layers", .int(shape.layerCount), "vectors from layer \(model.layer)"),
      ("heads", "heads", .int(shape.headCount), "in each layer"),
      ("channels", "channels", .int(shape.hiddenSize), "numbers in each vector"),
      (
        "positions", "positions", .int(shape.positionCount),
        "a longer sentence is read in windows that overlap"
      ),
      ("words", "vocabulary", .int(model.vocabulary.count), kinds),
      ("vocabulary_digest", "its digest", .string(model.vocabulary.digest), "SHA-256"),
      (
        "unicode", "Unicode", .string(unicode.normalForms.description),
        "for normal forms, case and width, by the utf8proc installed"
      ),
      (
        "unicode_words", "Unicode", .string(unicode.wordBoundaries.description),
        "for word boundaries, by the program's own table"
      ),
      (
        "yardstick", "yardstick", .bool(reader.yardstick != nil),
        reader.yardstick == nil ? "nothing says what a cosine means" : "says what a cosine means"
      ),
      (
        "calibration", "calibration", .bool(reader.calibration != nil),
        reader.calibration == nil ? "no probabilities" : "gives probabilities"
      ),
      ("sentences", "sentences", .int(session.sentences.count), "kept"),
    ]
    return Answer(
      facts.map { fact in
        let value = fact.value == true ? "yes" : fact.value == false ? "no" : fact.value.field
        return .paragraph(
          Paragraph(
            [Picture.Run(fitted(fact.label, 13), .faint), Picture.Run(value)]
              + (fact.note.isEmpty ? [] : [Picture.Run("  " + fact.note, .faint)]), indent: 13))
      },
      fields: ["info": .object(facts.reduce(into: [:]) { $0[$1.name] = $1.value })],
      rows: facts.map { [.string($0.name), $0.value] })
  }
}

extension Tokenizer {
  /// What it does to a text, in words.
  fileprivate var rules: String {
    switch self {
    case let pieces as WordPieceTokenizer:
      let rules = pieces.options.normalization
      return [
        "word pieces", rules.lowercases ? "small letters" : "letters as typed",
        rules.stripsAccents ? "no accents" : "with accents",
      ].joined(separator: ", ") + pieces.added.inWords
    case let words as WordTokenizer: return "whole words" + words.added.inWords
    default: return "of its own"
    }
  }
}

extension AddedTokens {
  fileprivate var inWords: String {
    switch tokens.count {
    case 0: ""
    case 1: ", 1 added token"
    default: ", \(tokens.count) added tokens"
    }
  }
}
