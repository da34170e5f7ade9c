import ContextualEmbeddings
import Corpora
import Senses
import UnicodeText

/// What came of reading a file of sentences.
public struct SentencesRead: Sendable, Hashable {
  /// Sentences kept, also those that have made room since.
  public var count = 0
  public var last = 0
  /// Lines that are no sentence, blank ones not counted.
  public var passedOver = 0
  /// One line each.
  public var warnings: [String] = []
  /// The word whose senses were brought back.
  public var senses: String?

  public var first: Int { last - count + 1 }
}

extension Session {
  /// Keeps the sentences of a file, one a line, or those of a saved session, with the senses in it.
  ///
  /// - Throws: `FileLinesError`; `CorpusError`; `ShellError`, where a saved session is damaged, after which
  ///   nothing of it is kept; `Interruption`, after which the sentences read so far are kept.
  public mutating func read(file: String, asText: Bool = false) throws -> SentencesRead {
    var reading = SentencesRead()
    var firstTrouble: (line: Int, what: String)?
    var number = 0
    var isContinued = false
    var saved = WholeLines()
    var looksWrapped = false
    var kind: FileKind?
    // What /save has written is read again, whatever was typed.
    try FileLines(path: file, takesAnyBytes: true, checkInterrupt: checkInterrupt).forEachPart {
      sample in
      kind = FileKind(startingWith: sample)
      guard !SavedSession.isOne(startingWith: sample) else { return }
      if !asText, let look = CorpusLook(sample) {
        throw CorpusError(.notRunningText(look), path: file)
      }
      let look = LayoutLook(sample)
      looksWrapped = look.layout == .paragraphs && look.isPlain
    } _: { bytes, end in
      let ends = end != nil
      defer { isContinued = !ends }
      if !saved.lines.isEmpty || number == 0 && SavedSession.isOne(startingWith: bytes) {
        saved.take(bytes, ends: ends)
        return true
      }
      if isContinued { return true }
      number += 1
      if number % 256 == 0 { try checkInterrupt() }
      do {
        guard ends, bytes.count <= Self.longestLine else { throw Self.tooLong(bytes.count) }
        switch try Line(bytes) {
        case .blank: break
        case .command: throw ShellError("command", "a command; only sentences are read")
        case .sentence(let source):
          reading.last = try add(source)
          reading.count += 1
          if let first = source.badBytes.first, firstTrouble == nil {
            firstTrouble = (number, "byte \(first) is not UTF-8, read as U+FFFD")
          }
        }
      } catch let error where !(error is Interruption) {
        reading.passedOver += 1
        if firstTrouble == nil { firstTrouble = (number, ShellError(error).message) }
      }
      return true
    }
    if !saved.lines.isEmpty { return try read(SavedSession(saved.lines, path: file)) }
    if let (line, what) = firstTrouble {
      let more = reading.passedOver > 1 ? "; \(reading.passedOver) lines passed over in all" : ""
      reading.warnings = ["\(file): line \(line): \(what)\(more)"]
    }
    if kind == .latin {
      reading.warnings.append("\(file): \(FileKind.latin.description(ofFile: file))")
    }
    if looksWrapped {
      reading.warnings.append(
        "\(file): its lines look wrapped, and each was kept as a sentence; --paragraphs joins them")
    }
    return reading
  }

  /// Keeps the sentences of a file of a corpus.
  ///
  /// - Throws: As reading a file of sentences does; a saved session is none.
  mutating func readCorpus(file: String, _ options: CorpusOptions) throws -> SentencesRead {
    var sentences = SentencesRead()
    var text = CorpusReading()
    try CorpusFile(file, options: options).forEach(&text, checkInterrupt: checkInterrupt) {
      passage, _ in
      try checkInterrupt()
      var bytes = passage.text
      for span in sentenceSpans(
        inPassage: &bytes, words: passage.words, isSentence: passage.isSentence)
      {
        do {
          sentences.last = try add(SourceText(bytes: Array(bytes[span])))
          sentences.count += 1
        } catch ModelError.emptySentence {
          // A row of stars or the like.
          sentences.passedOver += 1
        }
      }
    }
    sentences.warnings = text.notes
    return sentences
  }

  private mutating func read(_ saved: SavedSession) throws -> SentencesRead {
    var reading = SentencesRead()
    if let induction = saved.induction {
      self.induction = try self.induction(induction)
      inducedFound = nil
      inducedSource = nil
      reading.senses = induction.word
    }
    for sentence in saved.sentences {
      reading.last = try add(sentence)
      reading.count += 1
    }
    return reading
  }
}
