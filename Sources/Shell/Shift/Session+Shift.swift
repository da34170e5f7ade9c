import ContextualEmbeddings
import Corpora
import Senses
import Tokenization

/// What is asked of a corpus and its groups.
struct ShiftQuestion {
  /// `nil` for all words of the corpus that may bear a meaning.
  let words: [UseFinder]?
  /// Whether the senses of the words, and what becomes of them, are wanted too.
  let findsSenses: Bool
  /// Whether these are then the last that were found, which other commands show.
  let keepsSenses: Bool
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
  /// What is known of the corpus that was read; `nil` where an index was asked.
  let text: CorpusReading?
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
    let asked = question.words ?? []
    let counts = question.words == nil || question.references > 0
    if counts, !question.source.comesAgain {
      throw ShellError(
        "read-once",
        "the corpus is read twice, and standard input only once; write it to a file, or take --references 0"
      )
    }
    let first = try shiftReading(of: asked, question, countingWords: counts)
    let groups = first.groups
    let others = ReferenceWords(
      of: first.counts, tokenizer: model.tokenizer,
      atLeast: question.words == nil ? question.least : 2, seed: question.seed)
    var answer = ShiftAnswer(
      groups: groups.indices.map {
        .init(name: groups[$0].name, total: counts ? first.counts[$0].total : nil)
      }, ungrouped: first.ungrouped, text: first.text)
    var words = first.words
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
    let own = Set(words.flatMap { $0.finder.formKeys.joined() })
    let references = names.enumerated().map { place, name in
      others.nearest(
        question.references,
        to: question.words == nil
          ? first.counts.map { $0[name] } : words[place].found,
        except: question.words == nil ? [name] : own)
    }
    let wanted = question.words == nil ? names : Set(references.joined()).sorted()
    if !wanted.isEmpty {
      words += try shiftReading(of: wanted.map { try finder($0) }, question, countingWords: false)
        .words
    }
    var work = ShiftWork(words: words, groups: groups, question: question)
    try work.run(in: &self, names: names, references: references, into: &answer)
    return answer
  }
}
