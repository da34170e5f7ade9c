import ArgumentParser
import ContextualEmbeddings
import Corpora
import LineEditing
import Platform
import Senses
import Shell
import Tensors

/// Bulk: a corpus, and the sense of each of its content words to standard output.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Writes a corpus with the sense of each content word.",
    discussion: """
      A corpus in CoNLL-U, vertical text or JSON Lines is written as it is, with the senses added; any other as JSON Lines. \
      --as writes another format:
        conllu    Sense=bank%1:17:01::|SenseProb=0.97 among the features of the last column
        vertical  sense, sense_prob and sense_verdict in columns behind the others
        jsonl     a member “senses” of the corpus's own objects, or an object for each sentence
        tsv       a row for each word that has a sense: file, line, start, end, word, lemma, pos, sense, probability, verdict, choices; \
      --header names the columns above them
      The lemma and the part of speech that a corpus has count. Where it has none, every word does that the inventory has but \
      articles, pronouns, prepositions, conjunctions, auxiliaries and numbers. Words in a row are one where the inventory has them as one (New York).

      The probability is that of the likeliest sense, if the word has one of them. “unsure” says that it is no likelier \
      than the others together, “only” that the word has no other, and “none” that it is used like none of them; no sense is told then.

      \(CorpusReadingOptions.rule)
      """)

  @ParentCommand var parent: Polyseme
  @Argument(
    help: ArgumentHelp(
      "Files, folders and patterns; - is standard input, which is read where none is named.",
      valueName: "corpus"), completion: .file())
  var files: [String] = []
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "How to write it: conllu, vertical, jsonl or tsv; without it as the corpus is written.",
      valueName: "format"))
  var written: TagFormat?
  @Flag(
    help: "Write how often each word has each of its senses, not the corpus, as tsv or jsonl.")
  var count = false
  @Option(
    help: ArgumentHelp(
      "Count in groups, by what the corpus says of its texts, as /shift does: genre, year:1850,1950.",
      valueName: "field"))
  var by: String?
  @Option(
    help: ArgumentHelp(
      "How many sentences to read together: fewer are answered sooner, and slower.",
      valueName: "number"))
  var batch = 128
  @OptionGroup var reading: CorpusReadingOptions
  @Option(
    help: ArgumentHelp("The model's folder.", valueName: "dir"), completion: .directory)
  var model: String?
  @Option(
    help: ArgumentHelp(
      "How many threads to use; without it one for each processor that the program may use, at most 8.",
      valueName: "number"))
  var threads: Int?

  func validate() throws {
    try check("--batch", batch, from: 1)
    try check("--threads", threads, from: 1, to: 256)
    if by != nil && !count { throw ValidationError("--by is for --count") }
    if let format, count, format != .tsv, format != .jsonl {
      throw ValidationError("--count is written as tsv or jsonl")
    }
    do { _ = try grouping } catch { throw ValidationError("\(error)") }
  }

  /// The format that is asked for; `nil` for that of the corpus.
  fileprivate var format: TagFormat? { written ?? (count ? .tsv : nil) }

  fileprivate var grouping: Grouping? {
    get throws(GroupingError) { try by.map { text throws(GroupingError) in try Grouping(text) } }
  }

  func run() throws {
    var options = parent.options.values
    options.model = model.map { [$0] } ?? options.model
    options.threads = threads ?? options.threads
    var command = self
    command.written =
      try written
      ?? options.output.flatMap { output throws(ValidationError) in
        guard output != .text else { return nil }
        guard let format = TagFormat(rawValue: output.rawValue) else {
          throw ValidationError(
            "--output \(output.rawValue) is not for tag: --as conllu, vertical, jsonl or tsv")
        }
        return format
      }
    if options.header && command.format != .tsv {
      throw ValidationError("--header is for tsv")
    }
    try Program.exit(Program(options).tag(command))
  }
}

extension Program {
  /// The most bytes of text read together, but for one sentence that is longer by itself.
  private static let batchBytes = 1 << 16

  /// What one thread hands to the next.
  private enum Part {
    /// Sentences of a file that has a format.
    case sentences([CutSentence], CorpusFormat?)
    /// The end of a file.
    case end(CorpusReading)
    case failure(any Error)
  }

  private struct NotWanted: Error {}

  func tag(_ command: TagCommand) -> ExitStatus {
    ending {
      InterruptFlag.install()
      guard options.model.count < 2 else {
        throw ShellError("two-models", "tag names senses by one model; name one", .usage)
      }
      output.isForeign = true
      var wanted = command.reading.options
      wanted.keepsSource = true
      let corpus = try Corpus(command.files.isEmpty ? ["-"] : command.files, options: wanted)
      var session = try panel().sessions[0]
      let reader = session.reader
      var tagger = try SenseTagger(session.inventory, for: reader)
      for warning in tagger.warnings { output.note(warning) }
      var tagging = Tagging(
        as: command.format, counting: command.count ? SenseCounts(by: try command.grouping) : nil,
        output)
      if options.header {
        try output.write(command.count ? SenseCounts.header : TagLines.header)
      }
      let parts = Channel<Part>(capacity: 4)
      let size = command.batch
      let cutting = try Worker { Self.read(corpus, by: reader, size, into: parts) }
      defer {
        parts.close()
        cutting.join()
      }
      var status = ExitStatus.success
      var progress = Progress()
      do {
        while let part = try parts.receive(checking: {
          if InterruptFlag.isRaised { throw Interruption() }
        }) {
          switch part {
          case .sentences(let sentences, let format):
            let tags = try tagger.tags(of: sentences, by: reader)
            try MappedFile.checkAllUnchanged()
            try tagging.write(sentences, tags, from: format)
            progress.show(tagging.sentences, "sentences")
          case .end(let reading): try tagging.end(reading)
          case .failure(let error):
            progress.clear()
            output.note(ShellError(error).message)
            status = .someFailed
          }
        }
      } catch is Interruption {
        status = .interrupted
      }
      progress.clear()
      try tagging.finish(isCut: status == .interrupted)
      return status
    }
  }

  /// Reads a corpus and cuts it into words.
  private static func read(
    _ corpus: Corpus, by reader: SenseReader, _ size: Int, into parts: Channel<Part>
  ) {
    defer { parts.close() }
    var reading = CorpusReading()
    for file in corpus.files {
      var batch: [CutSentence] = []
      var bytes = 0
      func send(_ format: CorpusFormat?) throws {
        guard !batch.isEmpty else { return }
        guard parts.send(.sentences(batch, format)) else { throw NotWanted() }
        batch.removeAll()
        bytes = 0
      }
      do {
        do {
          try file.forEach(
            &reading, checkInterrupt: { if !parts.isOpen { throw NotWanted() } }
          ) { passage, reading in
            for sentence in CutSentence.cut(passage, by: reader) {
              batch.append(sentence)
              bytes += sentence.bytes.count
              if batch.count >= size || bytes >= batchBytes { try send(reading.format) }
            }
          }
          try send(reading.format)
        } catch let error where !(error is NotWanted) {
          try send(reading.format)
          guard parts.send(.failure(error)) else { return }
        }
        guard parts.send(.end(reading)) else { return }
      } catch {
        return
      }
    }
  }
}

/// What is written of a corpus, and what is to be said of it at the end.
private struct Tagging {
  private let format: TagFormat?
  private let output: StandardOutput
  private var lines: TagLines?
  /// `nil` where the corpus is written.
  private var counts: SenseCounts?
  private var reading = CorpusReading()
  private var unknownTags: [String: Int] = [:]
  private var hasUnnamedColumns = false
  private(set) var sentences = 0

  init(as format: TagFormat?, counting counts: SenseCounts?, _ output: StandardOutput) {
    (self.format, self.counts, self.output) = (format, counts, output)
  }

  mutating func write(
    _ sentences: [CutSentence], _ tags: [[SenseTag]], from source: CorpusFormat?
  ) throws {
    var lines = lines ?? TagLines(format ?? TagFormat(of: source))
    if source == .vertical, !hasUnnamedColumns {
      hasUnnamedColumns = sentences.contains { sentence in
        sentence.passage.words?.first?.attributes.contains { $0.name.hasPrefix("attribute") }
          == true
      }
    }
    for (sentence, tags) in zip(sentences, tags) {
      for tag in sentence.words.compactMap({ $0?.unknownTag }) { unknownTags[tag, default: 0] += 1 }
      let tagged = TaggedSentence(sentence, tags)
      if counts != nil {
        counts!.count(tagged)
      } else {
        try output.write(lines.bytes(of: tagged, from: source))
      }
    }
    self.lines = lines
    self.sentences += sentences.count
    try output.flush()
  }

  /// Writes what a file has behind its last sentence.
  mutating func end(_ reading: CorpusReading) throws {
    self.reading = reading
    guard counts == nil else { return }
    var lines = lines ?? TagLines(format ?? TagFormat(of: reading.format))
    try output.write(lines.bytes(behind: reading.rest, from: reading.format))
    self.lines = lines
  }

  /// - Parameter isCut: Whether it was interrupted.
  mutating func finish(isCut: Bool) throws {
    try output.write(counts?.bytes(as: format ?? .tsv) ?? lines?.end() ?? [])
    if isCut {
      output.note(
        "interrupted: \(counted(sentences, "sentence")) \(counts == nil ? "written" : "counted")")
    }
    if let field = counts?.field, let ungrouped = counts?.ungrouped, ungrouped > 0 {
      output.note(
        ungrouped == sentences
          ? "the corpus says nothing of “\(field)” by which groups could be made"
          : "\(counted(ungrouped, "sentence")) in no group")
    }
    for note in reading.notes { output.note(note) }
    if let replaced = lines?.replaced, replaced > 0 {
      output.note("\(counted(replaced, "word")) had a sense already, which was replaced")
    }
    if hasUnnamedColumns {
      output.note(
        "columns of vertical text have no names, so no lemma or part of speech is taken from them: --attributes word,pos,lemma names them"
      )
    }
    if !unknownTags.isEmpty {
      let names = unknownTags.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
      output.note(
        "parts of speech that are not known, whose words were taken by their forms: "
          + names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : ""))
    }
  }
}
