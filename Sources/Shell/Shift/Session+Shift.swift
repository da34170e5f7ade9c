import ContextualEmbeddings
import Corpora
import Senses
import Tokenization

/// What is asked of a corpus and its groups.
struct ShiftQuestion {
  /// `nil` for all words of the corpus that may bear a meaning.
  let words: [String]?
  /// Whether the senses of the words, and what becomes of them, are wanted too.
  let findsSenses: Bool
  let grouping: Grouping
  let source: UseSource
  /// Of all words: how often one has to be met in each group.
  let least: Int
  /// The most uses of a word taken of a group.
  let most: Int
  let references: Int
  /// Pairs of its uses that people are to judge; 0 for none.
  let pairs: Int
  let resamples: Int
  let seed: UInt64
}

/// What is known of words in some groups of uses.
struct ShiftAnswer {
  let groups: [Group]
  /// The farthest first.
  var words: [ShiftedWord] = []
  /// Words that fewer than two groups have.
  var unmet: [String] = []
  let ungrouped: Int
  let text: CorpusReading
  /// Whether it was stopped before the last word.
  var isCut = false
  /// What people are to judge, where that was asked.
  var durel: DURelFiles?

  struct Group: Sendable {
    let name: String
    /// Words in all; `nil` where they were not counted.
    let total: Int?
  }
}

extension Session {
  /// Measures how far the uses of words in some groups lie apart. The corpus is read once for the words and the counts of
  /// all, and, where that says which other words are wanted, once more for these.
  ///
  /// - Throws: As reading for uses does; `ShellError`, where the corpus has no two groups, or too many; `Interruption`.
  mutating func shift(_ question: ShiftQuestion) throws -> ShiftAnswer {
    defer { progress("") }
    if question.pairs > 0, reader.calibration == nil { throw SensesError.noThreshold }
    let asked = try (question.words ?? []).map(finder)
    let counts = question.words == nil || question.references > 0
    if counts, !question.source.comesAgain {
      throw ShellError(
        "read-once",
        "the corpus is read twice, and standard input only once; write it to a file, or take --references 0"
      )
    }
    let (first, text) = try groupedUses(of: asked, question, countingWords: counts)
    let groups = first.groups
    try check(groups, first, question)
    let others = ReferenceWords(
      of: groups.map { first.counts[$0] ?? WordCounts() }, tokenizer: model.tokenizer,
      atLeast: question.words == nil ? question.least : 2, seed: question.seed)
    var answer = ShiftAnswer(
      groups: groups.map { .init(name: $0.name, total: first.counts[$0]?.total) },
      ungrouped: first.ungrouped, text: text)
    var words: [ShiftWork.Word] = asked.indices.map { place in
      ShiftWork.Word(finder: asked[place], place: place, in: first, groups)
    }
    answer.unmet = words.filter { !$0.isMetTwice }.map(\.finder.word)
    words.removeAll { !$0.isMetTwice }
    if question.words != nil, words.isEmpty {
      let names = answer.unmet.map { "“\($0)”" }
      throw ShellError(
        "too-few-uses",
        "no two groups of \(question.grouping.field) have \(names.joined(separator: ", "))")
    }
    let names = question.words == nil ? others.words : words.map(\.finder.word)
    guard !names.isEmpty else {
      throw ShellError(
        "too-few-uses",
        "no word is met \(question.least) times in each of \(counted(groups.count, "group")); --least takes a smaller number"
      )
    }
    let own = Set(words.flatMap(\.finder.keys))
    let references = names.enumerated().map { place, name in
      others.nearest(
        question.references,
        to: question.words == nil
          ? groups.map { first.counts[$0]![name] } : words[place].found,
        except: question.words == nil ? [name] : own)
    }
    let wanted = question.words == nil ? names : Set(references.joined()).sorted()
    if !wanted.isEmpty {
      let finders = try wanted.map(finder)
      let (second, _) = try groupedUses(of: finders, question, countingWords: false)
      words += finders.indices.map { place in
        ShiftWork.Word(finder: finders[place], place: place, in: second, groups)
      }
    }
    var work = ShiftWork(words: words, groups: groups, question: question)
    try work.run(in: &self, names: names, references: references, into: &answer)
    return answer
  }

  private func groupedUses(
    of words: [UseFinder], _ question: ShiftQuestion, countingWords: Bool
  ) throws -> (uses: GroupedUses, text: CorpusReading) {
    var uses = GroupedUses(
      by: question.grouping, of: words, countingWords: countingWords, tokenizer: model.tokenizer,
      capacity: question.most, seed: question.seed)
    var text = CorpusReading()
    guard case .corpus(let places, let options) = question.source.place else {
      preconditionFailure("shift asks no index")
    }
    try forEachPassage(
      of: places, options, where: question.source.condition, &text,
      progress: { _, reading in
        let groups = uses.groups
        guard groups.count <= Self.mostGroups else { throw tooMany(groups, question) }
        return "\(counted(reading.lines, "line")) read, \(counted(groups.count, "group")) found"
      }
    ) { passage, reading in
      uses.read(passage, lineEndsPart: reading.layout == .lines)
    }
    return (uses, text)
  }

  private static let mostGroups = 50

  private func tooMany(_ groups: [Grouping.Group], _ question: ShiftQuestion) -> ShellError {
    let name = groups[groups.count / 2].name
    return ShellError(
      "too-many-groups",
      "\(question.grouping.field) has more than \(Self.mostGroups) values; part them, as in "
        + "--by \(question.grouping.field):\(name)")
  }

  private func check(
    _ groups: [Grouping.Group], _ uses: GroupedUses, _ question: ShiftQuestion
  ) throws {
    let field = question.grouping.field
    guard groups.count <= Self.mostGroups else { throw tooMany(groups, question) }
    guard groups.isEmpty else {
      guard groups.count > 1 else {
        throw ShellError(
          "one-group", "all texts are in one group of \(field): \(groups[0].name); it takes two")
      }
      return
    }
    let known =
      uses.fields.isEmpty
      ? "it says nothing of its texts; a table, JSON Lines or a corpus format does"
      : uses.fields.contains(field)
        ? "no value of it is a number or a date"
        : "it says \(uses.fields.joined(separator: ", "))"
    throw ShellError(
      "no-groups",
      "no text of \(question.source.name) has “\(field)” to group by: \(known)")
  }
}
