import Corpora
import Senses
import UseIndex

/// What one reading of a corpus, or one look into an index, says of some words and of the groups.
struct ShiftReading {
  let groups: [Grouping.Group]
  /// As they were asked for.
  let words: [ShiftWork.Word]
  /// How often each word stands in each group; empty where that was not asked.
  let counts: [WordCounts]
  let ungrouped: Int
  /// The names under which the corpus says something.
  let said: Set<String>
  /// What is known of the corpus that was read; `nil` where an index was asked.
  let text: CorpusReading?
}

extension Session {
  /// - Throws: As reading for uses does; `ShellError`, where there are no two groups, or too many; `Interruption`.
  func shiftReading(
    of finders: [UseFinder], _ question: ShiftQuestion, countingWords: Bool
  ) throws -> ShiftReading {
    let reading =
      switch question.source.place {
      case .corpus(let places, let options):
        try shiftReading(of: finders, in: places, options, question, countingWords: countingWords)
      case .index(let index):
        try shiftReading(of: finders, in: index, question, countingWords: countingWords)
      }
    try check(reading, question)
    return reading
  }

  private func shiftReading(
    of words: [UseFinder], in places: [String], _ options: CorpusOptions, _ question: ShiftQuestion,
    countingWords: Bool
  ) throws -> ShiftReading {
    var uses = GroupedUses(
      by: question.grouping, of: words, countingWords: countingWords, tokenizer: model.tokenizer,
      capacity: question.most, seed: question.seed)
    var text = CorpusReading()
    let said = try forEachPassage(
      of: places, options, where: question.source.condition, &text,
      progress: { _, reading in
        let groups = uses.groups
        guard groups.count <= Self.mostGroups else { throw tooMany(groups, question) }
        return "\(counted(reading.lines, "line")) read, \(counted(groups.count, "group")) found"
      }
    ) { passage, reading in
      uses.read(passage, lineEndsPart: reading.layout == .lines)
    }
    let groups = uses.groups
    return ShiftReading(
      groups: groups,
      words: words.indices.map { place in
        ShiftWork.Word(
          finder: words[place], found: groups.map { uses.found(place, in: $0) },
          uses: .read(groups.map { uses.uses(of: place, in: $0) }))
      }, counts: countingWords ? groups.map { uses.counts[$0] ?? WordCounts() } : [],
      ungrouped: uses.ungrouped, said: said.union(uses.fields), text: text)
  }

  private func shiftReading(
    of words: [UseFinder], in index: IndexedUses, _ question: ShiftQuestion, countingWords: Bool
  ) throws -> ShiftReading {
    let sentences = try index.groups(
      by: question.grouping, where: question.source.condition, atMost: Self.mostGroups)
    return ShiftReading(
      groups: sentences.groups,
      words: try words.enumerated().map { number, finder in
        try checkInterrupt()
        progress("word \(number + 1) of \(words.count) looked up")
        let places = try index.places(of: finder, in: sentences, checking: checkInterrupt)
        let taken = places.map {
          Reservoir(of: $0, capacity: question.most, seed: question.seed).elements
        }
        return ShiftWork.Word(
          finder: finder, found: places.map(\.count), uses: .indexed(taken, index))
      }, counts: countingWords ? try index.wordCounts(in: sentences) : [],
      ungrouped: sentences.ungrouped,
      said: sentences.groups.isEmpty ? try index.metadataNames() : [], text: nil)
  }

  private static let mostGroups = 50

  private func tooMany(_ groups: [Grouping.Group], _ question: ShiftQuestion) -> ShellError {
    let name = groups[groups.count / 2].name
    return ShellError(
      "too-many-groups",
      "\(question.grouping.field) has more than \(Self.mostGroups) values; part them, as in "
        + "--by \(question.grouping.field):\(name)")
  }

  private func check(_ reading: ShiftReading, _ question: ShiftQuestion) throws {
    let (groups, field) = (reading.groups, question.grouping.field)
    guard groups.count <= Self.mostGroups else { throw tooMany(groups, question) }
    guard groups.isEmpty else {
      guard groups.count > 1 else {
        throw ShellError(
          "one-group", "all texts are in one group of \(field): \(groups[0].name); it takes two")
      }
      return
    }
    let (source, said) = (question.source, reading.said)
    let unsaid = source.unsaid(by: said)
    let known =
      said.isEmpty
      ? "it says nothing of its texts; a table, JSON Lines or a corpus format does"
      : said.contains { $0 == field || $0.hasSuffix(".\(field)") }
        ? source.condition == nil ? "no value of it is a number or a date" : "no text is wanted"
        : "it says \(said.sorted().joined(separator: ", "))"
    throw ShellError(
      "no-groups",
      "no text of \(source.name)\(source.wanted) has “\(field)” to group by"
        + (unsaid.isEmpty ? ": \(known)" : unsaid))
  }
}
