import ArgumentParser
import ContextualEmbeddings
import Corpora
import JSON
import Senses
import Tensors
import Tokenization

struct KWICCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "kwic", abstract: "All uses of a word in a corpus, by sense or by likeness.",
    discussion: """
      Without --like and --unlike the uses come sense by sense, the most central first, as /induce has \
      found them. With them, the most like the one and least like the other come first, each with the \
      difference of the two similarities. Without a corpus, the uses are those of the last /induce of the word, with all edits, unless --index or --where asks \
      for others.

      --sort left and right put lines in the order of the words nearest to the use, folded, by their code points. \
      Machine formats have left, word and right apart, --context or --characters wide, within the sentence; \
      --vectors writes the vectors of the same lines in the same order.

      --sense takes only the uses that most likely have a sense of the dictionary, as /senses lists them: n1, "bank n1", bank%1:17:01::. \
      Those of which no sense is likely are left out and counted.

      --collocates answers with the words within --span words of the uses of each sense, in their sentences, that are \
      met there twice or more: how often, how often words that stood anywhere would be, and logDice.

      \(CorpusFormOptions.rule)

      \(UseSourceOptions.rule)
      """)
  static let topic = Topic.text
  static let keepsWhatIsThere = true
  static let example = ["/kwic bank sentences.txt --like \"We sat on the river [bank].\""]

  // The completion script for fish counts only arguments that say how they are completed.
  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Argument(
    help: ArgumentHelp(
      "Files, folders and patterns; - is standard input.", valueName: "corpus"),
    completion: .file())
  var files: [String] = []
  @Option(help: ArgumentHelp("A use that is wanted; may be given again.", valueName: "use"))
  var like: [UseReference] = []
  @Option(help: ArgumentHelp("A use that is not wanted; may be given again.", valueName: "use"))
  var unlike: [UseReference] = []
  @Option(
    help: ArgumentHelp(
      "Only uses that have this sense of the dictionary: n1, \"bank n1\".", valueName: "sense"))
  var sense: String?
  @Option(
    help: ArgumentHelp(
      "The most lines to show, or collocates of a sense; 40, 20 of these.", valueName: "number"))
  var count: Int?
  @Option(
    help: ArgumentHelp(
      "The order of lines: left or right, by the words nearest first; sense; likeness; file.",
      valueName: "order"))
  var sort: Order?
  @Option(
    help: ArgumentHelp("Words of the sentence to show on either side.", valueName: "words"))
  var context: Int?
  @Option(
    help: ArgumentHelp("Characters of the sentence to show on either side.", valueName: "number"))
  var characters: Int?
  @Option(help: ArgumentHelp("Show so many lines, drawn by chance.", valueName: "number"))
  var sample: Int?
  @Flag(help: "Show the words that stand near the uses of each sense.")
  var collocates = false
  @Option(
    help: ArgumentHelp("Words looked at on either side for --collocates.", valueName: "words"))
  var span = 5
  @Option(
    help: ArgumentHelp(
      "Write the vectors of the lines, in their order, for numpy.load.", valueName: "file.npy"),
    completion: .file())
  var vectors: String?
  @OptionGroup var taken: CorpusUsesOptions
  @OptionGroup var forms: CorpusFormOptions
  @OptionGroup var source: UseSourceOptions

  enum Order: String, ExpressibleByArgument, CaseIterable {
    case left, right, sense, likeness, file
  }

  func validate() throws {
    try check("--count", count, from: 1)
    try check("--context", context, from: 0)
    try check("--characters", characters, from: 0)
    try check("--sample", sample, from: 1)
    try check("--span", span, from: 1, to: 100)
    if context != nil && characters != nil {
      throw ValidationError("--context and --characters are two ways to say one thing; take one")
    }
    if sort == .likeness && !hasExamples {
      throw ValidationError("--sort likeness takes a use to be like: --like USE")
    }
    if collocates && vectors != nil {
      throw ValidationError("--vectors is for lines, and --collocates shows none")
    }
  }

  struct Found {
    let word: String
    let induction: Induction
    /// Those that are shown.
    let lines: [Line]
    /// What was found in the corpus, where one was named.
    let uses: CorpusUses?
    /// What to know of the word's forms then, one line each.
    let formWarnings: [String]
    /// How many uses there were where they were found, as far as that is known.
    let found: Int?
    /// The sense that is asked for, and what was left out for it.
    var wanted: WantedSense?
    /// Of each sense, where they were asked.
    let collocates: [SenseCollocate]?
  }

  /// A sense of the dictionary that uses are to have.
  struct WantedSense {
    let sense: InventorySense
    /// Uses of other senses, and those of which none is likely.
    let others, unsure: Int
    /// What is to be known of a file that was left out, one line each.
    let warnings: [String]

    static let fields: [Field<WantedSense>] =
      InventorySense.fields.of(\.sense) + [
        Field("others", "uses of other senses, which are left out", \.others),
        Field("unsure", "uses of which no sense is likely, which are left out", \.unsure),
      ]
  }

  struct Line {
    let number: Int
    let use: FoundUse
    let sense: Int
    let lean: Double?
    let context: UseContext
  }

  struct SenseCollocate {
    let sense: Int
    let collocate: Collocate
  }

  private static let line: [Field<Line>] = [
    Field("number", "its number, for /move", \.number),
    Field("line", "the line of the file, from 1", \.use.line),
    Field("text", "its sentence", \.use.sentence.string),
    Field("characters", charactersMeaning, \.use.characters),
    Field("bytes", bytesMeaning, \.use.bytes),
    Field(
      "place", "where it stands in that line: bytes, counted from 0, the end not included",
      \.use.place),
    Field("sense", "the number of its sense", \.sense),
    Field("lean", "how much more it is like --like than like --unlike", \.lean),
    Field("left", "what stands before it, as far as it is shown", \.context.left),
    Field("word", "the use as it is written", \.context.use),
    Field("right", "what stands after it, as far as it is shown", \.context.right),
    Field("file", "the path of the file", \.use.file),
    Field("metadata", "what the corpus says of it, by name", \.use.metadata.json),
  ]
  private static let collocate: [Field<SenseCollocate>] = [
    Field("sense", "the number of the sense", title: "sense", \.sense),
    Field("collocate", "the word near it", title: "collocate", \.collocate.word),
    Field("count", "how often it stands there", title: "count", \.collocate.count),
    Field(
      "expected", "how often it would if words stood anywhere", title: "expected",
      \.collocate.expected),
    Field("in_text", "how often it stands in the text", title: "in text", \.collocate.total),
    Field(
      "log_dice",
      "14 + log2(2 count / (uses + in text)): at most 14, a point less where it is half as often",
      title: "logDice", \.collocate.logDice),
  ]
  static let fields: [Field<Found>] =
    [
      Field("word", "the word", \.word), Field("uses", "the uses shown", each: line, \.lines),
      Field("found", "uses found; null where that is not known", \.found),
      Field("used", "uses taken", \.induction.uses.count),
      Field(
        "wanted", "with --sense, the sense; left out without", with: WantedSense.fields, \.wanted
      ).whereKnown,
      Field("forms", WrittenForm.meaning, each: WrittenForm.fields) { $0.uses?.forms ?? [] }
        .whereKnown,
      Field(
        "index", "the index that was asked; left out where none was", \.uses?.source.index?.path
      ).whereKnown,
    ] + CorpusReading.fields.map { $0.ofOptional { $0.uses?.text } }
    + [
      Field("collocates", "with --collocates, those of each sense", each: collocate) {
        $0.collocates ?? []
      }.whereKnown
    ]
  private static let lineRows = RowFields<Found>(
    line.only("number") + [Field("file_line", "the line of the file, from 1", \.use.line)]
      + line.only("sense", "lean", "text", "left", "word", "right", "file", "metadata"), \.lines)
  private static let collocateRows = RowFields<Found>(collocate) { $0.collocates ?? [] }
  static let rows = RowFields<Found>(lineRows.description) {
    ($0.collocates == nil ? lineRows : collocateRows).rows($0)
  }
  func find(in session: inout Session) throws -> Found {
    let (induction, found, formWarnings, wanted) = try induction(in: &session)
    let (like, unlike) = (
      try like.map { try session.use($0) }, try unlike.map { try session.use($0) }
    )
    let uses = try found?.occurrences ?? session.occurrences(of: induction)
    if collocates {
      return Found(
        word: word, induction: induction, lines: [], uses: found, formWarnings: formWarnings,
        found: found.map(\.found) ?? session.inducedFound,
        wanted: wanted,
        collocates: collocates(of: uses, induction, try counts(found, in: session)))
    }
    let examples =
      hasExamples
      ? Concordance(
        induction.directions, like: Directions(try session.vectors(of: like)),
        unlike: Directions(try session.vectors(of: unlike))) : nil
    let concordance = concordance(of: induction, uses, examples)
    let width: UseContext.Width =
      context.map { .words($0) } ?? characters.map { .characters($0) } ?? .sentence
    let lines = shown(concordance.lines, seed: session.seed(taken.chance.seed)).map { line in
      Line(
        number: line.use + 1, use: induction.uses[line.use], sense: induction.labels[line.use],
        lean: line.lean, context: UseContext(uses[line.use], width: width))
    }
    if let vectors {
      let chosen = lines.map { $0.number - 1 }
      let rows =
        try found.map { found in chosen.map { found.vectors[$0] } }
        ?? session.encode(chosen.map { uses[$0] }, chosen.map { induction.uses[$0] }).vectors
      try session.write(
        NumPyFile.header(rows: rows.count, columns: rows.first?.count ?? 0)
          + rows.flatMap(NumPyFile.bytes(ofRow:)), to: vectors)
    }
    return Found(
      word: word, induction: induction, lines: lines, uses: found, formWarnings: formWarnings,
      found: found.map(\.found) ?? session.inducedFound, wanted: wanted, collocates: nil)
  }

  /// Whether there are uses to be like or unlike.
  private var hasExamples: Bool { !like.isEmpty || !unlike.isEmpty }
  private var order: Order { sort ?? (hasExamples ? .likeness : .sense) }
  private var verb: String { order == .sense ? "grouped" : "sorted" }

  /// The uses in the order that was asked, each with its lean where there are examples.
  private func concordance(
    of induction: Induction, _ uses: [Use], _ examples: Concordance?
  ) -> Concordance {
    var leans: [Double?]?
    if let examples {
      leans = Array(repeating: nil, count: uses.count)
      for line in examples.lines { leans![line.use] = line.lean }
    }
    func sorted(by keys: [[String]]) -> Concordance {
      Concordance(
        inOrder: keys.indices.sorted { a, b in
          keys[a] == keys[b] ? a < b : keys[a].lexicographicallyPrecedes(keys[b])
        }, leans: leans)
    }
    switch order {
    case .likeness: return examples!
    case .sense:
      return Concordance(
        inOrder: Concordance(groupedIn: induction).lines.map(\.use), leans: leans)
    case .file: return Concordance(inOrder: Array(uses.indices), leans: leans)
    case .left: return sorted(by: uses.map(\.wordsBefore))
    case .right: return sorted(by: uses.map(\.wordsAfter))
    }
  }

  /// The lines that are shown: the first, or some drawn by chance, which keep their order.
  private func shown(_ lines: [Concordance.Line], seed: UInt64) -> [Concordance.Line] {
    guard let sample else { return Array(lines.prefix(count ?? 40)) }
    var generator = SeededGenerator(seed: seed)
    let chosen = lines.indices.shuffled(using: &generator).prefix(sample).sorted()
    return chosen.prefix(count ?? sample).map { lines[$0] }
  }

  private func collocates(
    of uses: [Use], _ induction: Induction, _ counts: WordCounts
  ) -> [SenseCollocate] {
    induction.senses.flatMap { sense in
      let own = uses.indices.filter { induction.labels[$0] == sense }.map { uses[$0] }
      return Collocate.of(own, span: span, in: counts).prefix(count ?? 20).map {
        SenseCollocate(sense: sense, collocate: $0)
      }
    }
  }

  /// How often each word stands in the corpus that the uses are from.
  private func counts(_ found: CorpusUses?, in session: Session) throws -> WordCounts {
    if let counts = found?.counts { return counts }
    guard let source = session.inducedSource, source.comesAgain else {
      throw ShellError(
        "nothing-to-count",
        "the corpus of these senses cannot be read again; name it: /kwic WORD CORPUS --collocates")
    }
    return try session.wordCounts(in: source)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    var blocks =
      found.collocates.map { [Block.table(Table($0, Self.collocate.columns()))] }
      ?? lineBlocks(found)
    if let uses = found.uses, uses.found > uses.uses.count || uses.text?.layout == .paragraphs {
      blocks.append(.text(uses.summary(taken: verb)))
    }
    if let forms = found.uses?.forms.summary { blocks.append(.text(forms)) }
    if let wanted = found.wanted {
      blocks.append(
        .text(
          "\(wanted.sense.reference): \(wanted.sense.gloss) (left out: \(wanted.others) of other senses, \(wanted.unsure) unsure)"
            .onOneLine))
    }
    return blocks
  }

  private func lineBlocks(_ found: Found) -> [Block] {
    let induction = found.induction
    var blocks: [Block] = []
    var sense: Int?
    let alignment = Excerpt.Alignment(found.lines.map(\.context.marked))
    let digits = String(found.lines.map(\.number).max() ?? 0).count
    for line in found.lines {
      if order == .sense, line.sense != sense {
        let size = induction.labels.count { $0 == line.sense }
        let title = induction.name(of: line.sense).map { "  \($0.onOneLine)" } ?? ""
        blocks +=
          (sense == nil ? [] : [.gap]) + [
            .text("\(line.sense)\(title)  (\(counted(size, "use")))", .strong)
          ]
        sense = line.sense
      }
      blocks.append(
        .excerpt(
          induction.excerpt(
            line.number - 1, lean: line.lean, digits: digits, context: line.context.marked,
            alignment: alignment)))
    }
    let rest = induction.uses.count - found.lines.count
    if rest > 0, sample == nil {
      blocks.append(.text("… and \(rest) more (--count shows more)"))
    }
    return blocks
  }

  func notes(on found: Found, in session: Session) -> Notes {
    var notes = Notes()
    if let uses = found.uses {
      notes.warnings =
        uses.warnings(as: session.settings.output, taken: verb) + found.formWarnings
        + (found.wanted?.warnings ?? [])
      if uses.isCut {
        notes.warnings.append(
          "\(uses.interruption); what was there is shown")
        notes.status = .interrupted
      }
    }
    let all = found.induction.uses.count
    if found.collocates != nil, let whole = found.found, whole > all {
      notes.warnings.append(
        "collocates are those of \(all) of \(counted(whole, "use")) (--most takes more)")
    }
    if found.collocates == nil, sample == nil, all > found.lines.count,
      session.settings.output.isRows
    {
      notes.warnings.append(
        "\(found.lines.count) of \(counted(all, "use")) shown (--count shows more)")
    }
    return notes
  }

  /// - Returns: Also what was found in the corpus, where one is named.
  private func induction(
    in session: inout Session
  ) throws -> (
    induction: Induction, found: CorpusUses?, formWarnings: [String], sense: WantedSense?
  ) {
    if let induction = try kept(in: session) { return (induction, nil, [], nil) }
    let wanted = try forms.wanted(word, in: &session)
    var found = try session.uses(
      of: wanted.finder, from: source.source(files, in: session), atMost: taken.most,
      seed: session.seed(taken.chance.seed), countingWords: collocates)
    try found.checkFound(word)
    var sense: WantedSense?
    if let text = self.sense {
      (found, sense) = try uses(of: SenseReference(text: text), among: found, in: &session)
    }
    // Where the order comes from examples, nobody asks for senses.
    let senses = order == .likeness && !collocates ? 1 : nil
    return (
      try session.induction(
        of: word, from: found, senses: senses, seed: session.seed(taken.chance.seed)), found,
      [wanted].formWarnings(written: [found.forms]), sense
    )
  }

  /// - Throws: `ShellError`, where no use has the sense.
  private func uses(
    of reference: SenseReference, among found: CorpusUses, in session: inout Session
  ) throws -> (CorpusUses, WantedSense) {
    let sense = try session.sense(reference, of: word)
    let named = try session.senses(of: found.occurrences, found.vectors)
    let likely = named.indices.filter { named[$0].verdict.tellsSense }
    let own = likely.filter { named[$0].candidates[0].sense.id == sense.id }
    let (others, unsure) = (likely.count - own.count, named.count - likely.count)
    guard !own.isEmpty else {
      throw ShellError(
        "no-use-of-sense",
        "none of \(counted(named.count, "use")) has \(sense.reference): \(others) have other senses, of \(unsure) none is likely"
      )
    }
    return (
      found.kept(own),
      WantedSense(
        sense: sense, others: others, unsure: unsure,
        warnings: try session.withNamer { $0.warnings })
    )
  }

  /// The senses of the word that were found last, where nothing else is asked.
  ///
  /// - Throws: `ShellError`, where there is nothing to look in either.
  private func kept(in session: Session) throws -> Induction? {
    guard files.isEmpty, !source.index.isAsked, !forms.isAsked, sense == nil else { return nil }
    if let induction = session.induction,
      try session.finder(induction.word).keys == session.finder(word).keys
    {
      return induction
    }
    guard session.openIndex == nil else { return nil }
    throw ShellError(
      "nothing-induced",
      "no senses of “\(word)” have been found yet; /induce it, name a corpus, or open an index")
  }
}

extension Session {
  /// The uses of an induction in their sentences.
  fileprivate func occurrences(of induction: Induction) throws -> [Use] {
    let finder = try finder(induction.word)
    return induction.uses.compactMap { finder.use(of: $0, read: reader.tokenize(_:words:)) }
  }
}
