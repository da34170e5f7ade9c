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
      uses in the middle of them. The program ends with status 1 if there is one. Two uses in one \
      sentence look alike whatever they mean, so such sentences are named for you to read.
      """)
  static let topic = Topic.text
  static let example = ["/lint sentences.txt --terms terms.txt"]

  @Argument(help: "The document; - is standard input.", completion: .file())
  var file: String
  @Option(help: ArgumentHelp("The terms, one a line.", valueName: "file"), completion: .file())
  var terms: String
  @Option(help: ArgumentHelp("The most uses of a term to compare.", valueName: "number"))
  var most = 300

  func validate() throws {
    if !(2...2000 ~= most) { throw ValidationError("--most takes a number from 2 to 2000") }
  }

  func answer(in session: inout Session) throws -> Answer {
    guard session.reader.calibration != nil else { throw SensesError.noThreshold }
    var faults: [Finding] = []
    var checked: [(term: String, uses: Int)] = []
    var crowded: [CrowdedTerm] = []
    for term in try termsInFile() {
      let found = try session.uses(
        of: term, inFile: file, atMost: most, seed: session.settings.seed)
      if found.isCut { throw Interruption() }
      checked.append((term, found.found))
      guard found.uses.count > 1 else { continue }
      let lines = found.linesWithTwoInASentence
      if !lines.isEmpty { crowded.append(CrowdedTerm(term: term, lines: lines)) }
      let lint = TermLint(term: term, chances: try chances(found, in: session))
      if let (a, b) = lint.witnesses {
        faults.append(Finding(lint: lint, uses: (found.uses[a], found.uses[b])))
      }
    }
    let unused = checked.filter { $0.uses == 0 }.map(\.term)
    var blocks = faults.flatMap { $0.blocks(file) }
    let summary =
      faults.isEmpty
      ? "\(counted(checked.count, "term")) in one sense each"
      : "\(counted(faults.count, "term")) of \(checked.count) in two senses"
    blocks.append(.text(summary, .strong))
    if !unused.isEmpty {
      blocks.append(.text("not used: \(unused.joined(separator: ", "))".onOneLine))
    }
    blocks += crowded.map(\.block)
    var answer = Answer(
      blocks,
      fields: [
        "file": .string(file), "terms": .int(checked.count),
        "unused": .array(unused.map { .string($0) }), "faults": .array(faults.map(\.json)),
        "doubts": .array(crowded.map(\.json)),
      ],
      rows: faults.map { fault in
        [
          .string(fault.lint.term), .double(fault.lint.probability),
          .int(fault.uses.0.line), .string(fault.uses.0.sentence.string),
          .int(fault.uses.1.line), .string(fault.uses.1.sentence.string),
        ]
      })
    if !faults.isEmpty { answer.status = .someFailed }
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

  private func chances(_ found: FileUses, in session: Session) throws -> [[Double]] {
    let vectors = found.vectors
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
}

/// A term in two senses, and the two uses that show it.
private struct Finding {
  let lint: TermLint
  let uses: (FoundUse, FoundUse)

  func blocks(_ file: String) -> [Block] {
    let sizes = lint.senses.map { "\($0.count)" }.joined(separator: ", ")
    return [
      .text(
        "\(file): “\(lint.term)” in \(lint.senses.count) senses (uses of each: \(sizes); mean "
          + "probability of one sense between the first two \(twoDecimals(lint.probability ?? 0)))"
          .onOneLine,
        .strong),
      line(uses.0), line(uses.1), .gap,
    ]
  }

  private func line(_ use: FoundUse) -> Block {
    let marked = use.marked
    return .picture { width in
      let start = "  line \(use.line): "
      return Picture(
        lines: [[Picture.Run(start + marked.excerpt(width: width - start.count))]],
        plain: ["line \(use.line): \(marked.excerpt(width: 200))"])
    }
  }

  var json: JSONValue {
    func line(_ use: FoundUse) -> JSONValue {
      [
        "line": .int(use.line), "text": .string(use.sentence.string),
        "characters": use.characters.json, "bytes": use.bytes.json,
      ]
    }
    return [
      "term": .string(lint.term), "senses": .array(lint.senses.map { .int($0.count) }),
      "probability": .double(lint.probability), "first": line(uses.0), "second": line(uses.1),
    ]
  }
}

/// A term that stands twice in one sentence, where nothing can be said of it.
private struct CrowdedTerm {
  let term: String
  let lines: [Int]

  /// More lines than this are counted, not named.
  static let mostNamed = 8

  var block: Block {
    let named = lines.prefix(Self.mostNamed).map(String.init).joined(separator: ", ")
    let others = lines.count - Self.mostNamed
    let rest = others > 0 ? " and \(counted(others, "other"))" : ""
    return .text(
      ("Take it with care: two uses of “\(term)” stand in one sentence in "
        + "\(lines.count == 1 ? "line" : "lines") \(named)\(rest).").onOneLine)
  }

  var json: JSONValue {
    let code = Doubt.oneSentence(word: term).code
    return ["term": .string(term), "code": .string(code), "lines": .array(lines.map { .int($0) })]
  }
}
