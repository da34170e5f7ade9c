import ArgumentParser
import Tokenization
import UnicodeText

/// What could stand at the cursor of a line that is being typed.
public enum Suggestions: Sendable, Hashable {
  /// Words, one of which replaces what stands from `from`, a byte offset, to the cursor. One that is
  /// finished may be followed by a space.
  case words([Word], from: Int)
  /// A file's name that starts at a byte offset.
  case fileNames(from: Int)

  public struct Word: Sendable, Hashable {
    public let text: String
    public let isFinished: Bool

    init(_ text: String, isFinished: Bool = true) {
      self.text = text
      self.isFinished = isFinished
    }
  }

  static let none = Suggestions.words([], from: 0)
}

extension Session {
  /// What could stand at the cursor.
  ///
  /// - Parameters:
  ///   - line: All that is typed.
  ///   - cursor: A byte offset into its UTF-8.
  public func suggestions(for line: String, cursor: Int) -> Suggestions {
    let typed = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    guard typed.hasPrefix("/"), !typed.hasPrefix("//") else { return .none }
    let rest = typed.dropFirst()
    var words = TypedCommand.split(String(rest))
    // After white space a new word begins.
    let isNew = words.last.map { !$0.isOpen && rest.last?.isWhitespace == true } ?? true
    if isNew { words.append(TypedCommand.Word(start: rest.endIndex)) }
    let current = words.removeLast()
    let from = cursor - (isNew ? 0 : typed.utf8.distance(from: current, in: rest))
    guard let name = words.first?.text else {
      return Suggestions.words(
        Commands.all.map { $0.name }.filter { $0.hasPrefix(current.text) }.sorted().map {
          Suggestions.Word("/" + $0)
        }, from: 0)
    }
    guard let type = try? Commands.named(name) else { return .none }
    return suggestions(
      for: current, at: from, after: words.dropFirst().map(\.text), usage: Usage(of: type))
  }

  private func suggestions(
    for word: TypedCommand.Word, at from: Int, after before: [String], usage: Usage
  ) -> Suggestions {
    if word.text.hasPrefix("-"), !word.isQuoted {
      let names = usage.options.filter { !$0.isBuiltIn }.map(\.name).filter {
        $0.hasPrefix(word.text)
      }
      return .words(names.map { Suggestions.Word($0) }, from: from)
    }
    guard let value = usage.value(after: before) else { return .none }
    if value == .file { return .fileNames(from: from) }
    guard !word.isQuoted else { return .none }
    let words: [Suggestions.Word] =
      switch value {
      case .words(let words): words.map { Suggestions.Word($0) }
      case .session(.word): wordsInUse.map { Suggestions.Word($0) }
      case .session(.sentence): sentences.numbers.map { Suggestions.Word("\($0)") }
      case .session(.use): usesStarting(with: word.text)
      case .anything, .file: []
      }
    let typed = word.text.caseFolded
    return .words(words.filter { $0.text.caseFolded.hasPrefix(typed) }, from: from)
  }

  /// `2:` for what may become a use; the words of the sentence once its number is there.
  private func usesStarting(with typed: String) -> [Suggestions.Word] {
    guard let colon = typed.firstIndex(of: ":"), let number = Int(typed[..<colon]),
      let text = sentences[number]?.text
    else { return sentences.numbers.map { Suggestions.Word("\($0):", isFinished: false) } }
    var seen: Set<String> = []
    return text.tokens.indices.compactMap { token -> Suggestions.Word? in
      guard text.tokens[token].text.unicodeScalars.contains(where: \.isLetterOrNumber),
        let use = try? use(token: token, in: number), seen.insert(use.name).inserted
      else { return nil }
      return Suggestions.Word(use.name)
    }
  }

  /// The words of all sentences, those of most sentences first.
  private var wordsInUse: [String] {
    var counts: [String: Int] = [:]
    for number in sentences.numbers {
      let keys = sentences[number]!.text.tokens.map(\.key)
      for key in Set(keys) where key.unicodeScalars.contains(where: \.isLetterOrNumber) {
        counts[key, default: 0] += 1
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}

extension String.UTF8View {
  /// How many bytes a word takes to the end of a text.
  fileprivate func distance(from word: TypedCommand.Word, in text: Substring) -> Int {
    // The word was found in a copy of `text`, so its place is counted there.
    let copy = String(text)
    return copy.utf8.distance(from: word.start, to: copy.utf8.endIndex)
  }
}
