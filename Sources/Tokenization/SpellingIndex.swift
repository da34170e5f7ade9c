import Platform
import Synchronization
import UnicodeText

/// What the row of a word outside the vocabulary is put together from.
public struct WordParts: Sendable, Hashable {
  /// The buckets of its n-grams. Not empty.
  public let buckets: [Int]
  /// The words of the vocabulary that are spelled most like it, the one that counts most first.
  public let neighbours: [SpellingNeighbour]
}

/// A word of the vocabulary that is spelled like another.
public struct SpellingNeighbour: Sendable, Hashable {
  public let id: Int32
  /// Above 0, and at most 1.
  public let similarity: Float
  /// The change of affix that makes it of the other word, where the model knows it.
  public var change: AffixChanges.Known?

  /// How much it counts in a row: its similarity to the eighth, so that the nearest decide, and as much more or less as its
  /// change says.
  public var weight: Float {
    let square = similarity * similarity
    let fourth = square * square
    return fourth * fourth * (change?.factor ?? 1)
  }
}

/// Finds the words of a vocabulary that are spelled like one that it lacks.
///
/// How like two words are is the mean of three answers, weighted 3 : 5 : 1. One is for words of one stem: of the sets
/// of their n-grams, twice the number of what both have, over the sum of their sizes (Dice 1945,
/// https://doi.org/10.2307/1932409). N-grams are those of 2 and 3 scalars of a key between `<` and `>`, each
/// as the FNV-1a hash of 32 bits of its UTF-8, modulo 65,536. The second is for misspelled words: 1 less the
/// edit distance of both keys, over the length of the longer. The third is for what a word was made from: how much
/// of the word in the vocabulary the other begins with. The last two are asked of the words that the first puts in
/// front, and of those that are one slip of the finger away, which count as half way between so alike and the same.
/// The weights, and the power in ``SpellingNeighbour/weight``, are those that make the best rows of a few thousand
/// words that were put together without their own, among those that still find misspelled words. Of those words the
/// ones that count most are found, for which it matters what affixes make them of the one that asks.
///
/// The index is made when the first word asks for it. What was found is kept for words that come again.
final class SpellingIndex: Sendable {
  /// So many words are found, where as many have an n-gram in common.
  static let most = 8
  /// So many are compared letter by letter, and those that are a slip away.
  static let candidates = 24
  /// So many answers are kept before all are forgotten: less than a megabyte for words of usual length.
  static let mostKept = 4096

  private static let bucketCount = 1 << 16
  private let vocabulary: Vocabulary
  private let changes: AffixChanges
  private let state = Mutex(State())

  private struct State {
    var index: Index?
    var answers: [[UInt8]: [SpellingNeighbour]] = [:]
  }

  /// The words of each bucket, one bucket after another.
  private struct Index {
    /// Where the words of a bucket start. Shape `[buckets + 1]`.
    let starts: [Int32]
    let words: [Int32]
    /// How many buckets a word has. Shape `[V]`.
    let sizes: [UInt16]
    /// How many a word has in common with the one that asks; all 0 between questions. Shape `[V]`.
    var shared: [UInt16]

    /// The Dice coefficient of a word and the one that asks, which has so many buckets.
    func dice(_ word: Int, buckets: Int) -> Float {
      Float(2 * Int(shared[word])) / Float(buckets + Int(sizes[word]))
    }
  }

  init(_ vocabulary: Vocabulary, changes: AffixChanges = AffixChanges()) {
    self.vocabulary = vocabulary
    self.changes = changes
  }

  /// The words most like a key, the one that counts most first; of two that count as much the one with the lower id.
  func neighbours(ofKey key: Span<UInt8>) -> [SpellingNeighbour] {
    let bytes = key.indices.map { key[$0] }
    if let known = state.withLock({ $0.answers[bytes] }) { return known }
    let answer = search(key)
    state.withLock { state in
      if state.answers.count == Self.mostKept { state.answers.removeAll(keepingCapacity: true) }
      state.answers[bytes] = answer
    }
    return answer
  }

  private func search(_ key: Span<UInt8>) -> [SpellingNeighbour] {
    var own: [Int] = []
    Self.collectBuckets(of: key, into: &own)
    let letters = scalars(of: key)
    let slipped = Set(slips(of: letters).compactMap { vocabulary.id(of: $0) })
    let candidates = state.withLock { state in
      if state.index == nil { state.index = Self.index(of: vocabulary) }
      return Self.candidates(for: own, and: slipped, in: &state.index!)
    }
    let answers = candidates.map { candidate in
      var other: [UInt32] = []
      vocabulary.withUTF8(of: candidate.id) { other = scalars(of: $0) }
      let steps = editDistance(letters, other)
      let alike = 1 - Float(steps) / Float(max(letters.count, other.count))
      let common = zip(letters, other).prefix { $0 == $1 }.count
      let beginning = Float(common) / Float(other.count)
      let similarity = (3 * candidate.similarity + 5 * alike + beginning) / 9
      return SpellingNeighbour(
        id: candidate.id,
        similarity: slipped.contains(candidate.id) ? (1 + similarity) / 2 : similarity,
        change: changes.find(from: letters, to: other))
    }
    return Array(answers.sorted { ($1.weight, $0.id) < ($0.weight, $1.id) }.prefix(Self.most))
  }

  /// The words with most n-grams in common and, after them, those that are a slip away, with the Dice coefficient of each.
  private static func candidates(
    for own: [Int], and slipped: Set<Int32>, in index: inout Index
  ) -> [SpellingNeighbour] {
    for bucket in own {
      for place in index.starts[bucket]..<index.starts[bucket + 1] {
        index.shared[Int(index.words[Int(place)])] += 1
      }
    }
    var nearest: [SpellingNeighbour] = []
    nearest.reserveCapacity(candidates)
    // A word has at least the buckets it shares, so s of them make it no more like than 2s / (own + s). Nearly all
    // words share too few to be looked at twice.
    var tooFew: UInt16 = 0
    for word in index.shared.indices where index.shared[word] > tooFew {
      let similarity = index.dice(word, buckets: own.count)
      if nearest.count == candidates {
        if similarity <= nearest[candidates - 1].similarity { continue }
        nearest.removeLast()
      }
      let place = nearest.lastIndex { $0.similarity >= similarity }.map { $0 + 1 } ?? 0
      nearest.insert(SpellingNeighbour(id: Int32(word), similarity: similarity), at: place)
      if nearest.count == candidates {
        let least = nearest[candidates - 1].similarity
        tooFew = UInt16(clamping: least * Float(own.count) / (2 - least))
      }
    }
    // What is not in the index, as words too long and special ones, has no buckets.
    for id in slipped.subtracting(nearest.map(\.id)) where index.sizes[Int(id)] > 0 {
      let similarity = index.dice(Int(id), buckets: own.count)
      nearest.append(SpellingNeighbour(id: id, similarity: similarity))
    }
    for word in index.shared.indices { index.shared[word] = 0 }
    return nearest
  }

  private static func index(of vocabulary: Vocabulary) -> Index {
    var buckets: [Int] = []
    var ends: [Int] = []
    var counts = [Int32](repeating: 0, count: bucketCount)
    ends.reserveCapacity(vocabulary.count)
    var own: [Int] = []
    for id in 0..<Int32(vocabulary.count) {
      own.removeAll(keepingCapacity: true)
      vocabulary.withUTF8(of: id) { word in
        // No longer word is looked up, so none is like one that is.
        if word.count <= WordLadder.longestWord, !vocabulary.isSpecial(id) {
          Self.collectBuckets(of: word, into: &own)
        }
      }
      for bucket in own { counts[bucket] += 1 }
      buckets += own
      ends.append(buckets.count)
    }
    var starts: [Int32] = [0]
    starts.reserveCapacity(bucketCount + 1)
    for count in counts { starts.append(starts.last! + count) }
    var next = starts
    var words = [Int32](repeating: 0, count: buckets.count)
    var sizes: [UInt16] = []
    sizes.reserveCapacity(vocabulary.count)
    var start = 0
    for (word, end) in ends.enumerated() {
      for bucket in buckets[start..<end] {
        words[Int(next[bucket])] = Int32(word)
        next[bucket] += 1
      }
      sizes.append(UInt16(clamping: end - start))
      start = end
    }
    return Index(
      starts: starts, words: words, sizes: sizes,
      shared: [UInt16](repeating: 0, count: vocabulary.count))
  }

  /// The buckets of a key's n-grams, each once.
  static func collectBuckets(of key: Span<UInt8>, into buckets: inout [Int]) {
    forEachNGram(of: key, lengths: 2...3) { hash in
      let bucket = hash.bucket(of: bucketCount)
      if !buckets.contains(bucket) { buckets.append(bucket) }
    }
  }
}
