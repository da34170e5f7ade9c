import UnicodeText

/// A command as typed after the slash: its name and its words.
///
/// White space separates words; double quotes keep it in one. Inside quotes a backslash escapes a
/// quote or itself. Before a bracket backslashes are kept, since the sentence they belong to is read
/// once more, for its brackets (`UseReference`).
public struct TypedCommand: Sendable, Hashable {
  public let name: String
  public let words: [String]

  public init(name: String, words: [String]) {
    self.name = name
    self.words = words
  }

  public init(_ text: String) throws {
    let words = try Self.words(of: text)
    guard let first = words.first, !first.isQuoted, first.start == text.startIndex else {
      throw ShellError(
        "no-command", "no command follows the slash; /help lists them, and // starts a sentence",
        .usage)
    }
    name = first.text
    // A quoted word is never an option.
    self.words = words.dropFirst().map {
      $0.isQuoted && $0.text.hasPrefix("-") ? "\\" + $0.text : $0.text
    }
  }

  /// A word in quotes, so that it is read as this word again, whatever is in it.
  static func quoted(_ word: String) -> String {
    var text = "\""
    var rest = word[...]
    while !rest.isEmpty {
      let slashes = rest.prefix { $0 == "\\" }
      rest = rest[slashes.endIndex...]
      let next = rest.popFirst()
      // Before a bracket backslashes are kept as they are.
      let isKept = next == "[" || next == "]"
      text += isKept ? String(slashes) : String(repeating: "\\", count: 2 * slashes.count)
      if next == "\"" { text += "\\" }
      if let next { text.append(next) }
    }
    return text + "\""
  }

  /// A word, and where it starts.
  struct Word: Hashable {
    var text = ""
    var isQuoted = false
    let start: String.Index
    /// Whether its quotation is still open at the end of the line.
    var isOpen = false
  }

  private static func words(of text: String) throws -> [Word] {
    let words = split(text)
    if words.last?.isOpen == true {
      throw ShellError("open-quote", "a quotation is not closed; add a \" at its end", .usage)
    }
    return words
  }

  /// The words of a line that may be unfinished.
  static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    var word: Word?
    var inQuotes = false
    var rest = text[...]
    while let character = rest.first {
      let start = rest.startIndex
      rest.removeFirst()
      if !inQuotes, character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
        continue
      }
      if word == nil { word = Word(start: start) }
      switch character {
      case "\"":
        inQuotes.toggle()
        word!.isQuoted = true
      case "\\" where inQuotes:
        let run = 1 + rest.prefix { $0 == "\\" }.count
        rest.removeFirst(run - 1)
        word!.text += escaped(run, before: &rest)
      default: word!.text.append(character)
      }
    }
    if var done = word {
      done.isOpen = inQuotes
      words.append(done)
    }
    return words
  }

  /// What a run of backslashes means before what follows it, which is taken along where escaped.
  private static func escaped(_ run: Int, before rest: inout Substring) -> String {
    switch rest.first {
    case "[", "]": return String(repeating: "\\", count: run)
    case "\"":
      let slashes = String(repeating: "\\", count: run / 2)
      guard run % 2 == 1 else { return slashes }
      rest.removeFirst()
      return slashes + "\""
    default: return String(repeating: "\\", count: (run + 1) / 2)
    }
  }
}
