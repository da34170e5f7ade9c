import Corpora
import Tokenization
import UnicodeText

/// Collects the uses of many words from a stream of passages, group by group, and counts all words, in one reading.
/// Memory grows with the words and the groups, not with the stream.
public struct GroupedUses {
  public let grouping: Grouping
  public let words: [UseFinder]
  /// Passages that the corpus puts in no group.
  public private(set) var ungrouped = 0
  /// The names of what the corpus says of passages, as they are met; the first of many.
  public private(set) var fields: [String] = []
  /// How often each word stands in each group, where that was asked.
  public private(set) var counts: [Grouping.Group: WordCounts] = [:]

  private let countsWords: Bool
  private let tokenizer: any Tokenizer
  private let capacity: Int
  private let seed: UInt64
  private var reservoirs: [[Grouping.Group: Reservoir<FoundUse>]]
  /// Words by the key of their first token.
  private let starts: [String: [Start]]
  private var seen: Set<Grouping.Group> = []
  private var lastLemma: (lemma: String, words: [Int])?

  private struct Start {
    let word: Int
    let keys: [String]
    /// Whether only words that the corpus itself has can be it.
    let isWhole: Bool
  }

  /// - Parameters:
  ///   - capacity: The most uses to keep of a word in a group. Of more, a fair sample stays.
  public init(
    by grouping: Grouping, of words: [UseFinder], countingWords: Bool, tokenizer: any Tokenizer,
    capacity: Int, seed: UInt64
  ) {
    self.grouping = grouping
    self.words = words
    countsWords = countingWords
    self.tokenizer = tokenizer
    self.capacity = capacity
    self.seed = seed
    reservoirs = Array(repeating: [:], count: words.count)
    var starts: [String: [Start]] = [:]
    for (place, word) in words.enumerated() {
      for form in word.forms {
        starts[form.keys[0], default: []].append(
          Start(word: place, keys: form.keys, isWhole: false))
        if form.wholeKeys != form.keys {
          starts[form.wholeKeys[0], default: []].append(
            Start(word: place, keys: form.wholeKeys, isWhole: true))
        }
      }
    }
    // Of the forms of one word that begin alike the longest is met first.
    self.starts = starts.mapValues { starts in
      starts.enumerated().sorted {
        ($1.element.keys.count, $0.offset) < ($0.element.keys.count, $1.offset)
      }.map(\.element)
    }
  }

  /// The groups met so far, in order.
  public var groups: [Grouping.Group] { seen.sorted() }

  /// Uses of a word met so far in a group, also those that are not kept.
  public func found(_ word: Int, in group: Grouping.Group) -> Int {
    reservoirs[word][group]?.offered ?? 0
  }

  /// Uses of a word kept of a group, in the order of the stream.
  public func uses(of word: Int, in group: Grouping.Group) -> [FoundUse] {
    reservoirs[word][group]?.elements ?? []
  }

  /// Reads a passage.
  ///
  /// Where the file points at uses of words that are looked for, those are the ones in it.
  ///
  /// - Parameter lineEndsPart: Whether a line separator (U+2028) within a line ends a sentence.
  public mutating func read(_ passage: Passage, lineEndsPart: Bool = false) {
    for entry in passage.metadata.entries
    where fields.count < Self.fieldsKept && !fields.contains(entry.name) {
      fields.append(entry.name)
    }
    guard let group = grouping.group(ofValue: passage.value(of: grouping.field)) else {
      ungrouped += 1
      return
    }
    seen.insert(group)
    var pointedAt: Set<Int> = []
    for target in passage.targets {
      for word in words(of: target, in: passage) {
        guard let use = FoundUse(target, in: passage) else { continue }
        offer(use, of: word, in: group)
        pointedAt.insert(word)
      }
    }
    guard
      countsWords || words.count > Self.fewWords
        || words.contains(where: { $0.mayFind(in: passage) })
    else { return }
    var text = passage.text
    for piece in passagePieces(of: &text, lineEndsPart: lineEndsPart) {
      let part = piece.count == text.count ? text : Array(text[piece])
      let own = passage.words.map { $0.ranges(in: piece) }
      let read = tokenizer.tokenize(SourceText(bytes: part), words: own ?? [])
      if countsWords { counts[group, default: WordCounts()].add(read) }
      let found = uses(in: read, of: passage, piece).filter { !pointedAt.contains($0.word) }
      let places = UseFinder.places(
        of: found.map(\.tokens), in: read, part, words: own, isSentence: passage.isSentence)
      for (use, place) in zip(found, places) {
        offer(
          FoundUse(place, in: part, own ?? [], from: piece.lowerBound, of: passage), of: use.word,
          in: group)
      }
    }
  }

  /// The words that a file may point at; it names the same lemma row after row.
  private mutating func words(of target: Passage.Target, in passage: Passage) -> [Int] {
    guard let lemma = target.lemma else {
      return self.words.indices.filter { self.words[$0].isOfWord(target, in: passage.text) }
    }
    if let last = lastLemma, last.lemma == lemma { return last.words }
    let words = words.indices.filter { self.words[$0].isLemma(lemma) }
    lastLemma = (lemma, words)
    return words
  }

  private mutating func offer(
    _ use: @autoclosure () -> FoundUse, of word: Int, in group: Grouping.Group
  ) {
    let none = Reservoir<FoundUse>(capacity: capacity, seed: seed)
    reservoirs[word][group, default: none].offer(use())
  }

  /// The uses in a part of a passage; those of one word do not overlap.
  private func uses(
    in text: TokenizedText, of passage: Passage, _ part: Range<Int>
  ) -> [(word: Int, tokens: Range<Int>)] {
    let written = uses(in: text, hasOwnWords: passage.words != nil)
    let byLemma = passage.words == nil ? [] : words.indices.filter { words[$0].usesLemmas }
    guard !byLemma.isEmpty else { return written }
    return written.filter { !words[$0.word].usesLemmas }
      + byLemma.flatMap { word in
        let own = written.filter { $0.word == word }.map(\.tokens)
        return words[word].named(own, in: text, words[word].words(of: passage, in: part) ?? [])
          .map { (word, $0) }
      }
  }

  /// Those that are written like a word, from left to right.
  private func uses(
    in text: TokenizedText, hasOwnWords: Bool
  ) -> [(word: Int, tokens: Range<Int>)] {
    var found: [(word: Int, tokens: Range<Int>)] = []
    var ends: [Int: Int] = [:]
    let keys = text.tokens.map(\.key)
    for first in keys.indices {
      for start in starts[keys[first]] ?? [] where !start.isWhole || hasOwnWords {
        let tokens = first..<first + start.keys.count
        guard tokens.upperBound <= keys.count, keys[tokens].elementsEqual(start.keys),
          ends[start.word] ?? 0 <= first
        else { continue }
        ends[start.word] = tokens.upperBound
        found.append((start.word, tokens))
      }
    }
    return found
  }

  /// So many words are looked for by their letters before a text is cut; more are not.
  private static let fewWords = 16
  private static let fieldsKept = 40
}
