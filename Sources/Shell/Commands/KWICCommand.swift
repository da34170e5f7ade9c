import ArgumentParser
import Corpora
import JSON
import Senses
import Tokenization

struct KWICCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "kwic", abstract: "All uses of a word in a corpus, by sense or by likeness.",
    discussion: """
      Without --like and --unlike the uses come sense by sense, the most central first, as /induce has \
      found them. With them, the most like the one and least like the other come first, each with the \
      difference of the two similarities. Without a corpus, the uses are those of the last /induce.

      \(CorpusReadingOptions.rule)

      \(TextLayout.rule)
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
  @Option(help: ArgumentHelp("The most lines to show.", valueName: "number"))
  var count = 40
  @OptionGroup var sample: FileUsesOptions
  @OptionGroup var reading: CorpusReadingOptions

  func validate() throws {
    try check("--count", count, from: 1)
  }

  struct Found {
    let word: String
    let induction: Induction
    let concordance: Concordance
    let count: Int
    /// What was found in the file, where there is one.
    let uses: FileUses?
    /// How many uses there were where they were found, as far as that is known.
    let found: Int?

    var lines: [Line] {
      concordance.lines.prefix(count).map { line in
        Line(
          number: line.use + 1, use: induction.uses[line.use], sense: induction.labels[line.use],
          lean: line.lean)
      }
    }
  }

  struct Line {
    let number: Int
    let use: FoundUse
    let sense: Int
    let lean: Double?
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
  ]
  static let fields: [Field<Found>] =
    [
      Field("word", "the word", \.word), Field("uses", "the uses shown", each: line, \.lines),
      Field("found", "uses found; null where that is not known", \.found),
      Field("used", "uses taken", \.induction.uses.count),
    ] + CorpusReading.fields.map { $0.ofOptional { $0.uses?.text } }
  static let rows = RowFields<Found>(
    line.only("number") + [Field("file_line", "the line of the file, from 1", \.use.line)]
      + line.only("sense", "lean", "text"), \.lines)

  func find(in session: inout Session) throws -> Found {
    let (induction, found) = try induction(in: session)
    let (like, unlike) = (
      try like.map { try session.use($0) }, try unlike.map { try session.use($0) }
    )
    let concordance =
      isSorted
      ? Concordance(
        induction.directions, like: Directions(try session.vectors(of: like)),
        unlike: Directions(try session.vectors(of: unlike)))
      : Concordance(groupedIn: induction)
    return Found(
      word: word, induction: induction, concordance: concordance, count: count, uses: found,
      found: found.map(\.found) ?? session.inducedFound)
  }

  /// Whether the order comes from examples.
  private var isSorted: Bool { !like.isEmpty || !unlike.isEmpty }
  private var taken: String { isSorted ? "sorted" : "grouped" }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (induction, concordance) = (found.induction, found.concordance)
    var blocks: [Block] = []
    var sense: Int?
    for line in concordance.lines.prefix(count) {
      let own = induction.labels[line.use]
      if !isSorted, own != sense {
        let size = induction.labels.count { $0 == own }
        let title = induction.name(of: own).map { "  \($0.onOneLine)" } ?? ""
        blocks +=
          (sense == nil ? [] : [.gap]) + [
            .text("\(own)\(title)  (\(counted(size, "use")))", .strong)
          ]
        sense = own
      }
      blocks.append(.excerpt(induction.excerpt(line.use, lean: line.lean)))
    }
    if concordance.lines.count > count {
      blocks.append(.text("… and \(concordance.lines.count - count) more (--count shows more)"))
    }
    if let uses = found.uses, uses.found > uses.uses.count || uses.text.layout == .paragraphs {
      blocks.append(.text(uses.summary(taken: taken)))
    }
    return blocks
  }

  func notes(on found: Found, in session: Session) -> Notes {
    var notes = Notes()
    if let uses = found.uses {
      notes.warnings = uses.warnings(in: files, as: session.settings.output, taken: taken)
      if uses.isCut {
        notes.warnings.append(
          "interrupted after \(counted(uses.text.lines, "line")); what was there is shown")
        notes.status = .interrupted
      }
    }
    let all = found.concordance.lines.count
    if all > count, session.settings.output.isRows {
      notes.warnings.append("\(count) of \(counted(all, "use")) shown (--count shows more)")
    }
    return notes
  }

  /// - Returns: Also what was found in the file, where there is one.
  private func induction(
    in session: Session
  ) throws -> (induction: Induction, found: FileUses?) {
    guard !files.isEmpty else {
      guard let induction = session.induction,
        try session.finder(induction.word).keys == session.finder(word).keys
      else {
        throw ShellError(
          "nothing-induced",
          "no senses of “\(word)” have been found yet; /induce it, or name a file")
      }
      return (induction, nil)
    }
    let found = try session.uses(
      of: word, in: files, reading.options, atMost: sample.most, seed: session.seed(sample.seed))
    try found.checkFound(word, in: files)
    // Where the order comes from examples, nobody asks for senses.
    let senses = like.isEmpty && unlike.isEmpty ? nil : 1
    return (
      try session.induction(
        of: word, from: found, senses: senses, seed: session.seed(sample.seed)), found
    )
  }
}
