import ContextualEmbeddings
import Senses
import UnicodeText

/// The uses of a word in a file, and their vectors.
struct FileUses {
  var uses: [FoundUse] = []
  /// Each use in its sentence.
  var occurrences: [Occurrence] = []
  /// Shape `[n, C]`
  var vectors: [[Float]] = []
  /// Uses met, also those that were not kept.
  var found = 0
  /// Lines read.
  var lines = 0
  /// Whether it was stopped before the end.
  var isCut = false

  var directions: Directions { Directions(vectors) }

  /// Lines with a sentence in which two of the uses stand.
  var linesWithTwoInASentence: [Int] {
    let sentences = Dictionary(grouping: uses) {
      [$0.line, $0.place.lowerBound - $0.bytes.lowerBound]
    }
    return Set(sentences.values.filter { $0.count > 1 }.map { $0[0].line }).sorted()
  }
}

extension Session {
  /// Collects the uses of a word in a file, and encodes them. Where that is interrupted, what is there
  /// is kept.
  ///
  /// - Parameters:
  ///   - most: Uses kept; of more, a fair sample.
  /// - Throws: `FileLinesError`; `ShellError`, where there is no word to look for.
  func uses(
    of word: String, inFile path: String, atMost most: Int, seed: UInt64
  ) throws -> FileUses {
    guard let finder = UseFinder(word, tokenizer: model.tokenizer) else {
      throw ShellError("no-word", "there is no word in “\(word)”")
    }
    defer { progress("") }
    var collector = UseCollector(finder: finder, capacity: most, seed: seed)
    var isCut = false
    do {
      try FileLines(path: path, checkInterrupt: checkInterrupt).forEach { line in
        collector.read(line)
        if collector.lines % 4096 == 0 {
          try checkInterrupt()
          progress(
            "\(counted(collector.lines, "line")) read, \(counted(collector.found, "use")) found")
        }
        return true
      }
      try checkInterrupt()
    } catch is Interruption {
      isCut = true
    }
    let met = collector.uses.compactMap { use in
      finder.occurrence(of: use, read: reader.tokenize).map { (use, $0) }
    }
    var encoded = try encode(met.map(\.1), met.map(\.0))
    encoded.found = collector.found
    encoded.lines = collector.lines
    encoded.isCut = encoded.isCut || isCut
    return encoded
  }

  /// Encodes uses a few at a time. Where that is interrupted, what is there is kept.
  func encode(_ occurrences: [Occurrence], _ uses: [FoundUse]) throws -> FileUses {
    var result = FileUses()
    do {
      while result.uses.count < uses.count {
        try checkInterrupt()
        let batch = result.uses.count..<min(uses.count, result.uses.count + Self.useBatch)
        result.vectors += try reader.vectors(of: Array(occurrences[batch]))
        result.uses += uses[batch]
        result.occurrences += occurrences[batch]
        progress("\(result.uses.count) of \(counted(uses.count, "use")) encoded")
      }
    } catch is Interruption {
      result.isCut = true
    }
    return result
  }

  /// Sentences encoded between two looks at whether to stop.
  private static let useBatch = 64

  /// Groups the uses of a word into senses.
  ///
  /// - Parameter senses: How many; `nil` lets stability decide.
  func induction(of word: String, from found: FileUses, senses: Int?, seed: UInt64) -> Induction {
    Induction(
      word: word, uses: found.uses, directions: found.directions, senses: senses, seed: seed
    ) { a, b in
      reader.judgement(of: found.vectors[a], and: found.vectors[b], doubts: []).probability
    }
  }
}
