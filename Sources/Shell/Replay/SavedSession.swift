import JSON
import Platform
import Senses
import Tensors
import Tokenization
import UnicodeText

/// A session in a file: what was typed and answered, by which model, the sentences kept, and the
/// senses found last.
///
/// JSON Lines, each an object: the head; one for each line typed, with its answer and the answer's
/// SHA-256; one for each sentence kept; the senses, their uses, and their state after each edit; and
/// the end, which counts the lines before it, so that a file that was cut is known as one.
struct SavedSession {
  /// What answered.
  struct Head: Hashable {
    var model: String
    /// SHA-256 of the vocabulary and of the weights.
    var vocabulary: String
    var weights: String
    var unicode: UnicodeVersions
    var start: SessionLog.Start
  }

  struct Line: Hashable {
    var typed: [UInt8]
    /// `nil` where the line is not run again.
    var answer: JSONObject?
    /// SHA-256 of the answer as it was written.
    var digest: String?
  }

  var head: Head
  var lines: [Line] = []
  var sentences: [SourceText] = []
  var induction: SavedInduction?

  static let format = 1
  /// Says whether an answer is the same to the bit, and whether the file is as it was written.
  static func digest(of answer: [UInt8]) -> String { sha256(answer) }

  /// How a file of these begins.
  static let mark = Array("{\"polyseme\":\"session\"".utf8)
}

extension SavedSession.Head {
  /// - Throws: `ModelFilesError`, where the weights are gone.
  init(of session: Session) throws {
    let model = session.model
    self.init(
      model: model.name, vocabulary: model.vocabulary.digest, weights: try model.weightsDigest(),
      unicode: .current, start: session.log.start ?? session.start)
  }

  var json: JSONObject {
    [
      "polyseme": "session", "format": .int(SavedSession.format), "model": .string(model),
      "vocabulary": .string(vocabulary), "weights": .string(weights),
      "unicode": .string(unicode.normalForms.description),
      "unicode_words": .string(unicode.wordBoundaries.description),
      "layer": .int(start.layer), "precision": .string(start.precision.rawValue),
      "seed": .int(start.settings.seed),
      "settings": [
        "output": .string(start.settings.output.rawValue), "keep": .int(start.settings.keep),
        "width": .int(start.settings.width), "colour": .bool(start.settings.colour),
        "plain": .bool(start.settings.plain),
        "senses": .string(start.settings.senses.text),
      ],
    ]
  }

  /// - Returns: `nil` where something is missing or is not what it has to be.
  init?(_ json: JSONValue) {
    guard let model = json["model"]?.string, let vocabulary = json["vocabulary"]?.string,
      let weights = json["weights"]?.string,
      let normalForms = json["unicode"]?.string.flatMap(UnicodeVersion.init),
      // Once there was one version for both.
      let wordBoundaries = (json["unicode_words"] ?? json["unicode"])?.string
        .flatMap(UnicodeVersion.init),
      let layer = json["layer"]?.int,
      let precision = json["precision"]?.string.flatMap(Precision.init),
      let seed = json["seed"]?.number.flatMap({ UInt64($0.literal) }),
      let output = json["settings"]?["output"]?.string.flatMap(OutputFormat.init),
      let keep = json["settings"]?["keep"]?.int, keep > 0,
      let width = json["settings"]?["width"]?.int,
      let colour = json["settings"]?["colour"]?.bool, let plain = json["settings"]?["plain"]?.bool
    else { return nil }
    var settings = Settings()
    settings.output = output
    settings.keep = keep
    settings.width = width
    settings.colour = colour
    settings.plain = plain
    settings.seed = seed
    // What was saved before they could be chosen names none.
    if let senses = json["settings"]?["senses"]?.string { settings.senses = SensesChoice(senses) }
    self.init(
      model: model, vocabulary: vocabulary, weights: weights,
      unicode: .init(wordBoundaries: wordBoundaries, normalForms: normalForms),
      start: .init(settings: settings, layer: layer, precision: precision))
  }
}

extension Session {
  /// Writes the session whole or not at all.
  func save(to path: String) throws {
    var lines = [JSONValue.object(try SavedSession.Head(of: self).json).line]
    for entry in log.entries {
      var line = Array("{\"typed\":\(JSONValue.text(entry.typed).compact)".utf8)
      if let json = entry.reply.json {
        line += Array(",\"digest\":\"\(SavedSession.digest(of: json))\",\"answer\":".utf8) + json
      }
      lines.append(line + Array("}\n".utf8))
    }
    for number in sentences.numbers {
      let json: JSONObject = [
        "kept": .int(number), "text": .text(sentences[number]!.text.source.bytes),
      ]
      lines.append(JSONValue.object(json).line)
    }
    if let induction { lines += SavedInduction(induction).json.map(\.line) }
    lines.append(JSONValue.object(["end": .int(lines.count)]).line)
    try writing().write(to: path, isPrivate: true) { file throws(FileError) in
      for line in lines { try file.write(line) }
    }
  }
}

extension JSONValue {
  /// As a line with its end.
  fileprivate var line: [UInt8] { Array((compact + "\n").utf8) }

  /// Bytes as text, or, where they are no UTF-8, as numbers.
  static func text(_ bytes: [UInt8]) -> JSONValue {
    String(validating: bytes, as: UTF8.self).map { .string($0) }
      ?? .array(bytes.map { .int($0) })
  }

  /// What `text(_:)` was made of; `nil` for anything else.
  var textBytes: [UInt8]? {
    if let string { return Array(string.utf8) }
    guard let array else { return nil }
    let bytes = array.compactMap { $0.int.flatMap { UInt8(exactly: $0) } }
    return bytes.count == array.count ? bytes : nil
  }
}
