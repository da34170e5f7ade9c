import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses
import Tokenization
import UnicodeText

struct InfoCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "The model, its words, and what it can say.")
  static let isComparable = true
  static let topic = Topic.session
  static let replayGap: ReplayGap? = .machine
  static let example = ["/info"]

  struct Found {
    let model: Model
    let reader: SenseReader
    let sentences: Int
    let unicode: UnicodeVersions
    /// `nil` where there is none for this model.
    let inventory: (any Inventory)?

    /// Only of the layer that the calibration is for.
    var evidence: CalibrationEvidence? {
      reader.calibration == nil ? nil : reader.origin?.evidence
    }
    var files: Int { model.folder.weights.checkpoint.files.count }
  }

  /// What is known of a model, and what people are told beside it.
  private static let facts:
    [(field: Field<Found>, label: String, note: @Sendable (Found) -> String)] = [
      (Field("model", "its name", \.model.name), "model", { _ in "" }),
      (Field("path", "the folder that was named", \.model.path), "folder", { _ in "" }),
      (
        Field("opened", "the folder that its config.json is in", \.model.folder.folder), "opened",
        { _ in "where its config.json is" }
      ),
      (
        Field("shards", "files of weights", \.files), "weights",
        { $0.files == 1 ? "file" : "files that an index lists" }
      ),
      (
        Field("precision", "how the encoder multiplies", \.model.precision.rawValue), "precision",
        { _ in "of the encoder's products" }
      ),
      (
        Field("tokenizer", "what it does to a text", \.model.tokenizer.rules), "tokenizer",
        { _ in "" }
      ),
      (
        Field("layers", "how many layers", \.model.configuration.layerCount), "layers",
        { "vectors from layer \($0.model.layer)" }
      ),
      (
        Field("heads", "how many heads in each", \.model.configuration.headCount), "heads",
        { _ in "in each layer" }
      ),
      (
        Field("channels", "numbers in each vector", \.model.configuration.hiddenSize), "channels",
        { _ in "numbers in each vector" }
      ),
      (
        Field("positions", "the longest window", \.model.configuration.positionCount), "positions",
        { _ in "a longer sentence is read in windows that overlap" }
      ),
      (
        Field("words", "entries of the vocabulary", \.model.vocabulary.count), "vocabulary",
        { $0.model.tokenizer is WordTokenizer ? "words" : "word pieces" }
      ),
      (
        Field("vocabulary_digest", "SHA-256 of the vocabulary", \.model.vocabulary.digest),
        "its digest",
        { _ in "SHA-256" }
      ),
      (
        Field(
          "unicode", "the Unicode version of normal forms, case and width",
          \.unicode.normalForms.description),
        "Unicode", { _ in "for normal forms, case and width, by the utf8proc installed" }
      ),
      (
        Field(
          "unicode_words", "the Unicode version of word boundaries",
          \.unicode.wordBoundaries.description),
        "Unicode", { _ in "for word boundaries, by the program's own table" }
      ),
      (
        Field("yardstick", "whether it is known what a cosine means") {
          $0.reader.yardstick != nil
        },
        "yardstick",
        {
          $0.reader.yardstick == nil
            ? "nothing says what a cosine means (calibrate does)" : "says what a cosine means"
        }
      ),
      (
        Field("calibration", "whether probabilities are given") { $0.reader.calibration != nil },
        "calibration",
        {
          $0.reader.calibration == nil
            ? "no probabilities (calibrate with --judged makes them)" : "gives probabilities"
        }
      ),
      (
        Field("calibrated_on", "the text that the yardstick was measured on") {
          $0.reader.origin?.text
        }, "measured on", { _ in "" }
      ),
      (
        Field(
          "evidence", "what the calibration is worth; null where nothing says that",
          with: CalibrationEvidence.fields
        ) { $0.evidence }, "evidence", { $0.evidence?.sentence ?? "" }
      ),
      (
        Field("calibration_folder", "the folder of yardstick and calibration") {
          $0.reader.origin?.folder
        }, "kept in", { _ in "" }
      ),
      (
        Field(
          "inventory", "where the senses come from that uses are named by; null without any"
        ) { $0.inventory?.name }, "senses",
        { $0.inventory.map { "\(counted($0.lemmaCount, "word")) with theirs" } ?? "" }
      ),
      (Field("sentences", "how many are kept", \.sentences), "sentences", { _ in "kept" }),
    ]
  static let fields: [Field<Found>] = [
    Field("info", "what is known of the model", with: facts.map(\.field)) { $0 }
  ]
  static let rows = RowFields<Found>(
    [Field("name", "of what", \.name), Field("value", "what it is", \.value)]
  ) { found -> [JSONObject.Member] in
    Array(facts.map(\.field).object(of: found).members)
  }

  func find(in session: inout Session) -> Found {
    Found(
      model: session.model, reader: session.reader, sentences: session.sentences.count,
      unicode: .current, inventory: try? session.inventory)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    Self.facts.compactMap { fact in
      let value = fact.field.value(found)
      let note = fact.note(found)
      if value.isNull { return nil }
      let label = Run(fitted(fact.label, 13), .faint)
      if value.object != nil { return .paragraph(Paragraph([label, Run(note)], indent: 13)) }
      return .paragraph(
        Paragraph(
          [label, Run(value.bool.map(\.shown) ?? value.shown)]
            + (note.isEmpty ? [] : [Run("  " + note, .faint)]), indent: 13))
    }
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
    case let pieces as SubwordTokenizer:
      let kind =
        switch pieces.steps.model {
        case is BPEModel: "pieces joined by pairs"
        case is UnigramModel: "the likeliest pieces"
        case is WordLevelModel: "listed words"
        default: "word pieces"
        }
      let keepsCapitals = pieces.steps.normalizer?.normalized("A").last == "A"
      let letters = pieces.steps.normalizer == nil || keepsCapitals
      return kind + (letters ? ", letters as typed" : ", small letters") + pieces.added.inWords
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
