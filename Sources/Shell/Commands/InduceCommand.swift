import ArgumentParser
import JSON
import Corpora
import Senses

struct InduceCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "induce",
    abstract: "The senses of a word in a corpus: its uses, grouped and labelled.",
    discussion: """
      All uses of the word, or a fair sample of many, are encoded and grouped by spherical \
      k-means. The number of groups is the one that stays the same when the uses are drawn again; \
      groups whose uses more likely share a sense than not are joined. \
      A sense is labelled by the words that set its contexts apart, or, where none does, by those that are often near it; \
      by common words that could stand in the place of its most central use; and by that use. Ctrl-C stops reading, and what is there is grouped; \
      on the command line a second one ends the program. \
      Then /merge, /split, /name, /move and /undo put right what is wrong, and /kwic shows all uses.

      \(CorpusFormOptions.rule)

      \(UseSourceOptions.rule)
      """)
  static let topic = Topic.text
  static let keepsWhatIsThere = true
  static let example = ["/induce bank sentences.txt"]

  // The completion script for fish counts only arguments that say how they are completed.
  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Argument(
    help: ArgumentHelp(
      "Files, folders and patterns; - is standard input.", valueName: "corpus"),
    completion: .file())
  var files: [String] = []
  @Option(
    help: ArgumentHelp("How many senses; without it, stability decides.", valueName: "number"))
  var senses: Int?
  @OptionGroup var sample: CorpusUsesOptions
  @OptionGroup var forms: CorpusFormOptions
  @OptionGroup var source: UseSourceOptions

  func validate() throws {
    try check("--senses", senses, from: 1, to: 100)
  }

  struct Found {
    let senses: ToldSenses
    let uses: CorpusUses
    /// What to know of the word's forms, one line each.
    let formWarnings: [String]
  }

  static let fields: [Field<Found>] =
    ToldSenses.fields.of(\.senses) + CorpusUses.fields.of(\.uses) + [
      Field("lines", "lines read", \.uses.text?.lines),
      Field("complete", "whether the whole corpus was read") { !$0.uses.isCut },
    ]
  static let rows = ToldSenses.rows.of(\Found.senses)

  func find(in session: inout Session) throws -> Found {
    let wanted = try forms.wanted(word, in: &session)
    let found = try session.uses(
      of: wanted.finder, from: source.source(files, in: session), atMost: sample.most,
      seed: session.seed(sample.chance.seed))
    try found.checkFound(word)
    session.progress("grouping \(counted(found.uses.count, "use"))")
    defer { session.progress("") }
    let induction = try session.induction(
      of: word, from: found, senses: senses, seed: session.seed(sample.chance.seed))
    session.induction = induction
    session.inducedFound = found.found
    session.inducedSource = found.source
    return Found(
      senses: try session.told(induction), uses: found,
      formWarnings: [wanted].formWarnings(written: [found.forms]))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    found.senses.blocks
      + ([found.uses.summary(taken: "grouped")] + (found.uses.forms.summary.map { [$0] } ?? []))
      .map { .text($0) }
  }

  func notes(on found: Found, in session: Session) -> Notes {
    var notes = Notes(
      warnings: found.uses.warnings(as: session.settings.output, taken: "grouped")
        + found.formWarnings)
    if found.uses.isCut {
      notes.warnings.append(
        "\(found.uses.interruption); what was there is grouped")
      notes.status = .interrupted
    }
    return notes
  }
}
