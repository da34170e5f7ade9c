import Corpora
import Tokenization
import UnicodeText

/// How often each word stands in a corpus, by its key. Marks are no words.
public struct WordCounts: Sendable {
  /// Words in all.
  public private(set) var total = 0
  private var counts: [String: Int] = [:]

  public init() {}

  /// - Parameter words: Each once.
  public init(_ words: some Sequence<(key: String, count: Int)>) {
    for (key, count) in words {
      counts[key, default: 0] += count
      total += count
    }
  }

  public subscript(key: String) -> Int { counts[key, default: 0] }

  public mutating func add(_ text: TokenizedText) {
    for token in text.tokens where token.isWord {
      counts[token.key, default: 0] += 1
      total += 1
    }
  }

  /// Adds the words of a passage, those of the corpus where it has some.
  public mutating func add(_ passage: Passage, cutBy tokenizer: some Tokenizer) {
    var text = passage.text
    for piece in passagePieces(of: &text, lineEndsPart: false) {
      let part = SourceText(bytes: Array(text[piece]))
      add(tokenizer.tokenize(part, words: passage.words.map { $0.ranges(in: piece) } ?? []))
    }
  }
}

extension WordCounts: Sequence {
  public func makeIterator() -> Dictionary<String, Int>.Iterator { counts.makeIterator() }
}
