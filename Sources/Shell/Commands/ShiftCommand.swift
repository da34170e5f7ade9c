import ArgumentParser
import Corpora
import Senses

struct ShiftCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift",
    abstract: "How far the meaning of a word moves over time, or between groups of texts.",
    discussion: """
      --by names what the corpus says of its texts: a column, a member, an attribute. Each of its values is a group; \
      with numbers or dates behind it, as in --by year:1850,1950, groups are parted there, and each begins with its \
      number.

      Between groups that follow one another, and from the first to the last: average pairwise distance (APD), the same \
      centred, prototype distance (PRT), and the distance of the shares that senses have. Each has an interval, in which \
      it lies in 95 of 100 cases when the uses are drawn again, and stands beside the same of reference words, which are \
      met as often in each group: all words move with topic and style, and what tells is how many of these move less.

      Senses are found in all uses together, as by /induce, and /kwic shows them then. With --words or --all, words are \
      ranked by the centred distance, and senses are looked for where --senses asks for them; all arguments are the \
      corpus then. --by takes file, document and line too, as --where does.

      \(CorpusFormOptions.rule) In a file of words the forms of each stand behind it, with commas between: bank, banks.

      \(UseSourceOptions.rule)
      """)
  static let topic = Topic.text
  static let keepsWhatIsThere = true
  static let example = ["/shift bank letters.csv --by year:1900 --references 2"]

  // The completion script for fish counts only arguments that say how they are completed.
  @Argument(
    help: "The word, or a few words in quotes; with --words and --all the first of the corpus.",
    completion: .word)
  var word: String?
  @Argument(
    help: ArgumentHelp(
      "Files, folders and patterns; - is standard input.", valueName: "corpus"),
    completion: .file())
  var corpus: [String] = []
  @Option(
    help: ArgumentHelp(
      "What to group by, as genre or year:1850,1950.", valueName: "field"))
  var by: String
  @Option(
    help: ArgumentHelp("Rank the words of a file, one a line.", valueName: "file"),
    completion: .file())
  var words: String?
  @Flag(help: "Rank all words that are met often enough.")
  var all = false
  @Flag(help: "With --words and --all, find the senses of each word too, and what becomes of them.")
  var senses = false
  @Option(
    help: ArgumentHelp(
      "With --all, how often a word has to be met in each group.", valueName: "number"))
  var least = 50
  @Option(
    help: ArgumentHelp(
      "The most uses of a word to take of each group; of more, a fair sample.", valueName: "number")
  )
  var most = 200
  @Option(help: ArgumentHelp("Reference words beside each word.", valueName: "number"))
  var references = 10
  @Option(
    help: ArgumentHelp(
      "How often the uses are drawn again for an interval; 0 for none.", valueName: "number"))
  var resamples = 1000
  @OptionGroup var chance: SeedOption
  @Option(
    help: ArgumentHelp(
      "Also writes uses.csv and instances.csv for DURel, where people judge pairs of uses.",
      valueName: "dir"), completion: .directory)
  var durel: String?
  @Option(
    help: ArgumentHelp(
      "With --durel, how many pairs: those that the model is least sure of.", valueName: "number"))
  var pairs = 100
  @OptionGroup var forms: CorpusFormOptions
  @OptionGroup var files: ReportFiles
  @OptionGroup var source: UseSourceOptions

  private var isRanking: Bool { words != nil || all }
  private var places: [String] { isRanking ? (word.map { [$0] } ?? []) + corpus : corpus }

  func validate() throws {
    if words != nil && all { throw ValidationError("--words and --all exclude each other") }
    if !isRanking && word == nil {
      throw ValidationError("shift takes a word, or --words FILE or --all")
    }
    do { _ = try Grouping(by) } catch { throw ValidationError("\(error)") }
    if forms.written.forms != nil && isRanking {
      throw ValidationError(
        "--forms are those of one word; --words takes a file that has them behind each word")
    }
    if forms.written.inflection.inflected && all {
      throw ValidationError("--inflected is for words that are named; --words takes a file of them")
    }
    if forms.lemmas.lemma && all { throw ValidationError("--lemma and --all exclude each other") }
    if durel != nil && isRanking { throw ValidationError("--durel takes one word") }
    try check("--pairs", pairs, from: 1, to: 100_000)
    try check("--least", least, from: 2)
    try check("--most", most, from: 2, to: 100_000)
    try check("--references", references, from: 0, to: 100)
    try check("--resamples", resamples, from: 0, to: 100_000)
  }

  struct Found {
    let field: String
    let index: String?
    let answer: ShiftAnswer
    /// Written for DURel.
    let files: [String]
    /// What to know of the words' forms, one line each.
    let formWarnings: [String]
  }

  private static let group: [Field<ShiftAnswer.Group>] = [
    Field("name", "its name", \.name),
    Field("words", "how many words its texts have; null where they were not counted", \.total),
  ]
  static let fields: [Field<Found>] =
    [
      Field("by", "what the texts are grouped by", \.field),
      Field("by_group", "each group, in order", each: group, \.answer.groups),
      Field("words", "each word, the farthest first", each: ShiftedWord.fields, \.answer.words),
      Field("unmet", "words that fewer than two groups have", \.answer.unmet),
      Field("ungrouped", "texts that are in no group; of an index, sentences", \.answer.ungrouped),
      Field("index", "the index that was asked; left out where a corpus was read", \.index)
        .whereKnown,
    ] + CorpusReading.fields.map { $0.ofOptional(\.answer.text) } + [
      Field("complete", "whether all words were measured") { !$0.answer.isCut },
      Field("files", "with --durel, the files written", \.files).whereKnown,
    ]
  static let columns: [(head: String, meaning: String)] =
    ShiftMeasure.allCases.map { ($0.head, $0.meaning) } + [
      ("interval", "where it lies in 95 of 100 cases when the uses are drawn again"),
      ("references", "the median of the reference words"),
      ("half of them", "between which half of them lie"),
      ("above", "how many of them have a smaller value"),
    ]
  static let rows = RowFields<Found>(
    [
      Field("word", "the word", \.word.word), Field("from", "the one group", \.step.from),
      Field("to", "the other", \.step.to),
      Field("measure", "what was measured", \.figure.measure.rawValue),
      Field("value", "what came of it", \.figure.estimate.value),
      Field(
        "low", "where that lies in 95 of 100 cases: from", \.figure.estimate.interval?.lowerBound),
      Field("high", "to", \.figure.estimate.interval?.upperBound),
      Field("reference_median", "the median of the reference words", \.figure.standing?.median),
      Field("below", "how many of them have a smaller value", \.figure.standing?.below),
      Field("references", "how many there are", \.figure.standing?.count),
    ]
  ) { (found: Found) -> [(word: ShiftedWord, step: ShiftStep, figure: ShiftFigure)] in
    found.answer.words.flatMap { word in
      word.steps.flatMap { step in step.figures.map { (word, step, $0) } }
    }
  }

  func find(in session: inout Session) throws -> Found {
    let grouping = try Grouping(by)
    let wanted: [WantedWord]? =
      all
      ? nil
      : try words.map { words in
        try FileLines.terms(in: words, session.checkInterrupt).map {
          try forms.written.inflection.wanted(
            $0.word, forms: $0.forms, usesLemmas: forms.lemmas.lemma, in: &session)
        }
      } ?? [try forms.wanted(word!, in: &session)]
    let source = try source.source(places, in: session)
    let answer = try session.shift(
      ShiftQuestion(
        words: wanted?.map(\.finder), findsSenses: !isRanking || senses, keepsSenses: !isRanking,
        grouping: grouping, source: source,
        least: least, most: most,
        references: references, pairs: durel == nil ? 0 : pairs, resamples: resamples,
        seed: session.seed(chance.seed)))
    let files = try durel.flatMap { folder in
      try answer.durel.flatMap { try session.write($0, to: folder) }
    }
    return Found(
      field: grouping.field, index: source.index?.path, answer: answer, files: files ?? [],
      formWarnings: (wanted ?? []).formWarnings(
        written: (wanted ?? []).map { word in
          answer.words.first { $0.word == word.finder.word }?.forms ?? []
        }))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let blocks = isRanking ? found.answer.ranking : found.answer.words.flatMap(\.blocks)
    return blocks
      + (found.files.isEmpty
        ? [] : [.gap] + found.files.map { .text("written to \($0)".onOneLine) })
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      isRanking ? "Words that move" : "“\(word!)” by \(found.field)",
      lead: "How far uses in groups of texts lie apart, beside words that are met as often.")
  }

  func notes(on found: Found, in session: Session) -> Notes {
    let answer = found.answer
    var notes = Notes(warnings: (answer.text?.notes ?? []) + found.formWarnings)
    if answer.ungrouped > 0 {
      notes.warnings.append(
        "\(counted(answer.ungrouped, found.index == nil ? "text" : "sentence")) without \(found.field), or with none that can be parted: left out"
      )
    }
    if !answer.unmet.isEmpty {
      notes.warnings.append(
        "not met in two groups: \(answer.unmet.joined(separator: ", "))".onOneLine)
    }
    notes.warnings += answer.fewUses
    if references > 0, answer.words.contains(where: { $0.references.count < references }) {
      notes.warnings.append(
        "there are fewer words than \(references) to hold the figures against: letters throughout, not among the commonest, and met in each group"
      )
    }
    if answer.isCut {
      notes.warnings.append("interrupted; \(counted(answer.words.count, "word")) measured by then")
      notes.status = .interrupted
    }
    return notes
  }
}
