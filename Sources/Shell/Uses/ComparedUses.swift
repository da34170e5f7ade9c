import ArgumentParser
import Senses

/// Which uses of an index are compared with each other.
struct ComparedUsesOptions: ParsableArguments {
  @OptionGroup var index: IndexOptions
  @Option(
    help: ArgumentHelp(
      "The most uses of an index to take; of more, a fair sample.", valueName: "number"))
  var most = 200
  @OptionGroup var chance: SeedOption

  func validate() throws {
    try check("--most", most, from: 3, to: 500)
  }

  /// What is said of them in the help of every command that has them.
  static let rule = """
    Where an index is open, or --index names one, its uses of the word are taken, unless sentences are written out.
    """
}

/// Uses of a word, and their vectors.
struct ComparedUses {
  let uses: [ResolvedUse]
  /// Shape `[n, C]`
  let vectors: [[Float]]
  /// What was found in an index, where one was asked.
  var found: CorpusUses?

  static let fields: [Field<ComparedUses>] = [
    Field("index", "the index that was asked; left out where none was", \.found?.source.index?.path)
      .whereKnown,
    Field("found", "uses found in it", \.found?.found).whereKnown,
  ]

  /// Said below what was found in an index.
  var summary: [Block] { found.map { [.text($0.summary(taken: "compared").onOneLine)] } ?? [] }
}

extension Session {
  /// The uses of a word in an index, where one is asked, else those that are kept or written out.
  ///
  /// - Throws: `ShellError`, where there are too few; `IndexError`; `Interruption`.
  mutating func comparedUses(
    of word: String, in sentences: [String], _ options: ComparedUsesOptions, atLeast least: Int
  ) throws -> ComparedUses {
    guard options.index.isAsked || sentences.isEmpty && openIndex != nil else {
      let uses = try severalUses(of: word, in: sentences, atLeast: least)
      return ComparedUses(uses: uses, vectors: try vectors(of: uses))
    }
    guard sentences.isEmpty else {
      throw ShellError("two-sources", "name sentences or an index, not both", .usage)
    }
    let found = try uses(
      of: word, from: options.index.source(in: self), atMost: options.most,
      seed: seed(options.chance.seed)
    )
    if found.isCut { throw Interruption() }
    try found.checkFound(word)
    guard found.uses.count >= least else {
      throw tooFewUses(of: word, found.uses.count, in: found.source.name, atLeast: least)
    }
    return ComparedUses(
      uses: zip(found.occurrences, found.uses).map { ResolvedUse($0, from: $1) },
      vectors: found.vectors, found: found)
  }
}
