import Platform
import UnicodeText

/// Words in one run of bytes, a line each, and their lines by their hash: open addressing without a
/// `String` for any word, so that a large vocabulary is there in a few milliseconds.
package struct WordTable: Sendable {
  /// No list is larger, in bytes; what is was named by mistake.
  static let largestFile = 1 << 28

  /// The lines, each ended by a line feed.
  let bytes: [UInt8]
  /// Where each line starts, and where the one after the last would.
  private let starts: [UInt32]
  /// A power of two of entries, at most half of them in use. An entry has the line plus one in as many low bits as number
  /// the entries, and above it the highest bits of the hash; 0 is none.
  private let entries: [UInt32]

  /// Takes words in the order of their lines.
  package init(words: some Sequence<String>) throws(VocabularyError) {
    var text: [UInt8] = []
    for (line, word) in words.enumerated() {
      if word.utf8.contains(0x0A) { throw .lineEnd(line: line + 1) }
      text += word.utf8
      text.append(0x0A)
    }
    try self.init(text)
  }

  /// Reads a file of one word a line.
  package init(contentsOf path: String) throws(VocabularyError) {
    let text: [UInt8]
    do throws(FileError) { text = try Platform.bytes(ofFile: path, atMost: Self.largestFile) } catch
    {
      throw VocabularyError(error)
    }
    try self.init(text)
  }

  /// Takes the bytes of a file of one word a line; the last line need not be ended.
  package init(_ text: [UInt8]) throws(VocabularyError) {
    if let offset = firstIllFormedByte(in: text.span) {
      throw .notUTF8(line: text[..<offset].count { $0 == 0x0A } + 1)
    }
    guard text.count <= Self.largestFile else { throw .tooLarge(bytes: text.count) }
    let bytes = Self.ended(text)
    try self.init(bytes, starts: Self.starts(of: bytes), mayRepeat: false)
  }

  /// These words, and after them others that are not among them.
  package func appending(_ words: [String]) throws(VocabularyError) -> WordTable {
    try WordTable(pieces: (0..<count).map(word) + words)
  }

  /// Takes the pieces of a model in the order of their ids. They may hold line feeds, and of one that is there twice the later
  /// id counts.
  package init(pieces: [String]) throws(VocabularyError) {
    var bytes: [UInt8] = []
    var starts: [UInt32] = [0]
    starts.reserveCapacity(pieces.count + 1)
    for piece in pieces {
      bytes += piece.utf8
      bytes.append(0x0A)
      guard bytes.count <= Self.largestFile else { throw .tooLarge(bytes: bytes.count) }
      starts.append(UInt32(bytes.count))
    }
    try self.init(bytes, starts: starts, mayRepeat: true)
  }

  /// - Parameter mayRepeat: Whether a word may be there twice; the later line counts.
  private init(_ bytes: [UInt8], starts: [UInt32], mayRepeat: Bool) throws(VocabularyError) {
    var size = 16
    while size < 2 * (starts.count - 1) { size *= 2 }
    var entries = [UInt32](repeating: 0, count: size)
    var table = entries.mutableSpan
    let text = bytes.span
    for line in 0..<starts.count - 1 {
      let range = Self.range(line, starts)
      if range.isEmpty { throw .emptyWord(line: line + 1) }
      let word = text.extracting(range)
      let hash = hash(word)
      var slot = Self.firstSlot(hash, of: size)
      while table[slot] != 0 {
        if Self.mayBe(table[slot], hash, of: size) {
          let other = Self.line(table[slot], of: size)
          if isEqual(word, text.extracting(Self.range(other, starts))) {
            if mayRepeat { break }
            let text = String(decoding: bytes[range], as: UTF8.self)
            throw .duplicate(word: text, line: line + 1, first: other + 1)
          }
        }
        slot = (slot + 1) & (size - 1)
      }
      table[slot] = Self.entry(line, hash, of: size)
    }
    self.bytes = bytes
    self.starts = starts
    self.entries = entries
  }

  package var count: Int { starts.count - 1 }

  /// All words in the order of their lines.
  package var words: some Sequence<String> { (0..<count).lazy.map(word) }

  /// The length of the longest word, in bytes.
  var longestWord: Int {
    (0..<count).reduce(0) { max($0, Self.range($1, starts).count) }
  }

  /// The word of a line. Lines count from 0.
  package func word(_ line: Int) -> String {
    String(decoding: bytes[Self.range(line, starts)], as: UTF8.self)
  }

  /// Calls with the word of a line.
  func withUTF8(ofLine line: Int, _ body: (Span<UInt8>) -> Void) {
    body(bytes.span.extracting(Self.range(line, starts)))
  }

  /// The line of a word.
  package func line(of word: Span<UInt8>) -> Int? {
    let entries = entries.span
    let hash = hash(word)
    var slot = Self.firstSlot(hash, of: entries.count)
    while entries[slot] != 0 {
      if Self.mayBe(entries[slot], hash, of: entries.count) {
        let line = Self.line(entries[slot], of: entries.count)
        if isEqual(word, bytes.span.extracting(Self.range(line, starts))) { return line }
      }
      slot = (slot + 1) & (entries.count - 1)
    }
    return nil
  }

  @inline(__always)
  private static func range(_ line: Int, _ starts: [UInt32]) -> Range<Int> {
    Int(starts[line])..<Int(starts[line + 1]) - 1
  }

  /// Chosen by bits in the middle, which depend on all bytes and are not all in the entry.
  @inline(__always)
  private static func firstSlot(_ hash: UInt64, of size: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 20) & (size - 1)
  }

  @inline(__always)
  private static func entry(_ line: Int, _ hash: UInt64, of size: Int) -> UInt32 {
    let lines = UInt32(truncatingIfNeeded: size - 1)
    return UInt32(truncatingIfNeeded: hash >> 32) & ~lines | UInt32(truncatingIfNeeded: line + 1)
  }

  @inline(__always)
  private static func line(_ entry: UInt32, of size: Int) -> Int {
    Int(entry & UInt32(truncatingIfNeeded: size - 1)) - 1
  }

  @inline(__always)
  private static func mayBe(_ entry: UInt32, _ hash: UInt64, of size: Int) -> Bool {
    let lines = UInt32(truncatingIfNeeded: size - 1)
    return (entry ^ UInt32(truncatingIfNeeded: hash >> 32)) & ~lines == 0
  }

  /// The text with a line feed at the end of each line, and nothing before it that Windows has put
  /// there.
  private static func ended(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    if text.withUnsafeBytes({ $0.count > 0 && memchr($0.baseAddress!, 0x0D, $0.count) != nil }) {
      bytes = []
      for (offset, byte) in text.enumerated()
      where byte != 0x0D || offset + 1 < text.count && text[offset + 1] != 0x0A {
        bytes.append(byte)
      }
    }
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    return bytes
  }

  private static func starts(of bytes: [UInt8]) -> [UInt32] {
    let text = bytes.span.bytes
    // Room that nobody writes to is no memory.
    return [UInt32](unsafeUninitializedCapacity: bytes.count + 1) { starts, count in
      starts[0] = 0
      count = 1
      var offset = 0
      while offset + 8 <= text.byteCount {
        let word = text.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        var ends = lineFeeds(UInt64(littleEndian: word))
        while ends != 0 {
          let end = offset + ends.trailingZeroBitCount / 8
          starts[count] = UInt32(truncatingIfNeeded: end + 1)
          count += 1
          ends &= ends &- 1
        }
        offset += 8
      }
      for offset in offset..<bytes.count where bytes[offset] == 0x0A {
        starts[count] = UInt32(offset + 1)
        count += 1
      }
    }
  }
}

/// The highest bit of each of eight bytes that is a line feed.
@inline(__always)
private func lineFeeds(_ bytes: UInt64) -> UInt64 {
  let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  // Zero where a line feed was; adding carries into the highest bit from any other bit.
  let others = bytes ^ 0x0A0A_0A0A_0A0A_0A0A
  return ~((others & low) &+ low | others | low)
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
  case 4...: mix(load(0, UInt32.self) << 32 | load(count - 4, UInt32.self))
  case 1...:
    mix(load(0, UInt8.self) << 16 | load(count / 2, UInt8.self) << 8 | load(count - 1, UInt8.self))
  default: break
  }
  return hash &* 0x9E37_79B9_7F4A_7C15
}

@inline(__always)
private func isEqual(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  for index in a.indices where a[index] != b[index] { return false }
  return true
}
