import ContextualEmbeddings
import Corpora
import Senses
import Tokenization
import UnicodeText

/// The uses of a word in a corpus, and their vectors.
struct FileUses {
  var uses: [FoundUse] = []
  /// Each use in its sentence.
  var occurrences: [Use] = []
  /// Shape `[n, C]`
  var vectors: [[Float]] = []
  /// Uses met, also those that were not kept.
  var found = 0
  /// How often each word stands in the corpus, where that was asked.
  var counts: WordCounts?
  /// What is known of the corpus they stand in.
  var text = CorpusReading()
  /// Whether it was stopped before the end.
  var isCut = false

  var directions: Directions { Directions(vectors) }

  /// Refuses to go on without a use.
  ///
  /// - Throws: `ShellError`; `Interruption`, where it was stopped before the first.
  func checkFound(_ word: String, in places: [String]) throws {
    guard uses.isEmpty else { return }
    if isCut { throw Interruption() }
    let bad = text.badBytesNote.map { "; \($0)" } ?? ""
    let read = text.files == 1 ? places[0] : counted(text.files, "file")
    throw ShellError(
      "too-few-uses",
      "“\(word)” is used nowhere in the \(counted(text.lines, "line")) of \(read)\(bad)")
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

extension Session {
  /// Collects the uses of a word in a corpus, and encodes them. Where that is interrupted, what is there
  /// is kept.
  ///
  /// - Parameters:
  ///   - places: Files, folders, patterns; `-` is standard input.
  ///   - most: Uses kept; of more, a fair sample.
  /// - Throws: `FileLinesError`; `CorpusError`, where a file cannot be read; `ShellError`, where there is no
  ///   word to look for.
  func uses(
    of word: String, in places: [String], _ options: CorpusOptions = CorpusOptions(),
    atMost most: Int, seed: UInt64, countingWords: Bool = false
  ) throws -> FileUses {
    try uses(
      of: [word], in: places, options, atMost: most, seed: seed, countingWords: countingWords)[0]
  }

  /// Collects the uses of some words in a corpus that is read once, and encodes them.
  ///
  /// - Returns: Of each word in turn.
  func uses(
    of words: [String], in places: [String], _ options: CorpusOptions = CorpusOptions(),
    atMost most: Int, seed: UInt64, countingWords: Bool = false
  ) throws -> [FileUses] {
    let corpus = try Corpus(places, options: options)
    var collectors = try words.map { word in
      guard let finder = UseFinder(word, tokenizer: model.tokenizer) else {
        throw ShellError("no-word", "there is no word in “\(word)”")
      }
      return UseCollector(finder: finder, capacity: most, seed: seed)
    }
    defer { progress("") }
    var text = CorpusReading()
    var counts = countingWords ? WordCounts() : nil
    var isCut = false
    var lines = 0
    do {
      try corpus.forEach(&text, checkInterrupt: checkInterrupt) { passage, reading in
        for place in collectors.indices {
          collectors[place].read(passage, lineEndsPart: reading.layout == .lines)
        }
        counts?.add(passage, cutBy: model.tokenizer)
        guard reading.lines - lines >= 4096 else { return }
        lines = reading.lines
        try checkInterrupt()
        let found = collectors.reduce(0) { $0 + $1.found }
        progress("\(counted(lines, "line")) read, \(counted(found, "use")) found")
      }
      try checkInterrupt()
    } catch is Interruption {
      isCut = true
    }
    return try collectors.map { collector in
      let met = collector.uses.compactMap { use in
        collector.finder.use(of: use, read: reader.tokenize(_:words:)).map { (use, $0) }
      }
      var encoded = try encode(met.map(\.1), met.map(\.0))
      encoded.found = collector.found
      encoded.text = text
      encoded.counts = counts
      encoded.isCut = encoded.isCut || isCut
      return encoded
    }
  }

  /// How often each word stands in a corpus.
  ///
  /// - Throws: As reading it for uses does; `Interruption`.
  func wordCounts(in places: [String], _ options: CorpusOptions) throws -> WordCounts {
    var counts = WordCounts()
    var text = CorpusReading()
    defer { progress("") }
    try Corpus(places, options: options).forEach(&text, checkInterrupt: checkInterrupt) {
      passage, reading in
      counts.add(passage, cutBy: model.tokenizer)
      guard reading.passages % 4096 == 0 else { return }
      try checkInterrupt()
      progress("\(counted(counts.total, "word")) counted")
    }
    return counts
  }

  /// Encodes uses a few at a time, those in one sentence together. Where that is interrupted, what is there is kept.
  func encode(_ occurrences: [Use], _ uses: [FoundUse]) throws -> FileUses {
    var result = FileUses()
    do {
      while result.uses.count < uses.count {
        try checkInterrupt()
        let batch = result.uses.count..<min(uses.count, result.uses.count + Self.useBatch)
        var sentences: [CutSentence: Int] = [:]
        var texts: [TokenizedText] = []
        let places = batch.map { use in
          let sentence = CutSentence(text: uses[use].sentence, words: uses[use].words)
          if let place = sentences[sentence] { return place }
          texts.append(occurrences[use].text)
          sentences[sentence] = texts.count - 1
          return texts.count - 1
        }
        let read = try model.sentences(texts)
        for (use, place) in zip(batch, places) {
          result.vectors.append(read[place].vector(of: occurrences[use].tokens))
        }
        result.uses += uses[batch]
        result.occurrences += occurrences[batch]
        progress("\(result.uses.count) of \(counted(uses.count, "use")) encoded")
      }
    } catch is Interruption {
      result.isCut = true
    }
    return result
  }

  /// A sentence, and the words that a corpus has in it.
  private struct CutSentence: Hashable {
    let text: SourceText
    let words: [Range<Int>]
  }

  /// Sentences encoded between two looks at whether to stop.
  private static let useBatch = 64

  /// Groups the uses of a word into senses.
  ///
  /// - Parameter senses: How many; `nil` lets stability decide.
  /// - Throws: `Interruption`.
  func induction(of word: String, from found: FileUses, senses: Int?, seed: UInt64) throws
    -> Induction
  {
    try Induction(
      word: word, uses: found.uses, directions: found.directions, senses: senses, seed: seed,
      chance: { a, b in
        reader.judgement(of: found.vectors[a], and: found.vectors[b], doubts: []).probability
      }, checking: checkInterrupt)
  }
}
