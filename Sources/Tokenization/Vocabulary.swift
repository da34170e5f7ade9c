import UnicodeText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The words a model has a row for: one word a line, the number of the line (from 0) is the id.
///
/// Words are told apart by their UTF-8, not by canonical equivalence as `String` would, so that a
/// file holds exactly the rows it lists. Copying a vocabulary is cheap.
public struct Vocabulary: Sendable {
  private final class Storage: Sendable {
    let words: Lines
    let table: [UInt64]

    init(words: Lines, table: [UInt64]) {
      self.words = words
      self.table = table
    }
  }

  private let storage: Storage

  /// The ids of the words that stand for something else than text.
  public let padding, unknown, start, end, mask: Int32
  /// How those words are spelled.
  public let specials: SpecialWords

  /// Takes words in the order of their ids.
  public init(words: [String], specials: SpecialWords = .bert) throws(VocabularyError) {
    var text: [UInt8] = []
    for (line, word) in words.enumerated() {
      if word.utf8.contains(0x0A) { throw .lineEnd(line: line + 1) }
      text += word.utf8
      text.append(0x0A)
    }
    try self.init(text: text, specials: specials)
  }

  /// Reads a file of one word a line.
  public init(contentsOf path: String, specials: SpecialWords = .bert) throws(VocabularyError) {
    try self.init(text: try bytes(ofFile: path), specials: specials)
  }

  /// Takes the bytes of a file of one word a line.
  public init(text: [UInt8], specials: SpecialWords = .bert) throws(VocabularyError) {
    guard String(validating: text, as: UTF8.self) != nil else {
      let offset = SourceText(bytes: text).badBytes[0]
      throw .notUTF8(line: text[..<offset].count { $0 == 0x0A } + 1)
    }
    let words = Lines(text)
    var size = 16
    while size < 2 * words.count { size *= 2 }
    var table = [UInt64](repeating: 0, count: size)
    let bytes = words.bytes.span
    for id in 0..<words.count {
      let range = words.range(id)
      if range.isEmpty { throw .emptyWord(line: id + 1) }
      let word = bytes.extracting(range)
      let hash = Self.hash(word)
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[slot] != 0 {
        if Self.mayHold(table[slot], hash) {
          let other = Self.id(in: table[slot])
          if isEqual(word, bytes.extracting(words.range(other))) {
            throw .duplicate(word: words.string(id), line: id + 1, first: other + 1)
          }
        }
        slot = (slot + 1) & (size - 1)
      }
      table[slot] = Self.entry(hash, id)
    }
    storage = Storage(words: words, table: table)
    self.specials = specials

    func special(_ word: String) throws(VocabularyError) -> Int32 {
      guard let id = Self.find(Array(word.utf8).span, in: table, words) else {
        throw .missingSpecial(word: word)
      }
      return id
    }
    padding = try special(specials.padding)
    unknown = try special(specials.unknown)
    start = try special(specials.start)
    end = try special(specials.end)
    mask = try special(specials.mask)
  }

  /// The number of words, specials among them.
  public var count: Int { storage.words.count }

  /// The id of a word, spelled exactly so. A vocabulary of whole words lists keys (`wordKey`).
  public func id(of key: String) -> Int32? {
    id(of: Array(key.utf8).span)
  }

  /// The id of a word given as UTF-8.
  public func id(of key: Span<UInt8>) -> Int32? {
    Self.find(key, in: storage.table, storage.words)
  }

  /// The word of an id.
  ///
  /// - Precondition: `0 ≤ id < count`.
  public func word(_ id: Int32) -> String {
    storage.words.string(Int(id))
  }

  /// All words in the order of their ids.
  public var words: some RandomAccessCollection<String> & Sendable {
    let words = storage.words
    return (0..<count).lazy.map { @Sendable in words.string($0) }
  }

  /// The length of the longest word, in bytes.
  public var longestWord: Int { storage.words.longest }

  /// Whether an id is that of a special word.
  public func isSpecial(_ id: Int32) -> Bool {
    id == padding || id == unknown || id == start || id == end || id == mask
  }

  /// The SHA-256 of the words, each followed by a line feed: that of the file, in hexadecimal.
  ///
  /// - Complexity: O(*n*) in bytes at each call.
  public var digest: String { sha256(storage.words.bytes) }

  // MARK: - Open addressing. An entry is the high half of the hash and the id plus one.

  private static func entry(_ hash: UInt64, _ id: Int) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(id + 1)
  }

  private static func id(in entry: UInt64) -> Int { Int(entry & 0xFFFF_FFFF) - 1 }

  @inline(__always)
  private static func mayHold(_ entry: UInt64, _ hash: UInt64) -> Bool {
    (entry ^ hash) >> 32 == 0
  }

  @inline(__always)
  private static func find(
    _ key: Span<UInt8>, in table: [UInt64], _ words: Lines
  ) -> Int32? {
    let hash = hash(key)
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] != 0 {
      if mayHold(table[slot], hash) {
        let id = id(in: table[slot])
        if isEqual(key, words.bytes.span.extracting(words.range(id))) { return Int32(id) }
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  /// FNV-1a of 64 bits, stirred so that both halves depend on all bytes.
  @inline(__always)
  private static func hash(_ key: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in key.indices { hash = (hash ^ UInt64(key[index])) &* 0x100_0000_01B3 }
    return hash ^ hash >> 29
  }
}

/// How a vocabulary spells the words that stand for something else than text.
public struct SpecialWords: Sendable, Hashable {
  public var padding, unknown, start, end, mask: String

  public init(padding: String, unknown: String, start: String, end: String, mask: String) {
    self.padding = padding
    self.unknown = unknown
    self.start = start
    self.end = end
    self.mask = mask
  }

  /// BERT's: `[PAD]`, `[UNK]`, `[CLS]`, `[SEP]`, `[MASK]`.
  public static let bert = SpecialWords(
    padding: "[PAD]", unknown: "[UNK]", start: "[CLS]", end: "[SEP]", mask: "[MASK]")
}

/// What is wrong with a vocabulary. Lines count from 1.
public enum VocabularyError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case notUTF8(line: Int)
  case emptyWord(line: Int)
  case lineEnd(line: Int)
  case duplicate(word: String, line: Int, first: Int)
  case missingSpecial(word: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "vocabulary \(path): \(reason)"
    case .notUTF8(let line):
      "vocabulary line \(line): not UTF-8"
    case .emptyWord(let line):
      "vocabulary line \(line): empty, expected a word"
    case .lineEnd(let line):
      "vocabulary word \(line): holds a line end"
    case .duplicate(let word, let line, let first):
      "vocabulary line \(line): '\(word)' is already on line \(first)"
    case .missingSpecial(let word):
      "vocabulary: no line '\(word)'"
    }
  }
}

/// Lines of text in one run of bytes, each ended by a line feed.
private struct Lines: Sendable {
  let bytes: [UInt8]
  /// Where each line starts, and where the one after the last would.
  let starts: [UInt32]

  init(_ text: [UInt8]) {
    var bytes = text
    if bytes.contains(0x0D) {
      // A file that went through Windows.
      bytes = []
      for (offset, byte) in text.enumerated()
      where byte != 0x0D || offset + 1 < text.count && text[offset + 1] != 0x0A {
        bytes.append(byte)
      }
    }
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    var starts: [UInt32] = [0]
    starts.reserveCapacity(bytes.count / 8)
    for offset in bytes.indices where bytes[offset] == 0x0A { starts.append(UInt32(offset + 1)) }
    self.bytes = bytes
    self.starts = starts
  }

  var count: Int { starts.count - 1 }

  var longest: Int { (0..<count).reduce(0) { max($0, range($1).count) } }

  @inline(__always)
  func range(_ line: Int) -> Range<Int> { Int(starts[line])..<Int(starts[line + 1]) - 1 }

  func string(_ line: Int) -> String { String(decoding: bytes[range(line)], as: UTF8.self) }
}

@inline(__always)
private func isEqual(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  for index in a.indices where a[index] != b[index] { return false }
  return true
}

private func bytes(ofFile path: String) throws(VocabularyError) -> [UInt8] {
  func failure() -> VocabularyError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
  guard let file = fopen(path, "rb") else { throw failure() }
  defer { fclose(file) }
  var status = stat()
  guard fstat(fileno(file), &status) == 0 else { throw failure() }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: max(1 << 16, Int(status.st_size) + 1))
  while true {
    let count = fread(&block, 1, block.count, file)
    bytes += block[..<count]
    if count < block.count { break }
  }
  if ferror(file) != 0 { throw failure() }
  return bytes
}
