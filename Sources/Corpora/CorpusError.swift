import JSON
import Platform

/// Why a corpus cannot be read, or not further: where, what is wrong, what to do, in one line.
public struct CorpusError: Error, Equatable, CustomStringConvertible {
  public enum Fault: Equatable, Sendable {
    case notRunningText(CorpusLook)
    /// A folder without files, or a pattern that none has the name of.
    case noFile
    /// What no reader is for.
    case unreadable(CorpusLook)
    /// A row or a line that is longer than any is read.
    case recordTooLong
    case textAfterQuote
    case openQuote
    case noColumns
    case noTextColumn(wanted: String?, columns: [String])
    case fields(found: Int, expected: Int)
    case columns(found: Int, expected: Int)
    case badWordID(String)
    case emptyWord
    /// The file ends in a structure that began in a line.
    case cutStructure(String, line: Int)
    case badXML(String, isCut: Bool)
    case tooDeep(limit: Int)
    case html
    case badRange(column: String, value: String, characters: Int)
    case badJSON(JSONError)
    case noObject(found: String)
    case noTextField(String, names: [String])
    case noText(String, found: String)
    /// A line that is to point at a use does not.
    case noUse
  }

  public let fault: Fault
  /// `-` is standard input.
  public let path: String
  /// From 1; `nil` where the whole file is meant.
  public let line: Int?
  /// The byte of the line, from 1.
  public let column: Int?

  public init(_ fault: Fault, path: String, line: Int? = nil, column: Int? = nil) {
    self.fault = fault
    self.path = path
    self.line = line
    self.column = column
  }

  public var description: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return "\(path)\(place): \(what)"
  }

  /// For machines, and for good.
  public var code: String {
    switch fault {
    case .notRunningText: "not-running-text"
    case .noTextColumn, .noTextField: "no-text"
    case .noFile: "unreadable-file"
    default: "bad-corpus"
    }
  }

  private var what: String {
    switch fault {
    case .notRunningText(let look):
      "looks like \(look.name), not running text: \(look.advice(forFile: path)); "
        + "--as-text reads it as it stands"
    case .noFile: "there is no file here: name a file, a folder with files, or a pattern"
    case .unreadable(let look):
      "looks like \(look.name), which is not read as a corpus: \(look.advice(forFile: path))"
    case .recordTooLong:
      "a record is longer than \(FileLines.longest >> 20) MiB: cut it into several"
    case .textAfterQuote:
      "text follows a closing quote: double a quote that is part of a field in quotes"
    case .openQuote:
      "a field in quotes begins here and does not end: close it, or double the quote"
    case .noColumns: "has no row that names its columns"
    case .noTextColumn(let wanted?, let columns):
      "has no column \(quoted(wanted)); its columns are \(Self.list(columns))"
    case .noTextColumn(nil, let columns):
      "which column holds the text? Name one with --text-column: \(Self.list(columns))"
    case .fields(let found, let expected):
      "a row of \(found) \(found == 1 ? "field" : "fields"), expected \(expected) as in the first row: "
        + "put it right, or quote a field that holds separators"
    case .columns(let found, let expected):
      "\(found) \(found == 1 ? "column" : "columns"), expected \(expected) with a tab between two"
    case .badWordID(let text):
      "the line begins with \(quoted(text)), expected the number of a word, such as 3, 3-4 or 3.1"
    case .emptyWord: "the word is empty: write it, or leave the line out"
    case .cutStructure(let name, let line):
      "the file ends in <\(shown(name, atMost: 40))>, which begins in line \(line): the copy may not be whole"
    case .badXML(let what, isCut: false): "not well-formed XML: \(what)"
    case .badXML(let what, isCut: true):
      "the file ends too early (\(what)): the copy may not be whole"
    case .tooDeep(let limit): "elements are nested more than \(limit) deep"
    case .html: "HTML is not read as a corpus: save the text of the page"
    case .badRange(let column, let value, let characters):
      "\(column) is \(quoted(value)), expected START:END in characters of the text, which has \(characters)"
    case .badJSON(let error): "\(error)"
    case .noObject(let found): "expected an object of JSON, found \(found)"
    case .noTextField(let wanted, let names):
      "there is no \(quoted(wanted)), which would hold the text; name another with --text-field: \(Self.list(names))"
    case .noText(let name, let found): "\(quoted(name)) is \(found), expected a string"
    case .noUse:
      "the line points at no use: give its start and end, or characters, in characters of the text, or put it alone in [brackets]"
    }
  }

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "there are none" }
    return names.prefix(12).map { shown($0, atMost: 40) }.joined(separator: ", ")
      + (names.count > 12 ? ", …" : "")
  }
}
