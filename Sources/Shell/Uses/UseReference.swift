import ArgumentParser
import Senses

/// One use of a word, as a person writes it; `Session` finds what it means.
///
/// ```
/// 2:bank          the word in sentence 2
/// 2:bank#2        its second occurrence there
/// 2:[TGT]         a token that the model has with its brackets
/// 2@17-21         characters 17 to 20 of sentence 2, counted from 0: Unicode scalars
/// She sat on the [bank].    a sentence of its own, which is not kept
/// bank            the word, or a few words, without any context
/// ```
///
/// A backslash before a bracket makes it an ordinary one, and the one that closes it too where no backslash is
/// before that; two make a backslash. Before a dash at the start a backslash keeps the text from being
/// taken for an option.
public struct UseReference: Sendable, Hashable, ExpressibleByArgument {
  /// As written.
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(argument: String) { text = argument }

  /// What a reference names.
  public enum Form: Sendable, Hashable {
    /// An occurrence counts from 1.
    case word(sentence: Int, word: String, occurrence: Int?)
    /// Counts Unicode scalars from 0.
    case characters(sentence: Int, Range<Int>)
    case marked(MarkedText)
    case bare(String)
  }

  /// - Throws: `ShellError`, where nothing is named.
  public func form() throws -> Form {
    if let word = bracketedWord { return word }
    if let marked = try marked() { return .marked(marked) }
    if let separator = text.firstIndex(where: { !$0.isASCIIDigit }), separator > text.startIndex,
      let sentence = Int(text[..<separator])
    {
      let rest = text[text.index(after: separator)...]
      switch text[separator] {
      case ":": return try word(String(rest), in: sentence)
      case "@": return try characters(rest, in: sentence)
      default: break
      }
    }
    return .bare(text.hasPrefix("\\-") ? String(text.dropFirst()) : text)
  }

  /// A word that has brackets itself, as an added token of a model, where nothing else is written: `1:[TGT]`, `1:[TGT]#2`.
  private var bracketedWord: Form? {
    // Most texts need no pattern to be made.
    guard text.first?.isASCIIDigit == true,
      let match = text.wholeMatch(of: /([0-9]+):(\[[^\s\[\]]+\])(?:#([0-9]+))?/),
      let sentence = Int(match.1)
    else { return nil }
    let occurrence = match.3.map { Int($0) ?? 0 }
    return occurrence == 0
      ? nil : .word(sentence: sentence, word: String(match.2), occurrence: occurrence)
  }

  private func word(_ text: String, in sentence: Int) throws -> Form {
    guard !text.isEmpty else {
      throw ShellError("bad-use", "\(self.text) names no word; write \(sentence):WORD", .usage)
    }
    if let mark = text.lastIndex(of: "#"), mark > text.startIndex,
      let occurrence = Int(text[text.index(after: mark)...]), occurrence > 0
    {
      return .word(sentence: sentence, word: String(text[..<mark]), occurrence: occurrence)
    }
    return .word(sentence: sentence, word: text, occurrence: nil)
  }

  private func characters(_ text: Substring, in sentence: Int) throws -> Form {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else {
      throw ShellError(
        "bad-use",
        "\(self.text) is no range of characters; write \(sentence)@START-END, counted from 0, "
          + "the end not included and above the start", .usage)
    }
    return .characters(sentence: sentence, start..<end)
  }

  /// The text less its brackets; `nil` where it has none.
  ///
  /// Where brackets do not fit otherwise, one with a backslash before it takes its partner along.
  private func marked() throws -> MarkedText? {
    do { return try marked(pairingEscaped: false) } catch let error as ShellError {
      guard text.contains("\\["), let marked = try? marked(pairingEscaped: true) else {
        throw error
      }
      return marked
    }
  }

  private func marked(pairingEscaped: Bool) throws -> MarkedText? {
    // Ordinary brackets that are open, and how many of them were when the use began.
    var ordinary = 0
    var ordinaryBefore = 0
    var plain = ""
    var opening: Int?
    var closing: Int?
    var slashes = 0
    for character in text {
      if character == "\\" {
        slashes += 1
        continue
      }
      let isBracket = character == "[" || character == "]"
      // Only before a bracket, or a dash that starts the text, do backslashes mean anything.
      let isEscape = isBracket || (character == "-" && plain.isEmpty && slashes == 1)
      plain += String(repeating: "\\", count: isEscape ? slashes / 2 : slashes)
      let isEscaped = isEscape && slashes % 2 == 1
      slashes = 0
      switch character {
      case "[" where !isEscaped:
        guard opening == nil else { throw brackets("more than one pair of brackets") }
        opening = plain.utf8.count
        ordinaryBefore = ordinary
      case "]"
      where !isEscaped && pairingEscaped
        && ordinary > (opening != nil && closing == nil ? ordinaryBefore : 0):
        ordinary -= 1
        plain.append(character)
      case "]" where !isEscaped:
        guard opening != nil, closing == nil else { throw brackets("a bracket with no partner") }
        closing = plain.utf8.count
      default:
        if character == "[" { ordinary += 1 }
        if character == "]" { ordinary = max(0, ordinary - 1) }
        plain.append(character)
      }
    }
    plain += String(repeating: "\\", count: slashes)
    switch (opening, closing) {
    case (nil, nil): return nil
    case (let start?, let end?):
      guard start < end else { throw brackets("nothing between the brackets") }
      return MarkedText(text: plain, use: start..<end)
    default: throw brackets("a bracket with no partner")
    }
  }

  private func brackets(_ found: String) -> ShellError {
    ShellError(
      "bad-brackets",
      "found \(found); mark one use, as in \"She sat on the [bank].\", and write \\[ for a bracket "
        + "that is part of the text", .usage)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
