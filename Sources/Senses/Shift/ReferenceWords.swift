import Platform
import Tokenization

/// Words that are met as often as a word in each group, to hold its figures against: how far two groups lie apart
/// depends on their texts, and on how often a word is met in them, whatever becomes of its meaning.
public struct ReferenceWords: Sendable {
  /// How often each is met in each group. Shape `[words, G]`
  private let candidates: [(word: String, counts: [Int])]
  private let seed: UInt64

  /// - Parameter candidates: How often each is met in each group.
  public init(_ candidates: [(word: String, counts: [Int])], seed: UInt64) {
    self.candidates = candidates
    self.seed = seed
  }

  /// Takes the words of a corpus that may bear a meaning of their own: letters throughout, three at least, known to the
  /// model, and not among the commonest, which hold a text together: the first hundred, or the first tenth of fewer.
  ///
  /// - Parameters:
  ///   - counts: Of each group.
  ///   - least: How often a word has to be met in each group.
  public init(
    of counts: [WordCounts], tokenizer: any Tokenizer, atLeast least: Int = 2, seed: UInt64
  ) {
    var totals: [String: Int] = [:]
    for counts in counts { for (key, count) in counts { totals[key, default: 0] += count } }
    let ranked = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    self.init(
      ranked.dropFirst(min(100, ranked.count / 10)).compactMap { key, _ in
        let own = counts.map { $0[key] }
        guard own.allSatisfy({ $0 >= least }), key.count > 2, key.allSatisfy(\.isLetter) else {
          return nil
        }
        let tokens = tokenizer.tokenize(key).tokens
        return tokens.count == 1 && tokens[0].key == key && !tokens[0].finding.isGuess
          ? (key, own) : nil
      }, seed: seed)
  }

  /// All there are.
  public var words: [String] { candidates.map(\.word) }

  /// The words whose counts are nearest: by the sum of the differences of their logarithms. Of equally near ones the seed
  /// decides.
  ///
  /// - Parameters:
  ///   - counts: Of the word, in each group.
  ///   - excluded: The word itself, and others that are asked for.
  public func nearest(_ count: Int, to counts: [Int], except excluded: Set<String>) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let order = generator.order(of: candidates.count)
    let distances = candidates.map { candidate in
      zip(candidate.counts, counts).reduce(0) { sum, pair in
        sum + abs(logarithm(pair.0) - logarithm(pair.1))
      }
    }
    return candidates.indices.filter { !excluded.contains(candidates[$0].word) }
      .sorted { (distances[$0], order[$0]) < (distances[$1], order[$1]) }
      .prefix(count).map { candidates[$0].word }
  }
}

/// Words that are met never are as far from those met once as these from those met three times.
private func logarithm(_ count: Int) -> Double { log(Double(count + 1)) }

/// Where a value stands among those of reference words.
public struct Standing: Sendable, Hashable {
  public let median: Double
  /// Between which half of them lie.
  public let quartiles: ClosedRange<Double>
  /// How many of them are smaller than the value.
  public let below: Int
  public let count: Int

  /// - Returns: `nil` where there are none.
  public init?(of value: Double, among others: [Double]) {
    guard !others.isEmpty else { return nil }
    let sorted = others.sorted()
    median = sorted.quantile(0.5)
    quartiles = sorted.quantile(0.25)...sorted.quantile(0.75)
    below = sorted.count { $0 < value }
    count = sorted.count
  }
}
