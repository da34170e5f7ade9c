import UnicodeText

/// The words a model has a row for: one word a line, the number of the line (from 0) is the id.
///
/// Words are told apart by their UTF-8, not by canonical equivalence as `String` would, so that a
/// file holds exactly the rows it lists. Copying a vocabulary is cheap.
public struct Vocabulary: Sendable {
  private final class Storage: Sendable {
    let table: WordTable
    let specials: SpecialWords
    let padding, unknown, start, end, mask: Int32

    init(table: WordTable, specials: SpecialWords) throws(VocabularyError) {
      self.table = table
      self.specials = specials
      func id(_ word: String) throws(VocabularyError) -> Int32 {
        guard let line = table.line(of: Array(word.utf8).span) else {
          throw .missingSpecial(word: word)
        }
        return Int32(line)
      }
      padding = try id(specials.padding)
      unknown = try id(specials.unknown)
      start = try id(specials.start)
      end = try id(specials.end)
      mask = try id(specials.mask)
    }
  }

  private let storage: Storage

  /// No vocabulary is larger, in bytes; what is was named by mistake.
  static let largestFile = 1 << 28

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
    try self.init(text: try bytes(ofFile: path, atMost: Self.largestFile), specials: specials)
  }

  /// Takes the bytes of a file of one word a line.
  public init(text: [UInt8], specials: SpecialWords = .bert) throws(VocabularyError) {
    if let offset = firstIllFormedByte(in: text.span) {
      throw .notUTF8(line: text[..<offset].count { $0 == 0x0A } + 1)
    }
    guard text.count <= Self.largestFile else { throw .tooLarge(bytes: text.count) }
    storage = try Storage(table: try WordTable(text), specials: specials)
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
  public var count: Int { storage.table.count }

  /// The id of a word, spelled exactly so. A vocabulary of whole words lists keys (`wordKey`).
  public func id(of key: String) -> Int32? {
    id(of: Array(key.utf8).span)
  }

  /// The id of a word given as UTF-8.
  public func id(of key: Span<UInt8>) -> Int32? {
    storage.table.line(of: key).map(Int32.init)
  }

  /// The word of an id.
  ///
  /// - Precondition: `0 ≤ id < count`.
  public func word(_ id: Int32) -> String {
    storage.table.word(Int(id))
  }

  /// Calls with the UTF-8 of an id's word.
  ///
  /// - Precondition: `0 ≤ id < count`.
  func withUTF8(of id: Int32, _ body: (Span<UInt8>) -> Void) {
    storage.table.withUTF8(ofLine: Int(id), body)
  }

  /// All words in the order of their ids.
  public var words: some RandomAccessCollection<String> & Sendable {
    let table = storage.table
    return (0..<count).lazy.map { @Sendable in table.word($0) }
  }

  /// The length of the longest word, in bytes.
  public var longestWord: Int { storage.table.longestWord }

  /// Whether an id is that of a special word.
  public func isSpecial(_ id: Int32) -> Bool {
    id == padding || id == unknown || id == start || id == end || id == mask
  }

  /// The SHA-256 of the words, each followed by a line feed: that of the file, in hexadecimal.
  ///
  /// - Complexity: O(*n*) in bytes at each call.
  public var digest: String { sha256(storage.table.bytes) }
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
