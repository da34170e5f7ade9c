import struct Foundation.Data
import GRDB
import Platform

/// What an index says of files, sentences and words: the only file that knows SQLite.
///
/// Whatever is said in one `write` is there after it, or none of it, however the process ends.
final class IndexDatabase: Sendable {
  /// Changes whenever the database, the segments or the codes in these mean something else.
  static let format = 1000 + UseCode.version
  /// "Pluu": tells such databases from others.
  private static let mark = 0x506C_7575

  let path: String
  private let pool: DatabasePool

  /// - Parameter writing: What writes it, and makes it where there is none; `nil` to read it only.
  /// - Throws: `IndexError`.
  init(path: String, writtenBy writing: FileWriting? = nil) throws(IndexError) {
    self.path = path
    let isReadOnly = writing == nil
    do throws(SystemError) { try Descriptor.checkFree(Self.descriptors) } catch {
      throw .unreadable(path: path, reason: error.description)
    }
    let pool: DatabasePool
    do {
      var configuration = Configuration()
      configuration.readonly = isReadOnly
      configuration.busyMode = .timeout(10)
      configuration.prepareDatabase { database in
        // Files are taken away once the database no longer names them, so that must be on the disk.
        guard !isReadOnly else { return }
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // What changes to writing ahead, or back, is one page. A journal of it, left by a killed process, would have to be
        // rolled back by who may only read.
        if try String.fetchOne(database, sql: "PRAGMA journal_mode") == "delete" {
          try database.execute(sql: "PRAGMA journal_mode = MEMORY")
        }
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      if !isReadOnly {
        try pool.write { database in
          guard try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0 else {
            return
          }
          try database.execute(sql: Self.schema)
          try database.execute(
            sql: "PRAGMA application_id = \(Self.mark); PRAGMA user_version = \(Self.format)")
        }
      }
    } catch {
      throw Self.described(error, path: path)
    }
    self.pool = pool
    let (mark, format) = try read { reader throws in
      (
        try Int.fetchOne(reader.database, sql: "PRAGMA application_id"),
        try Int.fetchOne(reader.database, sql: "PRAGMA user_version")
      )
    }
    guard mark == Self.mark else {
      throw .damaged(path: path, what: "it is no database of an index")
    }
    guard format == Self.format else {
      throw .format(place: path, found: format ?? 0, expected: Self.format)
    }
  }

  /// Files that SQLite and the threads that call it may have open at once. These threads end the program where they get
  /// none.
  private static let descriptors = 8

  private static let schema = """
    CREATE TABLE about (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
    CREATE TABLE files (
      number INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, path TEXT NOT NULL, size INTEGER NOT NULL,
      time INTEGER NOT NULL, digest TEXT NOT NULL, options TEXT NOT NULL, passages INTEGER NOT NULL,
      sentences INTEGER NOT NULL, done INTEGER NOT NULL);
    CREATE TABLE documents (number INTEGER PRIMARY KEY, file INTEGER NOT NULL, name TEXT);
    CREATE TABLE metadata (number INTEGER PRIMARY KEY, entries TEXT NOT NULL);
    CREATE TABLE words (key TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE segments (
      name TEXT PRIMARY KEY, level INTEGER NOT NULL, rows INTEGER NOT NULL, words INTEGER NOT NULL,
      digest TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE blocks (
      first INTEGER PRIMARY KEY, count INTEGER NOT NULL, file INTEGER NOT NULL, spans BLOB NOT NULL,
      sentences BLOB NOT NULL);
    """

  /// Looks things up, all of them as they are at one moment.
  ///
  /// - Throws: `IndexError`.
  func read<Value>(_ body: (IndexReading) throws -> Value) throws(IndexError) -> Value {
    do { return try pool.read { try body(IndexReading(database: $0, path: path)) } } catch {
      throw Self.described(error, path: path)
    }
  }

  /// Changes things, all of them or none.
  ///
  /// - Throws: `IndexError`.
  func write<Value>(_ body: (IndexWriting) throws -> Value) throws(IndexError) -> Value {
    do { return try pool.write { try body(IndexWriting(database: $0, path: path)) } } catch {
      throw Self.described(error, path: path)
    }
  }

  /// Puts all into the one file, unless someone reads what would be overwritten. Who reads a database that is a single file
  /// makes none beside it.
  func close() {
    _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try? pool.close()
    try? DatabaseQueue(path: path).inDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = MEMORY")
    }
  }

  /// Reads every page.
  ///
  /// - Throws: `IndexError.damaged`.
  func check() throws(IndexError) {
    let said = try read { try String.fetchOne($0.database, sql: "PRAGMA quick_check(1)") }
    guard said == "ok" else { throw .damaged(path: path, what: said ?? "it cannot be checked") }
  }

  private static func described(_ error: any Error, path: String) -> IndexError {
    switch error {
    case let error as IndexError: return error
    case let error as DatabaseError:
      let what = error.message ?? error.resultCode.description
      switch error.resultCode {
      case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR, .SQLITE_BUSY:
        return .unwritable(place: path, reason: what)
      case .SQLITE_CANTOPEN: return .unreadable(path: path, reason: what)
      default: return .damaged(path: path, what: what)
      }
    default: return .damaged(path: path, what: "\(error)")
    }
  }
}

/// A corpus file, as an index knows it.
struct FileEntry: Sendable, Hashable {
  /// From 1; 0 before it is known.
  var number = 0
  /// Where it is, without links and dots.
  var place: String
  /// As it was named.
  var path: String
  var size: Int
  var time: Int
  /// SHA-256 of its bytes.
  var digest: String
  /// How it is read.
  var options: String
  /// How many of its passages are in the index, and how many sentences of the one after these.
  var passages = 0
  var sentences = 0
  /// Whether these are all.
  var isDone = false
}

/// A document of a corpus file that has a name of its own.
struct DocumentEntry: Sendable, Hashable {
  var number: Int
  var file: Int
  var name: String
}

/// Sentences packed together.
struct BlockEntry: Sendable {
  /// The number of its first sentence.
  var first: Int
  var count: Int
  var file: Int
  var spans: [UInt8]
  var sentences: [UInt8]

  var range: Range<Int> { first..<first + count }
}

extension Row {
  /// A value that ought to be of a type, and in a damaged file may be of another.
  fileprivate func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
    try decode(Value.self, atIndex: column)
  }
}

/// Looks things up in an index's database.
class IndexReading {
  fileprivate let database: Database
  fileprivate let path: String

  fileprivate init(database: Database, path: String) {
    (self.database, self.path) = (database, path)
  }

  func about() throws -> [String: String] {
    var about: [String: String] = [:]
    for row in try Row.fetchAll(
      database, sql: "SELECT name, CAST(value AS TEXT) FROM about WHERE name <> 'basis'")
    {
      about[try row.value(0)] = try row.value(1) as String
    }
    return about
  }

  /// By which codes are made; `nil` before the first.
  func basis() throws -> UseBasis? {
    let bytes = try Data.fetchOne(database, sql: "SELECT value FROM about WHERE name = 'basis'")
    guard let bytes else { return nil }
    guard let basis = UseBasis(bytes: Array(bytes)) else {
      throw IndexError.damaged(path: path, what: "its basis of codes cannot be read")
    }
    return basis
  }

  func number(_ name: String) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT value FROM about WHERE name = ?", arguments: [name])
      ?? 0
  }

  func files() throws -> [FileEntry] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT number, place, path, size, time, digest, options, passages, sentences, done
        FROM files ORDER BY number
        """
    ).map {
      try FileEntry(
        number: $0.value(0), place: $0.value(1), path: $0.value(2), size: $0.value(3),
        time: $0.value(4), digest: $0.value(5),
        options: $0.value(6), passages: $0.value(7), sentences: $0.value(8), isDone: $0.value(9))
    }
  }

  func documents() throws -> [DocumentEntry] {
    try Row.fetchAll(database, sql: "SELECT number, file, name FROM documents").map {
      try DocumentEntry(number: $0.value(0), file: $0.value(1), name: $0.value(2))
    }
  }

  func document(_ number: Int) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT name FROM documents WHERE number = ?", arguments: [number])
  }

  func metadata(_ number: Int) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT entries FROM metadata WHERE number = ?", arguments: [number])
  }

  func forEachMetadata(_ body: (Int, String) throws -> Void) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT number, entries FROM metadata")
    while let row = try rows.next() { try body(row.value(0), row.value(1)) }
  }

  func segments() throws -> [SegmentEntry] {
    try Row.fetchAll(
      database,
      sql: "SELECT name, level, rows, words, digest FROM segments ORDER BY length(name), name"
    ).map {
      try SegmentEntry(
        name: $0.value(0), level: $0.value(1), rows: $0.value(2), words: $0.value(3),
        digest: $0.value(4))
    }
  }

  /// Numbers of the sentences that are there.
  func sentences() throws -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    let limit = min(try number("sentences"), Int(UInt32.max))
    let rows = try Row.fetchCursor(database, sql: "SELECT first, count FROM blocks ORDER BY first")
    while let row = try rows.next() {
      let (first, count): (Int, Int) = (try row.value(0), try row.value(1))
      guard first >= 0, count >= 0, count <= limit, first <= limit - count else {
        throw IndexError.damaged(path: path, what: "sentences are numbered \(first)")
      }
      if let last = ranges.last, last.upperBound == first {
        ranges[ranges.count - 1] = last.lowerBound..<first + count
      } else {
        ranges.append(first..<first + count)
      }
    }
    return ranges
  }

  /// What each run of sentences shares: its file, its document, what is said of it.
  func forEachSpan(_ body: (Range<Int>, _ file: Int, SentenceBlock.Span) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT first, count, file, spans FROM blocks ORDER BY first")
    while let row = try rows.next() {
      var first: Int = try row.value(0)
      for span in try spans(bytes(row, 3), of: try row.value(1), first: first) {
        try body(first..<first + span.count, try row.value(2), span)
        first += span.count
      }
    }
  }

  func forEachBlock(_ body: (BlockEntry) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT first, count, file, spans, sentences FROM blocks ORDER BY first")
    while let row = try rows.next() { try body(try block(row)) }
  }

  /// The block that a sentence stands in; `nil` where it is gone.
  func block(ofSentence sentence: Int) throws -> BlockEntry? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT first, count, file, spans, sentences FROM blocks WHERE first <= ? ORDER BY first DESC LIMIT 1
        """, arguments: [sentence])
    guard let block = try row.map(block), block.range.contains(sentence) else { return nil }
    return block
  }

  /// The first block from a sentence on; `nil` where there is none.
  func block(from sentence: Int) throws -> BlockEntry? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT first, count, file, spans, sentences FROM blocks WHERE first >= ? ORDER BY first LIMIT 1
        """, arguments: [sentence]
    ).map(block)
  }

  private func block(_ row: Row) throws -> BlockEntry {
    try BlockEntry(
      first: row.value(0), count: row.value(1), file: row.value(2), spans: bytes(row, 3),
      sentences: bytes(row, 4))
  }

  /// A block's sentences.
  ///
  /// - Throws: `IndexError.damaged`.
  func sentences(of block: BlockEntry) throws -> [StoredSentence] {
    do {
      return try SentenceBlock.unpack(
        block.sentences, spans: SentenceBlock.spans(block.spans, of: block.count))
    } catch { throw damaged(block.first) }
  }

  private func spans(_ packed: [UInt8], of count: Int, first: Int) throws -> [SentenceBlock.Span] {
    do { return try SentenceBlock.spans(packed, of: count) } catch { throw damaged(first) }
  }

  /// What runs of a block's sentences share.
  ///
  /// - Throws: `IndexError.damaged`.
  func spans(of block: BlockEntry) throws -> [SentenceBlock.Span] {
    try spans(block.spans, of: block.count, first: block.first)
  }

  private func damaged(_ first: Int) -> IndexError {
    .damaged(path: path, what: "the sentences from \(first) on cannot be unpacked")
  }

  func number(ofWord key: String) throws -> UInt32? {
    try Int.fetchOne(database, sql: "SELECT number FROM words WHERE key = ?", arguments: [key])
      .map(wordNumber)
  }

  fileprivate func wordNumber(_ number: Int) throws -> UInt32 {
    guard let word = UInt32(exactly: number), number < (try self.number("words")) else {
      throw IndexError.damaged(path: path, what: "a word is numbered \(number)")
    }
    return word
  }

  func forEachWord(_ body: (String, Int) throws -> Void) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT key, number FROM words ORDER BY key")
    while let row = try rows.next() { try body(row.value(0), row.value(1)) }
  }

  private func bytes(_ row: Row, _ column: Int) throws -> [UInt8] {
    Array(try row.value(column) as Data)
  }
}

extension IndexReading {
  /// The words, some thousands at a time.
  func forEachWordPart(_ body: (_ keys: [String], _ numbers: [UInt32]) throws -> Void) throws {
    var keys: [String] = []
    var numbers: [UInt32] = []
    try forEachWord { key, number in
      keys.append(key)
      numbers.append(try wordNumber(number))
      guard keys.count == 4096 else { return }
      try body(keys, numbers)
      keys.removeAll(keepingCapacity: true)
      numbers.removeAll(keepingCapacity: true)
    }
    try body(keys, numbers)
  }
}

/// Changes things in an index's database.
final class IndexWriting: IndexReading {
  func set(_ name: String, _ value: String) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO about VALUES (?, ?)", arguments: [name, value])
  }

  func set(_ name: String, _ value: Int) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO about VALUES (?, ?)", arguments: [name, value])
  }

  func set(_ basis: UseBasis) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO about VALUES ('basis', ?)", arguments: [Data(basis.bytes)])
  }

  /// Adds a file, or changes what is said of it.
  ///
  /// - Returns: Its number.
  func put(_ file: FileEntry) throws -> Int {
    try database.execute(
      sql: """
        INSERT INTO files (place, path, size, time, digest, options, passages, sentences, done)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (place) DO UPDATE SET path = excluded.path, size = excluded.size, time = excluded.time,
          digest = excluded.digest, options = excluded.options, passages = excluded.passages,
          sentences = excluded.sentences, done = excluded.done
        """,
      arguments: [
        file.place, file.path, file.size, file.time, file.digest, file.options, file.passages,
        file.sentences, file.isDone,
      ])
    return try Int.fetchOne(
      database, sql: "SELECT number FROM files WHERE place = ?", arguments: [file.place])!
  }

  /// Takes a file's sentences away, and with them their uses.
  func removeSentences(ofFile number: Int) throws {
    try database.execute(sql: "DELETE FROM blocks WHERE file = ?", arguments: [number])
    try database.execute(sql: "DELETE FROM documents WHERE file = ?", arguments: [number])
  }

  func removeFile(_ number: Int) throws {
    try removeSentences(ofFile: number)
    try database.execute(sql: "DELETE FROM files WHERE number = ?", arguments: [number])
  }

  func add(_ document: DocumentEntry) throws {
    try database.execute(
      sql: "INSERT INTO documents VALUES (?, ?, ?)",
      arguments: [document.number, document.file, document.name])
  }

  func addMetadata(_ number: Int, _ entries: String) throws {
    try database.execute(sql: "INSERT INTO metadata VALUES (?, ?)", arguments: [number, entries])
  }

  func add(_ block: BlockEntry) throws {
    try database.execute(
      sql: "INSERT INTO blocks VALUES (?, ?, ?, ?, ?)",
      arguments: [
        block.first, block.count, block.file, Data(block.spans), Data(block.sentences),
      ])
  }

  /// The numbers of some words, of which new ones get one.
  func numbers(ofWords keys: [String]) throws -> [UInt32] {
    var next = try number("words")
    let find = try database.cachedStatement(sql: "SELECT number FROM words WHERE key = ?")
    let insert = try database.cachedStatement(sql: "INSERT INTO words VALUES (?, ?)")
    let numbers = try keys.map { key in
      if let number = try Int.fetchOne(find, arguments: [key]) {
        guard let number = UInt32(exactly: number) else {
          throw IndexError.damaged(path: path, what: "a word is numbered \(number)")
        }
        return number
      }
      try insert.execute(arguments: [key, next])
      next += 1
      return UInt32(next - 1)
    }
    try set("words", next)
    return numbers
  }

  func add(_ segment: SegmentEntry) throws {
    try database.execute(
      sql: "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
      arguments: [segment.name, segment.level, segment.rows, segment.words, segment.digest])
  }

  func removeSegment(_ name: String) throws {
    try database.execute(sql: "DELETE FROM segments WHERE name = ?", arguments: [name])
  }
}
