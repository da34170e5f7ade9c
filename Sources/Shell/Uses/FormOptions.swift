import ArgumentParser
import Senses

/// What counts as a word beside itself.
struct FormOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Forms whose uses count as the word's too, with commas between: banks,banked.",
      valueName: "forms"))
  var forms: String?
  @OptionGroup var inflection: InflectionOptions

  var isAsked: Bool { forms != nil || inflection.inflected }

  func wanted(_ word: String, usesLemmas: Bool = false, in session: inout Session) throws
    -> WantedWord
  {
    try inflection.wanted(
      word, forms: forms?.separatedByCommas ?? [], usesLemmas: usesLemmas, in: &session)
  }
}

/// What counts as a word in a corpus, which may name lemmas.
struct CorpusFormOptions: ParsableArguments {
  @OptionGroup var written: FormOptions
  @OptionGroup var lemmas: LemmaOption

  /// What is said of them in the help of every command that has them.
  static let rule = """
    --forms names forms that count as the word, which itself counts too. \(InflectionOptions.rule) \
    --lemma goes by the lemmas that a corpus names \
    (CoNLL-U, vertical text, XML): a word that has one is a use where that is the word; one that has none, by its form.
    """

  var isAsked: Bool { written.isAsked || lemmas.lemma }

  func wanted(_ word: String, in session: inout Session) throws -> WantedWord {
    try written.wanted(word, usesLemmas: lemmas.lemma, in: &session)
  }
}

/// Whether the forms that a dictionary has of a word count as it.
struct InflectionOptions: ParsableArguments {
  @Flag(
    help: "Count all forms of the word, a lemma, as the dictionary has them: of find finds, found.")
  var inflected = false
  @Option(
    help: ArgumentHelp(
      "With --inflected, only the forms of a noun (n), verb (v), adjective (a) or adverb (r).",
      valueName: "pos"))
  var pos: PartOfSpeech?

  /// What is said of them in the help of every command that has them.
  static let rule = """
    --inflected takes the word for a lemma and counts all forms that the dictionary has of it, with --pos those of a \
    part of speech; forms that are of other words too are named, since all their uses count.
    """

  func validate() throws {
    if pos != nil && !inflected {
      throw ValidationError("--pos says whose forms --inflected counts; give both")
    }
  }

  /// - Parameter forms: Others that count as the word.
  func wanted(
    _ word: String, forms: [String], usesLemmas: Bool, in session: inout Session
  ) throws -> WantedWord {
    guard inflected else {
      return WantedWord(finder: try session.finder(word, forms: forms, usesLemmas: usesLemmas))
    }
    return try WantedWord(lemma: word, pos, forms: forms, usesLemmas: usesLemmas, in: &session)
  }
}

/// Whether lemmas decide.
struct LemmaOption: ParsableArguments {
  @Flag(help: "Go by the lemmas that the corpus names, where it names them.")
  var lemma = false
}

/// Words that a file names.
struct Term {
  let word: String
  /// Others that count as it.
  let forms: [String]

  /// - Parameter line: The word or phrase, and behind it, with commas between, its other forms.
  init?(_ line: String) {
    let names = line.separatedByCommas
    guard let word = names.first else { return nil }
    self.word = word
    forms = Array(names.dropFirst())
  }
}

extension String {
  /// The texts between commas, without white space around them; none of them is empty.
  var separatedByCommas: [String] {
    split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.isEmpty }
  }
}
