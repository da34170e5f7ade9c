import ArgumentParser
import Corpora
import UseIndex

/// Which index uses are looked for in, and which of them are wanted.
struct IndexOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An index of uses; without it, the one that is open.", valueName: "place"),
    completion: .directory)
  var index: String?
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "What the corpus says of the uses that are wanted: \"year >= 1990 and genre = 'news'\".",
      valueName: "condition"))
  var wanted: String?

  /// What is said of conditions in the help of every command that takes one.
  static let rule = """
    --where compares what the corpus says of a text, by name, with numbers and quoted texts: = != < <= > >=, in \
    ('a', 'b'), like 'a%', is null, with and, or, not and brackets; file, document and line are names too. Of what \
    is not said nothing holds but is null.
    """

  var isAsked: Bool { index != nil || wanted != nil }

  /// - Throws: `ConditionError`.
  func condition() throws(ConditionError) -> Condition? {
    try wanted.map { text throws(ConditionError) in try Condition(text) }
  }

  /// The index that is named, else the one that is open.
  ///
  /// - Throws: `IndexError`; `ConditionError`; `ShellError`, where there is none.
  func source(in session: Session) throws -> UseSource {
    guard let place = index ?? session.openIndex else {
      throw ShellError(
        "no-index",
        "--where chooses uses of an index: open one with /open PLACE, or name it: --index PLACE",
        .usage)
    }
    let condition = try condition()
    return UseSource(
      place: .index(try IndexedUses(opening: place, model: session.model)), condition: condition)
  }
}

/// Where a command looks for uses: in a corpus, else in an index.
struct UseSourceOptions: ParsableArguments {
  @OptionGroup var index: IndexOptions
  @OptionGroup var reading: CorpusReadingOptions

  /// What is said in the help of every command that has them.
  static let rule = """
    Without a corpus, an index is asked: the one that --index names, else the one that is open (/open). \
    \(IndexOptions.rule)

    \(CorpusReadingOptions.rule)

    \(TextLayout.rule)
    """

  /// - Parameter files: The corpus that is named; empty for none.
  /// - Throws: `IndexError`; `ConditionError`; `ShellError`, where there is nothing to look in.
  func source(_ files: [String], in session: Session) throws -> UseSource {
    guard files.isEmpty else {
      guard index.index == nil else {
        throw ShellError(
          "two-sources", "name a corpus or an index, not both: --index stands for files", .usage)
      }
      return .corpus(files, reading.options, where: try index.condition())
    }
    guard index.index != nil || session.openIndex != nil else {
      throw ShellError(
        "no-corpus", "name a corpus, or open an index of one: /open PLACE, or --index PLACE",
        .usage)
    }
    return try index.source(in: session)
  }
}
