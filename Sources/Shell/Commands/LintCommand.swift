import ArgumentParser
import ModelFiles
import Senses

struct LintCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Whether terms are each used in one sense throughout a document.",
    discussion: """
      The file of terms has one a line. The uses of each are compared pair by pair and grouped while \
      their mean chance of being one sense is 0.35 or more; two groups are a fault, shown by the two \
      uses in the middle of them. The program ends with status 1 if there is one, and with \
      --require-found also if a term occurs nowhere. Two uses in one sentence look alike whatever they \
      mean, so such sentences are named for you to read.

      \(TextLayout.rule)
      """)
  static let topic = Topic.text
  static let example = ["/lint sentences.txt --terms terms.txt"]

  @Argument(help: "The document; - is standard input.", completion: .file())
  var file: String
  @Option(help: ArgumentHelp("The terms, one a line.", valueName: "file"), completion: .file())
  var terms: String
  @Option(help: ArgumentHelp("The most uses of a term to compare.", valueName: "number"))
  var most = 300
  @Flag(help: "A term that occurs nowhere is a fault too.")
  var requireFound = false
  @OptionGroup var text: TextOptions

  func validate() throws {
    try check("--most", most, from: 2, to: 2000)
  }

  func answer(in session: inout Session) throws -> Answer {
    guard session.reader.calibration != nil else { throw SensesError.noThreshold }
    let terms = try termsInFile()
    let found = try session.uses(
      of: terms, inFile: file, atMost: most, seed: session.settings.seed,
      layout: text.layout, isAnything: text.asText)
    if found.contains(where: \.isCut) { throw Interruption() }
    let checked = try zip(terms, found).map { term, found in
      try CheckedTerm(term, found, in: session)
    }
    return answer(checked, text: found[0].text, in: session)
  }

  private func answer(
    _ checked: [CheckedTerm], text: RunningText.Reading, in session: Session
  ) -> Answer {
    let faults = checked.filter { $0.witnesses != nil }
    let unused = checked.filter { $0.found == 0 }.map(\.term)
    let doubts = checked.flatMap(\.doubts)
    let (found, used) = (
      checked.reduce(0) { $0 + $1.found }, checked.reduce(0) { $0 + $1.used }
    )
    let count = checked.count - unused.count
    let unknown = checked.count(where: \.isUnknown)
    let share = "\(count) of \(counted(checked.count, "term")) found"
    let unusedNote = unused.isEmpty ? nil : "not used: \(unused.joined(separator: ", "))".onOneLine
    var blocks = faults.flatMap { $0.blocks(file) }
    var summary = share
    if !faults.isEmpty {
      summary += ", \(faults.count) in two senses"
    } else if count > unknown {
      summary += ", " + (count - unknown == 1 ? "in one sense" : "in one sense each")
    }
    blocks.append(.text(summary, .strong))
    if let unusedNote { blocks.append(.text(unusedNote)) }
    blocks.append(
      .text(
        "\(counted(found, "use")) in \(counted(text.lines, "line"))"
          + (text.layout == .paragraphs ? ", read by paragraphs" : "")))
    let sampled = checked.filter { $0.used < $0.found }.map {
      "“\($0.term)”: \($0.used) of \(counted($0.found, "use")) compared (--most compares more)"
        .onOneLine
    }
    blocks += sampled.map { .text($0) } + doubts.map(\.block)
    let fields: JSONObject = [
      "file": .string(file), "terms": .int(checked.count), "terms_found": .int(count),
      "unused": .array(unused.map { .string($0) }),
      "faults": .array(faults.compactMap(\.fault)), "doubts": .array(doubts.map(\.json)),
      "found": .int(found), "used": .int(used), "checked": .array(checked.map(\.json)),
    ]
    var answer = Answer(
      blocks, fields: fields.merging(text.fields), rows: checked.map(\.row))
    answer.warnings = text.warnings(file: file)
    if session.settings.output == .tsv {
      answer.warnings += ["\(file): \(share)"] + (unusedNote.map { [$0] } ?? []) + sampled
    }
    if !faults.isEmpty || requireFound && !unused.isEmpty { answer.status = .someFailed }
    return answer
  }

  private func termsInFile() throws -> [String] {
    var found: [String] = []
    for line in try FileLines(path: terms).texts(orFailWith: "bad-terms") {
      let term = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !term.isEmpty, !found.contains(term) { found.append(term) }
    }
    guard !found.isEmpty else {
      throw ShellError("no-terms", "\(terms) holds no terms, one a line")
    }
    return found
  }
}

/// A term, its uses, and what was seen of them.
private struct CheckedTerm {
  let term: String
  let found: Int
  let used: Int
  /// Whether the model cannot tell it from other unknown signs.
  let isUnknown: Bool
  /// `nil` where there are too few uses to compare, or nothing can be said of them.
  let lint: TermLint?
  /// Two uses that show two senses.
  let witnesses: (FoundUse, FoundUse)?
  let doubts: [TermDoubt]

  init(_ term: String, _ uses: FileUses, in session: Session) throws {
    self.term = term
    found = uses.found
    used = uses.uses.count
    isUnknown = uses.occurrences.first?.isUnknown ?? false
    guard used > 1, !isUnknown else {
      lint = nil
      witnesses = nil
      doubts = isUnknown ? [.unknown(term)] : []
      return
    }
    let lint = try TermLint(
      term: term, chances: try Self.chances(uses.vectors, in: session),
      checking: session.checkInterrupt)
    self.lint = lint
    witnesses = lint.witnesses.map { (uses.uses[$0], uses.uses[$1]) }
    let lines = uses.linesWithTwoInASentence
    doubts = lines.isEmpty ? [] : [.crowded(term, lines: lines)]
  }

  private static func chances(_ vectors: [[Float]], in session: Session) throws -> [[Double]] {
    var chances = vectors.map { _ in [Double](repeating: 1, count: vectors.count) }
    for a in vectors.indices {
      try session.checkInterrupt()
      for b in vectors.indices where b > a {
        let chance =
          session.reader.judgement(of: vectors[a], and: vectors[b], doubts: []).probability ?? 1
        chances[a][b] = chance
        chances[b][a] = chance
      }
    }
    return chances
  }

  /// The fault, for people.
  func blocks(_ file: String) -> [Block] {
    guard let lint, let witnesses else { return [] }
    let sizes = lint.senses.map { "\($0.count)" }.joined(separator: ", ")
    return [
      .text(
        "\(file): “\(term)” in \(lint.senses.count) senses (uses of each: \(sizes); mean "
          + "probability of one sense between the first two \(twoDecimals(lint.probability ?? 0)))"
          .onOneLine,
        .strong),
      Self.line(witnesses.0), Self.line(witnesses.1), .gap,
    ]
  }

  private static func line(_ use: FoundUse) -> Block {
    let marked = use.marked
    return .picture { width in
      let start = "  line \(use.line): "
      return Picture(
        lines: [[Picture.Run(start + marked.excerpt(width: width - start.count))]],
        plain: ["line \(use.line): \(marked.excerpt(width: 200))"])
    }
  }

  /// The fault as a JSON object; `nil` where there is none.
  var fault: JSONValue? {
    guard let lint, let witnesses else { return nil }
    func line(_ use: FoundUse) -> JSONValue {
      [
        "line": .int(use.line), "text": .string(use.sentence.string),
        "characters": use.characters.json, "bytes": use.bytes.json, "place": use.place.json,
      ]
    }
    return [
      "term": .string(term), "senses": .array(lint.senses.map { .int($0.count) }),
      "probability": .double(lint.probability), "first": line(witnesses.0),
      "second": line(witnesses.1),
    ]
  }

  var json: JSONValue {
    [
      "term": .string(term), "found": .int(found), "used": .int(used),
      "senses": lint.map { .int($0.senses.count) } ?? .null,
    ]
  }

  /// Fields of TSV: the term; of a fault the probability and two lines with their texts; uses found and used.
  var row: [JSONValue] {
    let (first, second) = (witnesses?.0, witnesses?.1)
    func line(_ use: FoundUse?) -> [JSONValue] {
      [use.map { .int($0.line) } ?? .null, .string(use?.sentence.string)]
    }
    return [.string(term), witnesses == nil ? .null : .double(lint?.probability)] + line(first)
      + line(second) + [.int(found), .int(used)]
  }
}

/// Why nothing sure can be said of a term.
private enum TermDoubt {
  /// It stands twice in one sentence.
  case crowded(String, lines: [Int])
  /// The model reads it as any unknown sign.
  case unknown(String)

  /// More lines than this are counted, not named.
  static let mostNamed = 8

  var block: Block {
    switch self {
    case .crowded(let term, let lines):
      let named = lines.prefix(Self.mostNamed).map(String.init).joined(separator: ", ")
      let others = lines.count - Self.mostNamed
      let rest = others > 0 ? " and \(counted(others, "other"))" : ""
      return .text(
        ("Take it with care: two uses of “\(term)” stand in one sentence in "
          + "\(lines.count == 1 ? "line" : "lines") \(named)\(rest).").onOneLine)
    case .unknown(let term):
      return .text("“\(term)” is unknown to the model, so nothing is said of its uses.".onOneLine)
    }
  }

  var json: JSONValue {
    switch self {
    case .crowded(let term, let lines):
      let code = Doubt.oneSentence(word: term).code
      return [
        "term": .string(term), "code": .string(code), "lines": .array(lines.map { .int($0) }),
      ]
    case .unknown(let term):
      return ["term": .string(term), "code": .string(Doubt.unknown(words: [term]).code)]
    }
  }
}
