import JSON
import Platform
import UnicodeText

/// What a text looks like that would give wrong uses if its lines were read as running text.
public enum CorpusLook: Sendable, Hashable {
  case conllu
  case vertical
  case jsonLines
  case json
  case markup
  /// A table whose first row names its columns.
  case table(separator: UInt8, columns: [String])

  public var name: String {
    switch self {
    case .conllu: "CoNLL-U"
    case .vertical: "vertical text (one word a line)"
    case .jsonLines: "JSON Lines"
    case .json: "JSON"
    case .markup: "XML or HTML"
    case .table(let separator, let columns):
      (separator == 0x09 ? "a tab-separated table" : "a CSV table")
        + " with the columns \(columns.prefix(6).joined(separator: ", "))\(columns.count > 6 ? ", …" : "")"
    }
  }

  /// How to get at the text.
  public func advice(forFile path: String) -> String {
    let file = path == "-" ? "FILE" : path.shellQuoted
    return switch self {
    case .conllu: "its sentences are in the comments: sed -n 's/^# text = //p' \(file) > NEW"
    case .vertical: "join the words of the first column to sentences, one a line"
    case .jsonLines, .json: "take the member with the text out: jq -r .text \(file) > NEW"
    case .markup: "take the text out of its tags first"
    case .table(separator: 0x09, let columns):
      "take the column with the text out: cut -f \(columns.count) \(file) | tail -n +2 > NEW"
    case .table: "take the column with the text out first, one text a line"
    }
  }
}

extension CorpusLook {
  /// - Parameter sample: The beginning of a text.
  /// - Returns: `nil` for running text, which is never taken for anything else where a person has typed it as
  ///   sentences: each format is told by what all of its lines have.
  public init?(_ sample: Span<UInt8>) {
    var lines = String(decoding: (0..<sample.count).map { sample[$0] }, as: UTF8.self).streamSafe
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if FileLines.isCut(sample), lines.count > 1 { lines.removeLast() }
    let full = lines.filter { !$0.allSatisfy(\.isWhitespace) }
    guard let first = full.first else { return nil }
    if Self.isCoNLLU(full) {
      self = .conllu
    } else if Self.isVertical(full) {
      self = .vertical
    } else if Self.isObject(first) {
      self = .jsonLines
    } else if Self.isJSON(full) {
      self = .json
    } else if Self.isMarkup(full) {
      self = .markup
    } else if let table = Self.table(full) {
      self = table
    } else {
      return nil
    }
  }

  /// Every line but comments has a number, a range or an empty node in its first column of eight or more.
  private static func isCoNLLU(_ lines: [Substring]) -> Bool {
    let words = lines.filter { !$0.hasPrefix("#") }
    return !words.isEmpty
      && words.allSatisfy { line in
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        return columns.count >= 8
          && columns[0].split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "." }
            .allSatisfy { Int($0) != nil }
      }
  }

  /// Tags stand alone in their lines, one at least; every other line is one word, or a word and its columns.
  private static func isVertical(_ lines: [Substring]) -> Bool {
    var tags = 0
    var words = 0
    for line in lines {
      if line.hasPrefix("<"), line.hasSuffix(">"), line.dropFirst().first.map(isTagStart) == true {
        tags += 1
      } else if line.first?.isWhitespace == false,
        line.contains("\t") || !line.contains(where: \.isWhitespace), !line.contains("</")
      {
        words += 1
      } else {
        return false
      }
    }
    return tags > 0 && words > tags
  }

  private static func isObject(_ line: Substring) -> Bool {
    line.first == "{" && (try? JSONValue(parsing: Array(line.utf8)))?.object != nil
  }

  /// One value over many lines, or one line that goes on beyond the sample.
  private static func isJSON(_ lines: [Substring]) -> Bool {
    let start = lines.prefix(3).joined().filter { !$0.isWhitespace }
    guard start.hasPrefix("{\"") || start.hasPrefix("[{\"") || start.hasPrefix("[\"") else {
      return false
    }
    // [“…”] may be the words of a person; a name has a colon, a list another value.
    let rest = start.drop { $0 != "\"" }.dropFirst().drop { $0 != "\"" }.dropFirst()
    return rest.first == ":" || (start.hasPrefix("[\"") && rest.hasPrefix(",\""))
  }

  private static func isTagStart(_ character: Character) -> Bool {
    character.isLetter || character == "/" || character == "!" || character == "?"
  }

  /// Begins with a declaration, or with a tag that is closed further on.
  private static func isMarkup(_ lines: [Substring]) -> Bool {
    let first = lines[0].drop(while: \.isWhitespace)
    let lowered = first.prefix(16).lowercased()
    if lowered.hasPrefix("<?xml") || lowered.hasPrefix("<!doctype") || lowered.hasPrefix("<!--") {
      return true
    }
    guard first.hasPrefix("<"), first.dropFirst().first?.isLetter == true else { return false }
    let name = first.dropFirst().prefix {
      $0.isLetter || $0.isNumber || $0 == ":" || $0 == "-" || $0 == "_" || $0 == "."
    }
    let after = first.dropFirst(1 + name.count).first
    guard after == ">" || after == " " || after == nil || after == "/" else { return false }
    // Of a long document the end is not in sight.
    return ["html", "tei", "teiheader", "teicorpus", "bncdoc"].contains(name.lowercased())
      || lines.contains { $0.contains("</\(name)>") }
  }

  /// The first row holds names, short and without a stop, and every row has as many columns.
  private static func table(_ lines: [Substring]) -> CorpusLook? {
    guard lines.count > 1 else { return nil }
    for separator in ["\t", ",", ";"] as [Character] {
      let columns = fields(lines[0], separator).map { String($0) }
      guard columns.count > 1, Set(columns).count == columns.count,
        columns.allSatisfy(isName)
      else { continue }
      let rows = lines.dropFirst()
      let fitting = rows.count { fields($0, separator).count == columns.count }
      guard fitting * 10 >= rows.count * 9 else { continue }
      return .table(separator: separator.asciiValue!, columns: columns)
    }
    return nil
  }

  /// A column's name: letters, digits and `_`, perhaps with a space or a sign of names between.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_", text.count <= 40,
      text.last?.isWhitespace == false
    else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || "_ -.:/#()".contains($0) }
      && text.last != "." && text.split(separator: " ").count <= 3
  }

  /// A row's fields; separators in quotes part none.
  private static func fields(_ line: Substring, _ separator: Character) -> [Substring] {
    guard separator != "\t", line.contains("\"") else {
      return line.split(separator: separator, omittingEmptySubsequences: false)
    }
    var fields: [Substring] = []
    var isQuoted = false
    var start = line.startIndex
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == separator, !isQuoted {
        fields.append(line[start..<index])
        start = line.index(after: index)
      }
    }
    fields.append(line[start...])
    return fields.map { field in
      field.count > 1 && field.first == "\"" && field.last == "\""
        ? field.dropFirst().dropLast() : field
    }
  }
}
