import ArgumentParser
import Corpora
import JSON
import Senses

struct LintCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Whether terms are each used in one sense throughout a document.",
    discussion: """
      The file of terms has one a line, and behind it, with commas between, other forms that count as it: bank, banks. \
      --lemma goes by the lemmas that a corpus names (CoNLL-U, vertical text, XML): a word that has one is a use where \
      that is the term; one that has none, by its form. \(InflectionOptions.rule) The uses of each are compared pair by pair and grouped while \
      their mean chance of being one sense is 0.35 or more; two groups are a fault, shown by the two \
      uses in the middle of them. --senses compares them by the dictionary instead: a term whose uses most likely have two \
      of its senses is a fault; those of which no sense is likely are left out. The program ends with status 1 if there is one, and with \
      --require-found also if a term occurs nowhere. Two uses in one sentence look alike whatever they \
      mean, so such sentences are named for you to read.

      \(UseSourceOptions.rule)
      """)
  static let isComparable = true
  static let topic = Topic.text
  static let example = ["/lint sentences.txt --terms terms.txt"]

  @Argument(
    help: ArgumentHelp(
      "The document: files, folders and patterns; - is standard input.", valueName: "corpus"),
    completion: .file())
  var files: [String] = []
  @Option(help: ArgumentHelp("The terms, one a line.", valueName: "file"), completion: .file())
  var terms: String
  @Option(help: ArgumentHelp("The most uses of a term to compare.", valueName: "number"))
  var most = 300
  @Option(
    help: ArgumentHelp(
      "Forms whose uses count as the only term's too, with commas between.", valueName: "forms"))
  var forms: String?
  @OptionGroup var inflection: InflectionOptions
  @OptionGroup var lemmas: LemmaOption
  @Flag(help: "Go by the senses that the dictionary has of a term.")
  var senses = false
  @Flag(help: "A term that occurs nowhere is a fault too.")
  var requireFound = false
  @OptionGroup var source: UseSourceOptions

  func validate() throws {
    try check("--most", most, from: 2, to: 2000)
  }

  struct Found {
    let file: String
    let terms: [CheckedTerm]
    /// `nil` where an index was asked.
    let text: CorpusReading?
    /// What to know of the terms' forms, one line each.
    let formWarnings: [String]

    var faults: [CheckedTerm] { terms.filter { $0.witnesses != nil } }
    var unused: [String] { terms.filter { $0.found == 0 }.map(\.term) }
    var termsFound: Int { terms.count - unused.count }
    var doubts: [TermDoubt] { terms.flatMap(\.doubts) }
    var found: Int { terms.reduce(0) { $0 + $1.found } }
    var used: Int { terms.reduce(0) { $0 + $1.used } }
  }

  static let fields: [Field<Found>] =
    [
      Field("file", "the document", \.file), Field("terms", "terms looked for", \.terms.count),
      Field("terms_found", "those that occur", \.termsFound),
      Field("unused", "those that do not", \.unused),
      Field("faults", "terms in several senses", each: CheckedTerm.fault, \.faults),
      Field(
        "doubtful", "terms of which nothing sure can be said", each: TermDoubt.fields, \.doubts),
      Field("found", "uses found", \.found), Field("used", "uses compared", \.used),
      Field("checked", "each term", each: CheckedTerm.fields, \.terms),
    ] + CorpusReading.fields.map { $0.ofOptional(\.text) }
  static let rows = RowFields<Found>(CheckedTerm.row, \.terms)

  func find(in session: inout Session) throws -> Found {
    guard senses || session.reader.calibration != nil else { throw SensesError.noThreshold }
    let terms = try FileLines.terms(in: terms, session.checkInterrupt)
    if forms != nil, terms.count > 1 {
      throw ShellError(
        "several-terms",
        "--forms are those of one term, and \(self.terms) holds \(terms.count); name them there, behind each term: bank, banks",
        .usage)
    }
    let wanted = try terms.map {
      try inflection.wanted(
        $0.word, forms: $0.forms + (forms?.separatedByCommas ?? []), usesLemmas: lemmas.lemma,
        in: &session)
    }
    let source = try source.source(files, in: session)
    let found = try session.uses(
      of: wanted.map(\.finder), from: source, atMost: most, seed: session.settings.seed)
    if found.contains(where: \.isCut) { throw Interruption() }
    return Found(
      file: source.name,
      terms: try zip(terms, found).map {
        try CheckedTerm($0.word, $1, bySenses: senses, in: &session)
      },
      text: found[0].text,
      formWarnings: wanted.formWarnings(written: found.map(\.forms)))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let faults = found.faults.count
    let unknown = found.terms.count(where: \.isUnknown)
    var summary = share(of: found)
    if faults > 0 {
      summary += ", \(faults) in two senses"
    } else if found.termsFound > unknown {
      summary += ", " + (found.termsFound - unknown == 1 ? "in one sense" : "in one sense each")
    }
    return found.faults.flatMap { $0.blocks(found.file) } + [.text(summary, .strong)]
      + unused(of: found).map { .text($0) } + [
        .text(
          "\(counted(found.found, "use")) in \(found.text.map { counted($0.lines, "line") } ?? found.file)"
            + (found.text?.layout == .paragraphs ? ", read by paragraphs" : ""))
      ] + sampled(of: found).map { .text($0) } + found.doubts.map(\.block)
  }

  func notes(on found: Found, in session: Session) -> Notes {
    var notes = Notes(warnings: (found.text?.notes ?? []) + found.formWarnings)
    if session.settings.output.isRows {
      notes.warnings +=
        ["\(found.file): \(share(of: found))"] + unused(of: found) + sampled(of: found)
    }
    if !found.faults.isEmpty || requireFound && !found.unused.isEmpty {
      notes.status = .someFailed
    }
    return notes
  }

  private func share(of found: Found) -> String {
    "\(found.termsFound) of \(counted(found.terms.count, "term")) found"
  }

  private func unused(of found: Found) -> [String] {
    found.unused.isEmpty
      ? [] : ["not used: \(found.unused.joined(separator: ", "))".onOneLine]
  }

  private func sampled(of found: Found) -> [String] {
    found.terms.filter { $0.used < $0.found }.map {
      "“\($0.term)”: \($0.used) of \(counted($0.found, "use")) compared (--most compares more)"
        .onOneLine
    }
  }
}

/// A term, its uses, and what was seen of them.
struct CheckedTerm {
  let term: String
  let found: Int
  let used: Int
  /// How they are written; empty where only one form was looked for.
  let forms: [WrittenForm]
  /// Whether the model cannot tell it from other unknown signs.
  let isUnknown: Bool
  /// `nil` where there are too few uses to compare, or nothing can be said of them.
  let lint: TermLint?
  /// The senses of the dictionary that it is used in, in the order of `lint`; `nil` where they were not asked.
  let named: [InventorySense]?
  /// Two uses that show two senses.
  let witnesses: (FoundUse, FoundUse)?
  let doubts: [TermDoubt]

  init(
    _ term: String, _ uses: CorpusUses, bySenses: Bool, in session: inout Session
  ) throws {
    self.term = term
    found = uses.found
    used = uses.uses.count
    forms = uses.forms
    isUnknown = uses.occurrences.first?.isUnknown ?? false
    guard used > 1, !isUnknown else {
      lint = nil
      named = nil
      witnesses = nil
      doubts = isUnknown ? [.unknown(term)] : []
      return
    }
    let lint: TermLint
    if bySenses {
      let senses = try Self.senses(of: uses, in: &session)
      lint = TermLint(term: term, senses: senses.map(\.uses))
      named = senses.map(\.sense)
    } else {
      lint = try TermLint(
        term: term, chances: try session.reader.probabilities(ofPairs: uses.vectors),
        checking: session.checkInterrupt)
      named = nil
    }
    self.lint = lint
    witnesses = lint.witnesses.map { (uses.uses[$0], uses.uses[$1]) }
    let lines = uses.linesWithTwoInASentence
    doubts = lines.isEmpty ? [] : [.crowded(term, lines: lines)]
  }

  /// The senses that uses most likely have, the commonest first, and of each the uses, the likeliest first.
  private static func senses(
    of uses: CorpusUses, in session: inout Session
  ) throws -> [(sense: InventorySense, uses: [Int])] {
    var found: [String: (sense: InventorySense, uses: [(use: Int, probability: Double)])] = [:]
    for (use, named) in try session.senses(of: uses.occurrences, uses.vectors).enumerated()
    where named.verdict.tellsSense {
      let best = named.candidates[0]
      found[best.sense.id, default: (best.sense, [])].uses.append((use, best.probability))
    }
    return found.values.sorted {
      ($1.uses.count, $0.uses[0].use) < ($0.uses.count, $1.uses[0].use)
    }.map { sense, uses in
      (sense, uses.sorted { ($1.probability, $0.use) < ($0.probability, $1.use) }.map(\.use))
    }
  }

  /// The fault, for people.
  func blocks(_ file: String) -> [Block] {
    guard let lint, let witnesses else { return [] }
    let isOneFile = witnesses.0.file == file && witnesses.1.file == file
    let sizes =
      named.map { named in
        zip(named, lint.senses).map { "\($0.reference) \($1.count)" }.joined(separator: ", ")
      } ?? lint.senses.map { "\($0.count)" }.joined(separator: ", ")
    let chance =
      lint.probability.map {
        "; mean probability of one sense between the first two \(twoDecimals($0))"
      } ?? ""
    return [
      .text(
        "\(file): “\(term)” in \(lint.senses.count) senses (uses of each: \(sizes)\(chance))"
          .onOneLine, .strong),
      Self.line(witnesses.0, isOneFile: isOneFile), Self.line(witnesses.1, isOneFile: isOneFile),
      .gap,
    ]
  }

  private static func line(_ use: FoundUse, isOneFile: Bool) -> Block {
    let place = (isOneFile ? "" : use.file.onOneLine + ", ") + "line \(use.line): "
    return .excerpt(Excerpt(lead: [Run("  " + place)], use: use.marked, plain: place))
  }

  private static let witness: [Field<FoundUse>] = [
    Field("line", "the line of the file, from 1", \.line),
    Field("text", "its sentence", \.sentence.string),
    Field("characters", charactersMeaning, \.characters), Field("bytes", bytesMeaning, \.bytes),
    Field(
      "place", "where it stands in that line: bytes, counted from 0, the end not included", \.place),
    Field("file", "the path of the file", \.file),
  ]
  static let fault: [Field<CheckedTerm>] = [
    Field("term", "the term", \.term),
    Field("senses", "of each sense how many uses it has") { $0.lint?.senses.map(\.count) ?? [] },
    Field("probability", "that the first two are one sense, on average", \.lint?.probability),
    Field("first", "the use in the middle of the first", with: witness, \.witnesses?.0),
    Field("second", "the use in the middle of the second", with: witness, \.witnesses?.1),
  ]
  static let fields: [Field<CheckedTerm>] = [
    Field("term", "the term", \.term), Field("found", "its uses found", \.found),
    Field("used", "its uses compared", \.used),
    Field("senses", "how many senses; null where that cannot be told", \.lint?.senses.count),
    Field(
      "named", "with --senses, those of the dictionary, the commonest first; left out without",
      each: InventorySense.fields
    ) { $0.named ?? [] }.whereKnown,
    Field("forms", WrittenForm.meaning, each: WrittenForm.fields, \.forms).whereKnown,
  ]
  static let row: [Field<CheckedTerm>] =
    [
      Field("term", "the term", \.term),
      Field("probability", "of a fault, that its first two senses are one") {
        $0.witnesses == nil ? nil : $0.lint?.probability
      },
      Field(
        "first_line", "of a fault, the line of the use in the middle of the first",
        \.witnesses?.0.line),
      Field("first_text", "its sentence", \.witnesses?.0.sentence.string),
      Field("second_line", "the line of the use in the middle of the second", \.witnesses?.1.line),
      Field("second_text", "its sentence", \.witnesses?.1.sentence.string),
    ] + fields.only("found", "used")
}

/// Why nothing sure can be said of a term.
enum TermDoubt {
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

  static let fields: [Field<TermDoubt>] = [
    Field("term", "the term", \.term), Field("code", "why: one-sentence or unknown", \.code),
    Field("lines", "lines with a sentence in which it stands twice", \.lines).whereKnown,
  ]

  private var term: String {
    switch self {
    case .crowded(let term, _), .unknown(let term): term
    }
  }

  private var code: String {
    switch self {
    case .crowded(let term, _): Doubt.oneSentence(word: term).code
    case .unknown(let term): Doubt.unknown(words: [term]).code
    }
  }

  private var lines: [Int] { if case .crowded(_, let lines) = self { lines } else { [] } }
}
