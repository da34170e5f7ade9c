import Platform
import UnicodeText

/// The words a model has a row for: one word a line, the number of the line (from 0) is the id.
///
/// Words are told apart by their UTF-8, not by canonical equivalence as `String` would, so that a
/// file holds exactly the rows it lists. Copying a vocabulary is cheap.
public struct Vocabulary: Sendable {
  private final class Storage: Sendable {
    let table: WordTable
    let specials: SpecialWords
    let unknown, start, end, padding, mask: Int32?

    init(
      table: WordTable, specials: SpecialWords, needsSpecials: Bool
    ) throws(VocabularyError) {
      self.table = table
      self.specials = specials
      func id(_ word: String) -> Int32? {
        table.line(of: Array(word.utf8).span).map(Int32.init)
      }
      func needed(_ word: String) throws(VocabularyError) -> Int32? {
        let id = id(word)
        if needsSpecials, id == nil { throw .missingSpecial(word: word) }
        return id
      }
      unknown = try needed(specials.unknown)
      start = try needed(specials.start)
      end = try needed(specials.end)
      padding = id(specials.padding)
      mask = id(specials.mask)
    }
  }

  private let storage: Storage

  /// - Parameter needsSpecials: Whether there must be a start, an end and an unknown word.
  package init(
    _ table: WordTable, specials: SpecialWords, needsSpecials: Bool = true
  ) throws(VocabularyError) {
    storage = try Storage(table: table, specials: specials, needsSpecials: needsSpecials)
  }

  /// Takes words in the order of their ids.
  public init(words: [String], specials: SpecialWords = .bert) throws(VocabularyError) {
    try self.init(WordTable(words: words), specials: specials)
  }

  /// Reads a file of one word a line.
  public init(contentsOf path: String, specials: SpecialWords = .bert) throws(VocabularyError) {
    try self.init(WordTable(contentsOf: path), specials: specials)
  }

  /// Takes the bytes of a file of one word a line.
  public init(text: [UInt8], specials: SpecialWords = .bert) throws(VocabularyError) {
    try self.init(WordTable(text), specials: specials)
  }

  /// The id of the word that fills up a batch; a vocabulary need not have one.
  public var padding: Int32? { storage.padding }
  /// The id that stands for any word the vocabulary lacks. Vocabularies of whole words and of WordPiece have one.
  public var unknown: Int32? { storage.unknown }
  /// The id of the word before a sentence; a vocabulary need not have one.
  public var start: Int32? { storage.start }
  /// The id of the word after a sentence; a vocabulary need not have one.
  public var end: Int32? { storage.end }
  /// The id of the word that stands for a hidden one; a vocabulary need not have one.
  public var mask: Int32? { storage.mask }
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
    id == unknown || id == start || id == end || id == padding || id == mask
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
