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
    let specials: SpecialWords
    let padding, unknown, start, end, mask: Int32

    init(words: Lines, table: [UInt64], specials: SpecialWords) throws(VocabularyError) {
      self.words = words
      self.table = table
      self.specials = specials
      func id(_ word: String) throws(VocabularyError) -> Int32 {
        guard let id = find(Array(word.utf8).span, in: table, words) else {
          throw .missingSpecial(word: word)
        }
        return id
      }
      padding = try id(specials.padding)
      unknown = try id(specials.unknown)
      start = try id(specials.start)
      end = try id(specials.end)
      mask = try id(specials.mask)
    }
  }

  private let storage: Storage

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
    storage = try Storage(words: words, table: try table(of: words), specials: specials)
  }

  /// The id of the word that fills up a batch.
  public var padding: Int32 { storage.padding }
  /// The id that stands for any word the vocabulary lacks.
  public var unknown: Int32 { storage.unknown }
  /// The id of the word before a sentence.
  public var start: Int32 { storage.start }
  /// The id of the word after a sentence.
  public var end: Int32 { storage.end }
  /// The id of the word that stands for a hidden one.
  public var mask: Int32 { storage.mask }
  /// How the special words are spelled.
  public var specials: SpecialWords { storage.specials }

  /// The number of words, specials among them.
  public var count: Int { storage.words.count }

  /// The id of a word, spelled exactly so. A vocabulary of whole words lists keys (`wordKey`).
  public func id(of key: String) -> Int32? {
    id(of: Array(key.utf8).span)
  }

  /// The id of a word given as UTF-8.
  public func id(of key: Span<UInt8>) -> Int32? {
    find(key, in: storage.table, storage.words)
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

// MARK: - Open addressing

/// The ids of words by their hash.
private func table(of words: Lines) throws(VocabularyError) -> [UInt64] {
  var size = 16
  while size < 2 * words.count { size *= 2 }
  var table = [UInt64](repeating: 0, count: size)
  var slots = table.mutableSpan
  let bytes = words.bytes.span
  for id in 0..<words.count {
    let range = words.range(id)
    if range.isEmpty { throw .emptyWord(line: id + 1) }
    let word = bytes.extracting(range)
    let hash = hash(word)
    var slot = firstSlot(hash, of: size)
    while slots[slot] != 0 {
      if mayHold(slots[slot], hash) {
        let other = tableID(slots[slot])
        if isEqual(word, bytes.extracting(words.range(other))) {
          throw .duplicate(word: words.string(id), line: id + 1, first: other + 1)
        }
      }
      slot = (slot + 1) & (size - 1)
    }
    slots[slot] = tableEntry(hash, id)
  }
  return table
}

// An entry is the high half of the hash and the id plus one; 0 is none. The search starts at a slot
// that the middle bits of the hash choose, which depend on all bytes and are not all in the entry.

@inline(__always)
private func firstSlot(_ hash: UInt64, of size: Int) -> Int {
  Int(truncatingIfNeeded: hash >> 20) & (size - 1)
}

private func tableEntry(_ hash: UInt64, _ id: Int) -> UInt64 {
  hash & 0xFFFF_FFFF_0000_0000 | UInt64(id + 1)
}

@inline(__always)
private func tableID(_ entry: UInt64) -> Int { Int(entry & 0xFFFF_FFFF) - 1 }

@inline(__always)
private func mayHold(_ entry: UInt64, _ hash: UInt64) -> Bool { (entry ^ hash) >> 32 == 0 }

@inline(__always)
private func find(_ key: Span<UInt8>, in table: [UInt64], _ words: Lines) -> Int32? {
  let entries = table.span
  let bytes = words.bytes.span
  let hash = hash(key)
  var slot = firstSlot(hash, of: entries.count)
  while entries[slot] != 0 {
    if mayHold(entries[slot], hash) {
      let id = tableID(entries[slot])
      if isEqual(key, bytes.extracting(words.range(id))) { return Int32(id) }
    }
    slot = (slot + 1) & (entries.count - 1)
  }
  return nil
}

/// Eight bytes at a time, each multiplied in and folded, in the manner of FNV.
@inline(__always)
private func hash(_ key: Span<UInt8>) -> UInt64 {
  let bytes = key.bytes
  let count = key.count
  var hash = UInt64(truncatingIfNeeded: count)
  func mix(_ word: UInt64) {
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
  }
  func load<Word: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: Word.Type) -> UInt64 {
    UInt64(truncatingIfNeeded: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Word.self))
  }
  // The last bytes are read again where the length is no multiple: the length is in the hash.
  switch count {
  case 8...:
    var offset = 0
    while offset + 8 < count {
      mix(load(offset, UInt64.self))
      offset += 8
    }
    mix(load(count - 8, UInt64.self))
  case 4...: mix(load(0, UInt32.self) << 32 | load(count - 4, UInt32.self) & 0xFFFF_FFFF)
  case 1...:
    mix(load(0, UInt8.self) << 16 | load(count / 2, UInt8.self) << 8 | load(count - 1, UInt8.self))
  default: break
  }
  return hash &* 0x9E37_79B9_7F4A_7C15
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
    let span = bytes.span
    for offset in span.indices where span[offset] == 0x0A { starts.append(UInt32(offset + 1)) }
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
  setvbuf(file, nil, _IONBF, 0)
  // Room for one byte more than the file has says at once that it has ended.
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
  var count = 0
  while case let read = fread(&bytes[count], 1, bytes.count - count, file), read > 0 {
    count += read
    if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
  }
  bytes.removeSubrange(count...)
  if ferror(file) != 0 { throw failure() }
  return bytes
}
