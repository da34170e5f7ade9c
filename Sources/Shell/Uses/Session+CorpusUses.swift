import ContextualEmbeddings
import Corpora
import Senses
import Tokenization
import UnicodeText
import UseIndex

extension Session {
  /// Finds the uses of a word, and encodes them. Where that is interrupted, what is there is kept.
  ///
  /// - Parameters:
  ///   - most: Uses kept; of more, a fair sample.
  ///   - countingWords: Whether to say how often each word stands there.
  /// - Throws: `FileLinesError`; `CorpusError`, where a file cannot be read; `IndexError`; `ShellError`, where there
  ///   is no word to look for.
  func uses(
    of word: String, from source: UseSource, atMost most: Int, seed: UInt64,
    countingWords: Bool = false
  ) throws -> CorpusUses {
    try uses(
      of: finder(word), from: source, atMost: most, seed: seed, countingWords: countingWords)
  }

  /// The same of a word in all its forms.
  func uses(
    of word: UseFinder, from source: UseSource, atMost most: Int, seed: UInt64,
    countingWords: Bool = false
  ) throws -> CorpusUses {
    try uses(of: [word], from: source, atMost: most, seed: seed, countingWords: countingWords)[0]
  }

  /// Finds the uses of some words, and encodes them; a corpus is read once.
  ///
  /// - Returns: Of each word in turn.
  func uses(
    of words: [UseFinder], from source: UseSource, atMost most: Int, seed: UInt64,
    countingWords: Bool = false
  ) throws -> [CorpusUses] {
    defer { progress("") }
    switch source.place {
    case .corpus(let places, let options):
      return try uses(
        foundBy: words, in: places, options, from: source, atMost: most, seed: seed,
        countingWords: countingWords)
    case .index(let index):
      return try words.map { word in
        try uses(
          of: word, in: index, from: source, atMost: most, seed: seed,
          countingWords: countingWords)
      }
    }
  }

  private func uses(
    foundBy finders: [UseFinder], in places: [String], _ options: CorpusOptions,
    from source: UseSource, atMost most: Int, seed: UInt64, countingWords: Bool
  ) throws -> [CorpusUses] {
    var collectors = finders.map { UseCollector(finder: $0, capacity: most, seed: seed) }
    var text = CorpusReading()
    var counts = countingWords ? WordCounts() : nil
    var said: Set<String> = []
    var isCut = false
    do {
      said = try forEachPassage(
        of: places, options, where: source.condition, &text,
        progress: { _, reading in
          let found = collectors.reduce(0) { $0 + $1.found }
          return "\(counted(reading.lines, "line")) read, \(counted(found, "use")) found"
        }
      ) { passage, reading in
        for place in collectors.indices {
          collectors[place].read(passage, lineEndsPart: reading.layout == .lines)
        }
        counts?.add(passage, cutBy: model.tokenizer)
      }
    } catch is Interruption {
      isCut = true
    }
    return try collectors.map { collector in
      let met = collector.uses.compactMap { use in
        collector.finder.use(of: use, read: reader.tokenize(_:words:)).map { (use, $0) }
      }
      var encoded = try encoded(met, from: source)
      encoded.found = collector.found
      encoded.text = text
      encoded.said = said
      encoded.counts = counts
      encoded.forms = collector.finder.hasForms ? WrittenForm.all(of: encoded.occurrences) : []
      encoded.isCut = encoded.isCut || isCut
      return encoded
    }
  }

  private func uses(
    of word: UseFinder, in index: IndexedUses, from source: UseSource, atMost most: Int,
    seed: UInt64, countingWords: Bool
  ) throws -> CorpusUses {
    let places = try index.places(of: word, where: source.condition, checking: checkInterrupt)
    // Nothing is unpacked that is not taken.
    let taken = Reservoir(of: places, capacity: most, seed: seed)
    var met: [(FoundUse, Use)] = []
    var isCut = false
    do {
      try index.forEach(at: taken.elements) { use in
        try checkInterrupt()
        met.append((use.found, use.use))
      }
    } catch is Interruption {
      isCut = true
    }
    var encoded = try encoded(met, from: source)
    encoded.found = places.count
    if places.isEmpty, source.condition != nil { encoded.said = try index.metadataNames() }
    encoded.counts = countingWords ? try index.wordCounts(where: source.condition) : nil
    encoded.forms = word.hasForms ? WrittenForm.all(of: encoded.occurrences) : []
    encoded.isCut = encoded.isCut || isCut
    return encoded
  }

  /// How often each word stands where uses are looked for.
  ///
  /// - Throws: As looking for uses does; `Interruption`.
  func wordCounts(in source: UseSource) throws -> WordCounts {
    guard case .corpus(let places, let options) = source.place else {
      return try source.index!.wordCounts(where: source.condition)
    }
    var counts = WordCounts()
    var text = CorpusReading()
    defer { progress("") }
    try forEachPassage(
      of: places, options, where: source.condition, &text,
      progress: { _, _ in "\(counted(counts.total, "word")) counted" }
    ) { passage, _ in counts.add(passage, cutBy: model.tokenizer) }
    return counts
  }

  /// Hands out the passages of a corpus of which a condition holds. Every few thousand lines it is looked whether to stop.
  ///
  /// - Parameters:
  ///   - reading: What is known so far, kept up to date where that is stopped.
  ///   - told: What to say of progress then, behind a passage; what it throws is thrown on.
  /// - Returns: The names under which the corpus says something, where there is a condition.
  /// - Throws: `FileLinesError`; `CorpusError`, where a file cannot be read; `Interruption`.
  @discardableResult func forEachPassage(
    of places: [String], _ options: CorpusOptions, where condition: Condition?,
    _ reading: inout CorpusReading, progress told: (Passage, CorpusReading) throws -> String,
    _ body: (Passage, CorpusReading) -> Void
  ) throws -> Set<String> {
    var said: Set<String> = []
    var lines = 0
    try Corpus(places, options: options).forEach(&reading, checkInterrupt: checkInterrupt) {
      passage, reading in
      if let condition {
        for entry in passage.metadata.entries { said.insert(entry.name) }
        if condition.holds(of: passage) { body(passage, reading) }
      } else {
        body(passage, reading)
      }
      guard reading.lines - lines >= 4096 else { return }
      lines = reading.lines
      try checkInterrupt()
      progress(try told(passage, reading))
    }
    try checkInterrupt()
    return said
  }

  /// Encodes what was found. Where that is interrupted, what is there is kept.
  func encoded(
    _ met: [(found: FoundUse, use: Use)], from source: UseSource
  ) throws -> CorpusUses {
    let (uses, occurrences) = (met.map(\.found), met.map(\.use))
    let (vectors, isCut) = try encode(occurrences, uses)
    return CorpusUses(
      uses: Array(uses.prefix(vectors.count)),
      occurrences: Array(occurrences.prefix(vectors.count)), vectors: vectors, source: source,
      isCut: isCut)
  }

  /// Encodes uses a few at a time, those in one sentence together.
  ///
  /// - Returns: The vectors of all, or of the first, where that was interrupted.
  func encode(
    _ occurrences: [Use], _ uses: [FoundUse]
  ) throws -> (vectors: [[Float]], isCut: Bool) {
    var vectors: [[Float]] = []
    do {
      while vectors.count < uses.count {
        try checkInterrupt()
        let batch = vectors.count..<min(uses.count, vectors.count + Self.useBatch)
        var sentences: [CutSentence: Int] = [:]
        var texts: [TokenizedText] = []
        let places = batch.map { use in
          let sentence = CutSentence(
            text: uses[use].sentence, words: uses[use].words,
            replaced: occurrences[use].text.tokens.firstIndex(where: \.isReplaced))
          if let place = sentences[sentence] { return place }
          texts.append(occurrences[use].text)
          sentences[sentence] = texts.count - 1
          return texts.count - 1
        }
        let read = try model.sentences(texts)
        for (use, place) in zip(batch, places) {
          vectors.append(read[place].vector(of: occurrences[use].tokens))
        }
        progress("\(vectors.count) of \(counted(uses.count, "use")) encoded")
      }
    } catch is Interruption {
      return (vectors, true)
    }
    return (vectors, false)
  }

  /// A sentence, and the words that a corpus has in it, of which another may stand for one.
  private struct CutSentence: Hashable {
    let text: SourceText
    let words: [Range<Int>]
    let replaced: Int?
  }

  /// Sentences encoded between two looks at whether to stop.
  private static let useBatch = 64

  /// Groups the uses of a word into senses.
  ///
  /// - Parameter senses: How many; `nil` lets stability decide.
  /// - Throws: `Interruption`.
  func induction(of word: String, from found: CorpusUses, senses: Int?, seed: UInt64) throws
    -> Induction
  {
    try Induction(
      word: word, uses: found.uses, directions: found.directions, senses: senses, seed: seed,
      chance: { a, b in
        reader.judgement(of: found.vectors[a], and: found.vectors[b], doubts: []).probability
      }, checking: checkInterrupt)
  }
}
