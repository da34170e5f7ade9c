import ContextualEmbeddings
import Tokenization
import UnicodeText

/// The sentences of a session, numbered from 1 in the order they came. A number is never used again.
public struct KeptSentences {
  public struct Entry {
    public let number: Int
    public internal(set) var text: TokenizedText
    /// With its vectors, once somebody has asked for them.
    public internal(set) var encoded: Sentence?
  }

  private var entries: [Int: Entry] = [:]
  private var oldest = 1
  private var next = 1
  /// The most sentences kept; the oldest make room.
  public var limit: Int { didSet { makeRoom() } }

  public init(limit: Int) { self.limit = limit }

  public subscript(number: Int) -> Entry? { entries[number] }
  public var count: Int { entries.count }
  public var isEmpty: Bool { entries.isEmpty }
  /// In order.
  public var numbers: [Int] { entries.keys.sorted() }
  /// The number given last, 0 before the first.
  public var last: Int { next - 1 }

  mutating func add(_ text: TokenizedText) -> Int {
    let number = next
    next += 1
    entries[number] = Entry(number: number, text: text)
    makeRoom()
    return number
  }

  private mutating func makeRoom() {
    while entries.count > limit {
      entries[oldest] = nil
      oldest += 1
    }
  }

  mutating func forget(_ number: Int) { entries[number] = nil }

  mutating func setEncoded(_ sentence: Sentence, of number: Int) {
    entries[number]?.encoded = sentence
  }

  mutating func rereadAll(_ tokenize: (SourceText) -> TokenizedText) {
    for (number, entry) in entries {
      entries[number] = Entry(number: number, text: tokenize(entry.text.source))
    }
  }
}
