import ContextualEmbeddings
import Corpora
import JSON
import Platform
import UnicodeText

/// Takes sentences and the codes of their words, and puts them on the disk so many at a time. What `commit` has put there
/// stays, however the process ends, and is what others see.
final class IndexStore {
  let database: IndexDatabase
  private let place: IndexPlace
  private let writing: FileWriting
  private let codeBytes: Int
  /// Uses put on the disk together.
  private let most: Int

  // What waits to be put there.
  private var uses = SegmentBuffer()
  private var pending: [StoredSentence] = []
  private var blocks: [BlockEntry] = []
  private var documents: [DocumentEntry] = []
  private var metadata: [(number: Int, entries: String)] = []

  private var file: FileEntry?
  /// Files that nothing more comes of, and that the database has still to be told of.
  private var left: [FileEntry] = []
  private var nextSentence: Int
  private var nextDocument: Int
  private var nextMetadata: Int
  private var nextSegment: Int
  private var document: Passage.Document?
  /// Sets that were met lately. One that has been forgotten gets another number, which costs no more than its bytes.
  private var known: [Metadata: Int] = [:]

  /// Uses added so far.
  private(set) var added = 0

  /// - Parameter most: Uses that are kept in memory.
  init(
    _ place: IndexPlace, database: IndexDatabase, by writing: FileWriting, codeBytes: Int,
    keepingAtMost most: Int
  ) throws(IndexError) {
    (self.place, self.database, self.writing) = (place, database, writing)
    (self.codeBytes, self.most) = (codeBytes, most)
    (nextSentence, nextDocument, nextMetadata, nextSegment) = try database.read {
      (
        try $0.number("sentences"), try $0.number("documents"), try $0.number("metadata"),
        try $0.number("segments")
      )
    }
  }

  /// Begins with a file, or goes on with one.
  func begin(_ file: FileEntry) throws(IndexError) {
    try leave()
    document = nil
    self.file = file
  }

  /// Goes from a file, which may not have been read to its end.
  private func leave() throws(IndexError) {
    try end()
    if let file { left.append(file) }
    file = nil
  }

  /// Ends a file's block, so that the next has sentences of another file.
  private func end() throws(IndexError) {
    guard let file, !pending.isEmpty else { return }
    blocks.append(
      BlockEntry(
        first: nextSentence - pending.count, count: pending.count, file: file.number,
        spans: SentenceBlock.packedSpans(of: pending), sentences: SentenceBlock.pack(pending)))
    pending.removeAll(keepingCapacity: true)
    pendingBytes = 0
  }

  private var pendingBytes = 0

  /// Adds a sentence.
  ///
  /// - Parameters:
  ///   - keys: Of its words.
  ///   - tokens: Their places among its tokens.
  ///   - codes: Of their vectors, one after another.
  /// - Precondition: A file has begun.
  func add(
    _ bytes: Range<Int>, of passage: Passage, keys: [String], tokens: [Int], codes: [UInt8]
  ) throws(IndexError) {
    guard nextSentence < Int(UInt32.max) else {
      throw .unwritable(place: place.path, reason: "no more than \(UInt32.max) sentences")
    }
    let sentence = StoredSentence(
      passage, bytes: bytes, document: number(of: passage.document),
      metadata: number(of: passage.metadata))
    uses.append(keys: keys, tokens: tokens, codes: codes, ofSentence: UInt32(nextSentence))
    added += keys.count
    nextSentence += 1
    pending.append(sentence)
    pendingBytes += sentence.text.count
    if pending.count == SentenceBlock.mostSentences || pendingBytes >= SentenceBlock.mostBytes {
      try end()
    }
  }

  private func number(of document: Passage.Document) -> Int {
    guard let name = document.name, let file else { return 0 }
    if self.document != document {
      self.document = document
      nextDocument += 1
      documents.append(DocumentEntry(number: nextDocument, file: file.number, name: name))
    }
    return nextDocument
  }

  private func number(of metadata: Metadata) -> Int {
    guard !metadata.isEmpty else { return 0 }
    if let number = known[metadata] { return number }
    if known.count == 4096 { known.removeAll(keepingCapacity: true) }
    nextMetadata += 1
    known[metadata] = nextMetadata
    self.metadata.append((nextMetadata, metadata.json))
    return nextMetadata
  }

  /// Says how far the file is, and puts all on the disk where there is enough.
  func reached(passages: Int, sentences: Int) throws {
    file?.passages = passages
    file?.sentences = sentences
    if uses.count >= most { try commit() }
  }

  /// Says that the file has been read to its end.
  func finish() throws(IndexError) {
    file?.isDone = true
    file?.sentences = 0
    try leave()
  }

  /// Puts all that has come on the disk.
  ///
  /// - Throws: `IndexError`; `FileError.unwritable`.
  func commit() throws {
    try end()
    let files = left + (file.map { [$0] } ?? [])
    guard !files.isEmpty || uses.count > 0 else { return }
    let name = "\(nextSegment).uses"
    try database.write { database in
      for file in files { _ = try database.put(file) }
      for document in documents { try database.add(document) }
      for set in metadata { try database.addMetadata(set.number, set.entries) }
      for block in blocks { try database.add(block) }
      try database.set("sentences", nextSentence)
      try database.set("documents", nextDocument)
      try database.set("metadata", nextMetadata)
      guard uses.count > 0 else { return }
      let numbers = try database.numbers(ofWords: uses.keys)
      try database.add(
        uses.write(
          numbers: numbers, folder: place.segments, name: name, codeBytes: codeBytes, by: writing))
      try database.set("segments", nextSegment + 1)
    }
    if uses.count > 0 { nextSegment += 1 }
    left.removeAll()
    documents.removeAll()
    metadata.removeAll()
    blocks.removeAll()
    uses.removeAll()
    try mergeSegments()
  }

  /// Segments of a level that are merged into one of the next.
  private static let mergedAtOnce = 8
  /// Those of this level are large enough.
  private static let highestLevel = 3

  private func mergeSegments() throws {
    for level in 0..<Self.highestLevel {
      let entries = try database.read { try $0.segments().filter { $0.level == level } }
      guard entries.count >= Self.mergedAtOnce else { continue }
      try merge(entries, level: level + 1)
    }
  }

  /// Makes one segment of several, without the uses whose sentences are gone.
  func merge(_ entries: [SegmentEntry], level: Int) throws {
    let segments = try entries.map { try Segment(folder: place.segments, $0, codeBytes: codeBytes) }
    let sentences = SentenceSet(try database.read { try $0.sentences() })
    let merge = try SegmentMerge(segments) { _, sentence in sentences.contains(sentence) }
    let name = "\(nextSegment).uses"
    try database.write { database in
      if merge.rows > 0 {
        try database.add(
          merge.write(
            folder: place.segments, name: name, level: level, codeBytes: codeBytes, by: writing))
      }
      for entry in entries { try database.removeSegment(entry.name) }
      try database.set("segments", nextSegment + 1)
    }
    nextSegment += 1
    for entry in entries { writing.remove("\(place.segments)/\(entry.name)") }
  }
}

extension Metadata {
  /// `[["name", "value"], …]`: in order, and a name may come twice.
  var json: String {
    JSONValue.array(entries.map { .array([.string($0.name), .string($0.value)]) }).compact
  }

  /// - Returns: `nil` for a text that is not such a list.
  init?(json: String) {
    guard let entries = (try? JSONValue(parsing: Array(json.utf8)))?.array else { return nil }
    var read: [Entry] = []
    for entry in entries {
      guard let pair = entry.array, pair.count == 2, let name = pair[0].string,
        let value = pair[1].string
      else { return nil }
      read.append(Entry(name, value))
    }
    self.init(read)
  }
}
