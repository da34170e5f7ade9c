import Corpora
import Tokenization
import UnicodeText

extension UseFinder {
  /// A word that a corpus itself has in a text, and what its lemma says.
  public struct Word: Sendable, Hashable {
    /// Its bytes in the text.
    public let range: Range<Int>
    /// Whether its lemma is the word that is looked for; `nil` where none is named, or nobody asked.
    public let isNamed: Bool?
  }

  /// - Parameter lemma: As the corpus has it; `nil` where it names none.
  public func word(at range: Range<Int>, lemma: @autoclosure () -> String?) -> Word {
    Word(range: range, isNamed: usesLemmas ? lemma().map(isLemma) : nil)
  }

  /// The words of a passage that lie in a part of it, counted from its first byte; `nil` where it has running text.
  func words(of passage: Passage, in part: Range<Int>) -> [Word]? {
    passage.words?.words(in: part).map { own in
      word(at: own.range.moved(by: -part.lowerBound), lemma: own.lemma)
    }
  }

  /// Whether a use that a file points at is one of the word: by its lemma, or, where the file names none, as it is written.
  func isOfWord(_ target: Passage.Target, in text: [UInt8]) -> Bool {
    if let lemma = target.lemma { return isLemma(lemma) }
    guard let use = target.parts.first else { return false }
    return isWritten(Array(text[use]))
  }

  /// The uses where lemmas decide of words that have one: of those that are written like the word, the ones that no lemma
  /// gainsays, and those whose lemma says so. A lemma does not gainsay a few words in a row.
  func named(
    _ written: [Range<Int>], in text: TokenizedText, _ words: [Word]
  ) -> [Range<Int>] {
    guard words.contains(where: { $0.isNamed != nil }) else { return written }
    let other = words.filter { $0.isNamed == false }
    let kept = written.filter { tokens in
      guard tokens.count == 1 else { return true }
      let bytes = text.tokens[tokens.lowerBound].bytes
      return !other.contains { $0.range.overlaps(bytes) }
    }
    let own = words.filter { $0.isNamed == true }.compactMap { text.tokens(at: $0.range) }
    return Self.apart(kept + own)
  }
}
