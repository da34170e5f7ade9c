import ContextualEmbeddings
import Corpora
import Senses

/// The uses of a word in a corpus, and their vectors.
struct CorpusUses {
  var uses: [FoundUse]
  /// Each use in its sentence.
  var occurrences: [Use]
  /// Shape `[n, C]`
  var vectors: [[Float]]
  /// Uses met, also those that were not kept.
  var found = 0
  /// How often each word stands where they were looked for, where that was asked.
  var counts: WordCounts?
  /// Where they were looked for.
  let source: UseSource
  /// What is known of the corpus that was read; `nil` where an index was asked.
  var text: CorpusReading?
  /// The names under which the corpus says something, where a condition was given and nothing found.
  var said: Set<String> = []
  /// How they are written; empty where only one form was looked for.
  var forms: [WrittenForm] = []
  /// Whether it was stopped before the end.
  var isCut = false

  var directions: Directions { Directions(vectors) }

  /// Refuses to go on without a use.
  ///
  /// - Throws: `ShellError`; `Interruption`, where it was stopped before the first.
  func checkFound(_ word: String) throws {
    guard uses.isEmpty else { return }
    if isCut { throw Interruption() }
    let bad = text?.badBytesNote.map { "; \($0)" } ?? ""
    throw ShellError(
      "too-few-uses", "“\(word)” is used nowhere in \(whole)\(source.unsaid(by: said))\(bad)")
  }

  /// All that was looked through, in words.
  private var whole: String {
    let read =
      text.map { text in
        let read = text.files == 1 ? source.name : counted(text.files, "file")
        return "the \(counted(text.lines, "line")) of \(read)"
      } ?? source.name
    return read + source.wanted
  }

  /// Lines with a sentence in which two of the uses stand.
  var linesWithTwoInASentence: [Int] {
    let pairs = zip(uses, uses.dropFirst()).filter { first, second in
      first.file == second.file && first.line == second.line
        && first.place.lowerBound - first.bytes.lowerBound == second.place.lowerBound
          - second.bytes.lowerBound
    }
    return Set(pairs.map { $0.0.line }).sorted()
  }
}
