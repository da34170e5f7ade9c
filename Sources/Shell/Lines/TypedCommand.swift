import UnicodeText

/// A command as typed after the slash: its name and its words.
///
/// White space separates words; quotes keep it in one: straight double ones anywhere, typographic ones
/// (“ ”, „ “, « » and the like) where they open and end a word of the line. Inside quotes a backslash
/// escapes a closing quote or itself. Before a bracket backslashes are kept, since the sentence they belong to is read
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

  /// Refuses words of a command line that are parts of a text in typographic quotes, which no shell takes for quotes.
  public static func checkQuotes(ofArguments words: [String]) throws {
    for word in words
    where word.contains(where: \.isLetter) && !word.contains(where: \.isWhitespace) {
      let marks = word.filter(isMark)
      guard let mark = marks.first, !marks.count.isMultiple(of: 2) else { continue }
      throw ShellError(
        "stray-quote",
        "“\(word)” has a quotation mark (\(mark)) that is none to the shell; put the whole text between two \"",
        .usage)
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
    /// What ends the quotation in it.
    var closing: Character = "\""
  }

  private static func words(of text: String) throws -> [Word] {
    let words = split(text)
    if let last = words.last, last.isOpen {
      throw ShellError(
        "open-quote", "a quotation is not closed; add a \(last.closing) at its end", .usage)
    }
    for word in words.dropFirst() where !word.isQuoted {
      // 1:” is a use of the mark itself.
      guard let mark = word.text.first(where: Self.isMark), word.text.contains(where: \.isLetter)
      else { continue }
      throw ShellError(
        "stray-quote",
        "“\(word.text)” has a quotation mark (\(mark)) that opens or ends nothing; put the whole text "
          + "between two \"", .usage)
    }
    return words
  }

  /// The words of a line that may be unfinished.
  static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    var word: Word?
    // What ends the quotation one is in.
    var closing: Set<Character>?
    var rest = text[...]
    while let character = rest.first {
      let start = rest.startIndex
      rest.removeFirst()
      if closing == nil, character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
        continue
      }
      let isFirst = word == nil
      if isFirst { word = Word(start: start) }
      switch character {
      case "\"" where closing == nil || closing == ["\""]:
        closing = closing == nil ? ["\""] : nil
        word!.isQuoted = true
        word!.closing = "\""
      case _ where isFirst && opens(character, before: rest):
        let ends = typographic[character]!
        closing = Set(ends)
        word!.isQuoted = true
        word!.closing = ends.first!
      case _ where closing?.contains(character) == true && endsWord(rest):
        closing = nil
      case "\\" where closing != nil:
        let run = 1 + rest.prefix { $0 == "\\" }.count
        rest.removeFirst(run - 1)
        word!.text += escaped(run, before: &rest, closing: closing!)
      default: word!.text.append(character)
      }
    }
    if var done = word {
      done.isOpen = closing != nil
      words.append(done)
    }
    return words
  }

  /// Quotation marks that open a text, with those that may end it, the usual one first: English, German, French,
  /// Swedish and more.
  private static let typographic: [Character: String] = [
    "“": "”", "”": "”", "„": "“”", "‟": "”", "«": "»", "»": "«»", "‘": "’", "‚": "‘’", "‹": "›",
    "›": "‹›",
  ]

  private static func isMark(_ character: Character) -> Bool {
    "“”„‟«»‹›".contains(character)
  }

  /// Whether a mark at the start of a word opens a quotation. An apostrophe may begin a word: ‘tis.
  private static func opens(_ character: Character, before rest: Substring) -> Bool {
    guard let ends = typographic[character] else { return false }
    return !"‘‚‹›".contains(character) || isClosed(rest, by: ends)
  }

  private static func endsWord(_ rest: Substring) -> Bool { rest.first?.isWhitespace ?? true }

  /// Whether one of some marks ends a word further on.
  private static func isClosed(_ text: Substring, by marks: String) -> Bool {
    text.indices.contains { marks.contains(text[$0]) && endsWord(text[text.index(after: $0)...]) }
  }

  /// What a run of backslashes means before what follows it, which is taken along where escaped.
  private static func escaped(
    _ run: Int, before rest: inout Substring, closing: Set<Character>
  ) -> String {
    switch rest.first {
    case "[", "]": return String(repeating: "\\", count: run)
    case let quote? where closing.contains(quote):
      let slashes = String(repeating: "\\", count: run / 2)
      guard run % 2 == 1 else { return slashes }
      rest.removeFirst()
      return slashes + String(quote)
    default: return String(repeating: "\\", count: (run + 1) / 2)
    }
  }
}
