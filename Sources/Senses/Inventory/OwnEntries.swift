import Corpora
import JSON
import Platform
import UnicodeText

/// What a person's own file of senses says, in the order of its lines.
struct OwnEntries {
  let path: String
  private(set) var senses: [InventorySense] = []
  /// Where each sense of a word was told, from which one told twice is known.
  private var lines: [Name: Int] = [:]
  private var columns: [String: Int]?
  private var columnCount = 0

  private struct Name: Hashable {
    let word: LemmaKey
    let sense: String
  }

  init(path: String) { self.path = path }

  /// - Throws: `InventoryError`, where it cannot be read or a line is wrong.
  mutating func read(_ checkInterrupt: @escaping () throws -> Void) throws(InventoryError) {
    var line = 0
    do {
      try FileLines(path: path, unpacks: true, checkInterrupt: checkInterrupt).forEach { text in
        line += 1
        try read(text, line: line)
        return true
      }
    } catch {
      throw InventoryError(error, reading: path)
    }
  }

  private mutating func read(_ text: Span<UInt8>, line: Int) throws(InventoryError) {
    let bytes = text.withUnsafeBufferPointer { Array($0) }
    guard let first = bytes.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw fault("not UTF-8: save the file as UTF-8", line)
    }
    if columns == nil, first == UInt8(ascii: "{") {
      try readJSON(bytes, line: line)
    } else if columns == nil, !senses.isEmpty {
      throw fault("no object of JSON, as the lines before are", line)
    } else {
      let fields = bytes.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self).trimmed.streamSafe
      }
      if columns == nil {
        try readHeads(fields, line: line)
      } else {
        try readRow(fields, line: line)
      }
    }
  }

  // A table.

  private mutating func readHeads(_ fields: [String], line: Int) throws(InventoryError) {
    var columns: [String: Int] = [:]
    for (place, field) in fields.enumerated() where !field.isEmpty {
      let name = field.lowercased() == "lemma" ? "word" : field.lowercased()
      guard columns.updateValue(place, forKey: name) == nil else {
        throw fault("two columns are named \(quoted(field)): each needs a name of its own", line)
      }
    }
    let missing = ["word", "sense", "gloss"].filter { columns[$0] == nil }
    guard missing.isEmpty else {
      throw fault(
        "no column \(joined(missing.map { quoted($0) })): the first line names the columns, with tabs between: "
          + "word, sense, gloss, and examples, pos, count where there are any", line)
    }
    self.columns = columns
    columnCount = fields.count
  }

  private mutating func readRow(_ fields: [String], line: Int) throws(InventoryError) {
    // Spreadsheets write empty cells behind the last column too.
    let end = fields.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    guard end > 0 else { return }
    guard let columns, end <= columnCount else {
      throw fault(
        "\(counted(end, "field")) for \(counted(columnCount, "column")): take the tab out of a text",
        line)
    }
    func field(_ name: String) -> String? {
      guard let place = columns[name], place < fields.count, !fields[place].isEmpty else {
        return nil
      }
      return fields[place]
    }
    var count: Int?
    if let text = field("count") {
      count = Int(text)
      guard count != nil else { throw fault("count is \(quoted(text)), expected a number", line) }
    }
    try add(
      word: field("word"), sense: field("sense"), gloss: field("gloss"),
      examples: (field("examples") ?? "").split(separator: "|").map { $0.trimmed }
        .filter { !$0.isEmpty },
      pos: field("pos"), count: count, line: line)
  }

  // JSON Lines.

  private mutating func readJSON(_ bytes: [UInt8], line: Int) throws(InventoryError) {
    let value: JSONValue
    do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
      throw fault("no JSON: \(error)", line)
    }
    func text(_ name: String) throws(InventoryError) -> String? {
      guard let member = value[name], !member.isNull else { return nil }
      guard let text = member.string else {
        throw fault("\(name) is \(member.kind), expected a text", line)
      }
      return text.trimmed.streamSafe
    }
    var examples: [String] = []
    if let member = value["examples"], !member.isNull {
      let texts = member.array?.map(\.string)
      guard let texts, !texts.contains(nil) else {
        throw fault("examples is \(member.kind), expected a list of texts", line)
      }
      examples = texts.compactMap(\.self)
    }
    var count: Int?
    if let member = value["count"], !member.isNull {
      count = member.int
      guard count != nil else {
        throw fault("count is \(member.kind), expected a whole number", line)
      }
    }
    var word = try text("word")
    if word == nil { word = try text("lemma") }
    try add(
      word: word, sense: text("sense"), gloss: text("gloss"), examples: examples,
      pos: text("pos"), count: count, line: line)
  }

  // Both.

  private mutating func add(
    word: String?, sense: String?, gloss: String?, examples: [String], pos: String?, count: Int?,
    line: Int
  ) throws(InventoryError) {
    func needed(_ text: String?, _ name: String) throws(InventoryError) -> String {
      guard let text, !text.isEmpty else {
        throw fault("no \(name): each sense needs word, sense and gloss", line)
      }
      return text
    }
    let word = try needed(word, "word")
    let id = try needed(sense, "sense")
    let gloss = try needed(gloss, "gloss")
    guard count ?? 0 >= 0 else { throw fault("count is \(count!), expected 0 or more", line) }
    var part: PartOfSpeech?
    if let pos, !pos.isEmpty {
      // Satellites are adjectives.
      part = pos == "s" ? .adjective : PartOfSpeech(rawValue: pos)
      guard part != nil else { throw fault("pos is \(quoted(pos)), expected n, v, a or r", line) }
    }
    let key = LemmaKey(word)
    guard !key.text.isEmpty else { throw fault("word is \(quoted(word)), which is none", line) }
    if let first = lines.updateValue(line, forKey: Name(word: key, sense: id)) {
      throw fault(
        "sense \(quoted(id)) of \(quoted(word)) is already on line \(first): give each a name of its own",
        line)
    }
    senses.append(
      InventorySense(
        id: id, lemma: word.replacing("_", with: " "), partOfSpeech: part, number: 0, gloss: gloss,
        examples: examples, count: count ?? 0, name: id.contains("%") ? nil : id))
  }

  private func fault(_ what: String, _ line: Int) -> InventoryError {
    .line(path: path, line: line, what: what)
  }
}
