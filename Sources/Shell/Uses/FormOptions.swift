import ArgumentParser
import Senses

/// What counts as a word beside itself.
struct FormOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Forms whose uses count as the word's too, with commas between: banks,banked.",
      valueName: "forms"))
  var forms: String?

  func finder(of word: String, in session: Session) throws -> UseFinder {
    try session.finder(word, forms: forms?.separatedByCommas ?? [])
  }
}

/// What counts as a word in a corpus, which may name lemmas.
struct CorpusFormOptions: ParsableArguments {
  @OptionGroup var written: FormOptions
  @OptionGroup var lemmas: LemmaOption

  /// What is said of them in the help of every command that has them.
  static let rule = """
    --forms names forms that count as the word, which itself counts too. --lemma goes by the lemmas that a corpus names \
    (CoNLL-U, vertical text, XML): a word that has one is a use where that is the word; one that has none, by its form.
    """

  var isAsked: Bool { written.forms != nil || lemmas.lemma }

  func finder(of word: String, in session: Session) throws -> UseFinder {
    try session.finder(
      word, forms: written.forms?.separatedByCommas ?? [], usesLemmas: lemmas.lemma)
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
