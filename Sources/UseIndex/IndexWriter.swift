import ContextualEmbeddings
import Corpora
import Platform
import Senses
import Tokenization
import UnicodeText

/// An index that is being written, by one process at a time.
public final class IndexWriter {
  let place: IndexPlace
  let writing: FileWriting
  private let lock: FileLock
  let database: IndexDatabase
  private let model: Model
  /// `nil` before the first uses, from which it is learned.
  private(set) var code: UseCode?

  /// Opens an index, or makes one.
  ///
  /// - Parameter path: Its folder.
  /// - Throws: `IndexError`; `FileError.unwritable`.
  public init(_ path: String, model: Model, by writing: FileWriting) throws {
    place = IndexPlace(path)
    self.model = model
    self.writing = writing
    try place.make(by: writing)
    guard let lock = try writing.lock(place.lock) else { throw IndexError.busy(place: path) }
    self.lock = lock
    database = try IndexDatabase(path: place.database, writtenBy: writing)
    code = try database.read { try $0.basis() }.map(UseCode.init)
    let identity = ModelIdentity(model)
    let about = try database.read { try $0.about() }
    if about["model"] == nil {
      let digest = try model.weightsDigest()
      try database.write {
        try identity.keep(in: $0)
        try $0.set("digest", digest)
      }
    } else {
      guard let made = ModelIdentity(about) else {
        throw IndexError.damaged(path: place.database, what: "it does not say which model made it")
      }
      try identity.check(isThatOf: path, made: made)
    }
    // Files that no row names are what a process has left that ended before its commit.
    let named = Set(try database.read { try $0.segments() }.map(\.name))
    for name in allEntries(of: place.segments) where !named.contains(name) {
      writing.remove("\(place.segments)/\(name)")
    }
  }

  deinit { database.close() }

  /// Makes codes as another index does, so that both can be merged as they are, where this one has none yet.
  ///
  /// - Throws: `IndexError`.
  public func takeCodes(of other: IndexedUses) throws {
    guard code == nil, let basis = try other.database.read({ try $0.basis() }) else { return }
    try database.write { try $0.set(basis) }
    code = UseCode(basis)
  }

  /// What has been read.
  public struct Outcome: Sendable {
    /// Files read, to their end or as far as they were, and files that had been read before and are as they were.
    public var filesRead = 0
    public var filesUnchanged = 0
    /// Files whose uses were taken away: they are no longer there.
    public var filesGone: [String] = []
    /// Files that could not be read, or not further, and why. What was read before that is in the index.
    public var failures: [(path: String, error: any Error)] = []
    public var warnings: [CorpusWarning] = []
    /// Bytes that are not UTF-8.
    public var badBytes = 0
    public var usesAdded = 0
    /// Whether it was stopped before the end.
    public var isCut = false

    public init() {}
  }

  /// How far it is.
  public struct Progress: Sendable {
    public var uses = 0
    public var seconds = 0.0
    /// Bytes of the files to be read, and how many of them have been.
    public var bytes = 0
    public var bytesRead = 0
  }

  /// Reads what is new or has changed, and takes away the uses of what was there before that and of files that are gone.
  ///
  /// - Parameters:
  ///   - usesTogether: Uses that are put on the disk together.
  ///   - checkInterrupt: Asked now and then. Where it throws `Interruption`, what was read by then is kept, and the next
  ///     call goes on from there.
  /// - Throws: `IndexError`; `FileError`; what `checkInterrupt` throws besides.
  public func read(
    _ corpus: Corpus, usesTogether: Int = 1 << 17, progress: (Progress) -> Void = { _ in },
    checkInterrupt: () throws -> Void = {}
  ) throws -> Outcome {
    var outcome = Outcome()
    do {
      let files = try files(of: corpus, &outcome, checkInterrupt)
      try read(files, usesTogether, &outcome, progress, checkInterrupt)
    } catch is Interruption {
      outcome.isCut = true
    }
    return outcome
  }

  /// A file to be read, and what is known of it.
  private struct Job: Sendable {
    let file: CorpusFile
    var entry: FileEntry
  }

  /// The files to be read; what the index says of them no longer is of other bytes.
  private func files(
    of corpus: Corpus, _ outcome: inout Outcome, _ checkInterrupt: () throws -> Void
  ) throws -> [Job] {
    let known = try database.read { try $0.files() }
    let entries = Dictionary(known.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
    var jobs: [Job] = []
    var places: Set<String> = []
    for file in corpus.files {
      guard file.path != "-" else { throw IndexError.standardInput }
      let place = resolved(file.path)
      guard places.insert(place).inserted else { continue }
      do {
        let status = try FileStatus(ofFile: place)
        let options = file.options.described
        if let entry = entries[place], entry.size == status.size, entry.time == status.time,
          entry.options == options
        {
          if entry.isDone {
            outcome.filesUnchanged += 1
          } else {
            jobs.append(Job(file: file, entry: entry))
          }
          continue
        }
        let digest = try sha256(ofFile: place, checking: checkInterrupt)
        var entry = FileEntry(
          place: place, path: file.path, size: status.size, time: status.time, digest: digest,
          options: options)
        if let old = entries[place], old.digest == digest, old.options == options {
          (entry.passages, entry.sentences, entry.isDone) =
            (old.passages, old.sentences, old.isDone)
        }
        let old = entries[place]?.number
        let isOther = entry.passages == 0 && entry.sentences == 0 && !entry.isDone
        entry.number = try database.write { database in
          if let old, isOther { try database.removeSentences(ofFile: old) }
          return try database.put(entry)
        }
        if entry.isDone {
          outcome.filesUnchanged += 1
        } else {
          jobs.append(Job(file: file, entry: entry))
        }
      } catch let error as FileError {
        outcome.failures.append((file.path, error))
      }
    }
    // A file is gone where its folder is still there: a disk that is not mounted just now takes nothing away.
    for entry in known where !exists(entry.place) && exists(folder(of: entry.place)) {
      try database.write { try $0.removeFile(entry.number) }
      outcome.filesGone.append(entry.path)
    }
    return jobs
  }

  private func folder(of path: String) -> String {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// A sentence cut into words.
  private struct Cut: Sendable {
    let passage: Passage
    let bytes: Range<Int>
    let text: TokenizedText
  }

  /// Some sentences of a file, to be encoded together.
  private struct Batch: Sendable {
    let job: Int
    var sentences: [Cut] = []
    /// Passages of the file that end with these or before, and sentences of the one that does not.
    var passagesRead = 0
    var sentencesRead = 0
    /// Bytes of the file before the end of the last one.
    var bytesRead = 0
    var isLast = false
    var failure: (any Error)?
  }

  /// Reading, encoding and storing go on at the same time: two other threads read and store, the calling one encodes.
  private func read(
    _ jobs: [Job], _ usesTogether: Int, _ outcome: inout Outcome, _ progress: (Progress) -> Void,
    _ checkInterrupt: () throws -> Void
  ) throws {
    guard !jobs.isEmpty else { return }
    let batches = Channel<Batch>(capacity: 4)
    let encoded = Channel<(Batch, [Sentence])>(capacity: 2)
    let (model, database, known) = (model, database, code)
    nonisolated(unsafe) let store = try IndexStore(
      place, database: database, by: writing,
      codeBytes: UseCode.bytes(channels: model.configuration.hiddenSize),
      keepingAtMost: usesTogether)
    let storer = try Worker { () -> Result<(Int, UseCode?), any Error> in
      let result = Result {
        var code = known
        var begun = -1
        var waiting: [(Batch, [Sentence])] = []
        func storeAll() throws {
          if code == nil, !waiting.isEmpty {
            code = try Self.learnedCode(from: waiting.map(\.1), of: model, database)
          }
          for (batch, sentences) in waiting {
            if batch.job != begun { try store.begin(jobs[batch.job].entry) }
            begun = batch.job
            try Self.store(batch, sentences, to: store, code!)
          }
          waiting = []
        }
        while let next = encoded.receive() {
          waiting.append(next)
          if code != nil || waiting.reduce(0, { $0 + $1.1.count }) >= Self.learnedSentences {
            try storeAll()
          }
        }
        try storeAll()
        try store.commit()
        return (store.added, code)
      }
      encoded.close()
      return result
    }
    let reader: Worker<CorpusReading>
    do {
      reader = try Worker {
        var reading = CorpusReading()
        for job in jobs.indices {
          guard Self.read(jobs[job], number: job, by: model, &reading, into: batches) else { break }
        }
        batches.close()
        return reading
      }
    } catch {
      encoded.close()
      _ = storer.join()
      throw error
    }
    var failure: (any Error)?
    do {
      var known = Progress()
      known.bytes = jobs.reduce(0) { $0 + $1.entry.size }
      var bytesBefore = 0
      let start = ContinuousClock.now
      while let batch = try batches.receive(checking: checkInterrupt) {
        try checkInterrupt()
        let sentences = try model.sentencesOrPieces(batch.sentences.map(\.text))
        guard encoded.send((batch, sentences)) else { break }
        let entry = jobs[batch.job].entry
        known.uses += batch.sentences.reduce(0) { $0 + $1.text.tokens.count { $0.isWord } }
        known.seconds = (ContinuousClock.now - start) / .seconds(1)
        known.bytesRead = bytesBefore + min(batch.bytesRead, entry.size)
        if let error = batch.failure { outcome.failures.append((entry.path, error)) }
        if batch.isLast {
          outcome.filesRead += 1
          bytesBefore += entry.size
        }
        progress(known)
      }
    } catch {
      failure = error
    }
    batches.close()
    encoded.close()
    let reading = reader.join()
    outcome.warnings = reading.warnings
    outcome.badBytes = reading.badBytes
    (outcome.usesAdded, code) = try storer.join().get()
    if let failure { throw failure }
  }

  /// Learns from the first sentences how vectors are kept, and keeps that.
  private static func learnedCode(
    from parts: [[Sentence]], of model: Model, _ database: IndexDatabase
  ) throws -> UseCode {
    let vectors = parts.joined().flatMap { sentence in
      words(of: sentence).map { sentence.vector(of: $0) }
    }
    let learned = UseBasis(of: vectors, channels: model.configuration.hiddenSize)
    // As it will be read again.
    let basis = UseBasis(bytes: learned.bytes)!
    try database.write { try $0.set(basis) }
    return UseCode(basis)
  }

  /// The tokens of a sentence that are kept: marks are not.
  private static func words(of sentence: Sentence) -> [Int] {
    sentence.text.tokens.indices.filter { sentence.text.tokens[$0].isWord }
  }

  private struct NotWanted: Error {}

  /// Sentences from which the basis of codes is learned.
  private static let learnedSentences = 512

  /// The most sentences encoded together, and the most bytes of text, but for one sentence that is longer by itself.
  private static let batchSentences = 128
  private static let batchBytes = 1 << 16

  /// - Returns: Whether more is wanted.
  private static func read(
    _ job: Job, number: Int, by model: Model, _ reading: inout CorpusReading,
    into batches: Channel<Batch>
  ) -> Bool {
    var batch = Batch(job: number)
    (batch.passagesRead, batch.sentencesRead) = (job.entry.passages, job.entry.sentences)
    var passages = 0
    var bytes = 0
    func send() throws {
      guard batches.send(batch) else { throw NotWanted() }
      batch.sentences.removeAll()
      bytes = 0
    }
    do {
      try job.file.forEach(
        &reading, checkInterrupt: { if !batches.isOpen { throw NotWanted() } }
      ) { passage, reading in
        passages += 1
        guard passages > job.entry.passages else {
          // Who waits may want to stop.
          if passages.isMultiple(of: 4096) { try send() }
          return
        }
        var passage = passage
        let spans = sentenceSpans(
          inPassage: &passage.text, words: passage.words, isSentence: passage.isSentence)
        let done = passages == job.entry.passages + 1 ? job.entry.sentences : 0
        for (place, span) in spans.enumerated().dropFirst(done) {
          let text = model.tokenizer.tokenize(
            SourceText(bytes: Array(passage.text[span])),
            words: passage.words?.ranges(in: span) ?? [])
          if text.tokens.contains(where: \.isWord) {
            batch.sentences.append(Cut(passage: passage, bytes: span, text: text))
            bytes += span.count
          }
          batch.sentencesRead = place + 1
          batch.bytesRead = Int(
            clamping:
              Double(passage.lines.offset(of: span.upperBound)) * reading.packedShare)
          if batch.sentences.count == batchSentences || bytes >= batchBytes { try send() }
        }
        (batch.passagesRead, batch.sentencesRead) = (passages, 0)
      }
      // A file that has changed meanwhile is no more the one that the index tells of.
      let status = try FileStatus(ofFile: job.entry.place)
      batch.isLast = status.size == job.entry.size && status.time == job.entry.time
    } catch is NotWanted {
      return false
    } catch {
      batch.failure = error
    }
    return (try? send()) != nil
  }

  private static func store(
    _ batch: Batch, _ sentences: [Sentence], to store: IndexStore, _ code: UseCode
  ) throws {
    let words = sentences.map(words)
    let codes = code.encode(
      zip(sentences, words).flatMap { sentence, words in words.map { sentence.vector(of: $0) } })
    var place = 0
    for (cut, words) in zip(batch.sentences, words) {
      let end = place + words.count * code.bytes
      try store.add(
        cut.bytes, of: cut.passage,
        keys: words.map { cut.text.tokens[$0].key.normalized(to: .nfc) }, tokens: words,
        codes: Array(codes[place..<end]))
      place = end
    }
    if batch.isLast { try store.finish() }
    try store.reached(passages: batch.passagesRead, sentences: batch.sentencesRead)
  }
}
