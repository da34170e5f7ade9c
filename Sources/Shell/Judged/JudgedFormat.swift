import ArgumentParser
import Corpora
import Senses

/// How a file writes judged uses. All but the first are as their authors publish them.
enum JudgedFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// `{"a":{"words":[…],"i":n},"b":{…},"gold":x}` or `{"words":[…],"i":n,"gold":sense}` on each line.
  case jsonl
  /// Word, part of speech, two places, two sentences; T or F in the file of answers.
  case wic
  /// A list of objects with two sentences and places; the answers in another.
  case mcl
  /// Two texts with the words between `<b>` and `</b>`, a mean grade.
  case scws
  /// The word's place and the sentence; the sense's number in the file of answers.
  case coarsewsd
  /// DURel's `uses.csv`, and grades of its pairs in `judgments.csv`.
  case durel
  /// Sentences of words in XML, some with an id, and a file of ids with the keys of their senses.
  case wsd

  /// Reads a file. Whatever the format, lines of which the first starts with a brace are JSON Lines.
  ///
  /// - Parameters:
  ///   - answers: The file of answers, where the format has one; without it, the file whose name has `gold` for `data`.
  ///   - check: Asked now and then; what it throws is thrown on.
  /// - Throws: `FileLinesError`; `JudgedSetError`, which names file and line; `ShellError`.
  func read(
    _ path: String, answers: String? = nil, checking check: @escaping () throws -> Void
  ) throws -> JudgedSet {
    func lines(of path: String) throws -> JudgedLines {
      let file = FileLines(path: path, checkInterrupt: check)
      return JudgedLines(try file.texts(orFailWith: "bad-set"), of: path)
    }
    func gold() throws -> JudgedLines { try lines(of: answers ?? Self.answers(for: path)) }
    // Lines of which the first begins as an object are JSON Lines.
    func set(_ read: (JudgedLines) throws -> JudgedSet) throws -> JudgedSet {
      let data = try lines(of: path)
      guard let first = data.lines.first else {
        throw ShellError("bad-set", "\(path): holds nothing to judge")
      }
      return try first.hasPrefix("{") ? data.jsonLines() : read(data)
    }
    switch self {
    case .jsonl: return try set { try $0.jsonLines() }
    case .wic: return try set { try .pairs($0.wic(gold())) }
    case .mcl: return try set { try .pairs($0.mcl(gold())) }
    case .scws: return try set { try .pairs($0.scws()) }
    case .coarsewsd: return try set { try .uses($0.coarseWSD(gold())) }
    case .durel:
      return try set {
        try .pairs($0.durel(lines(of: answers ?? Self.judgments(beside: path))))
      }
    case .wsd:
      let keys = try answers ?? Self.answers(for: path, data: "data.xml", gold: "gold.key.txt")
      return try .senses(JudgedSense.read(path, answers: lines(of: keys), checking: check))
    }
  }

  private static func judgments(beside path: String) -> String {
    String(path[..<(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)])
      + "judgments.csv"
  }

  /// The file whose name has `gold` where that of the data has `data`.
  private static func answers(
    for path: String, data: String = "data", gold: String = "gold"
  ) throws -> String {
    let folders = path.split(separator: "/", omittingEmptySubsequences: false)
    let name = String(folders.last!).replacing(data, with: gold)
    guard name != folders.last! else {
      throw ShellError(
        "bad-set", "\(path): its answers are in another file; name that one with --gold", .usage)
    }
    return (folders.dropLast().map(String.init) + [name]).joined(separator: "/")
  }
}
