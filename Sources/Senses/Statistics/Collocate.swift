import ContextualEmbeddings
import Platform
import Tokenization

// f_x uses, f_y places of a word in the text, f_xy of them near a use.

/// A word that stands near the uses of another.
public struct Collocate: Sendable, Hashable {
  /// Its key.
  public let word: String
  /// f_xy
  public let count: Int
  /// How often it would stand there if words stood anywhere.
  public let expected: Double
  /// f_y
  public let total: Int
  /// 14 + log2(2·f_xy / (f_x + f_y)) (Rychlý 2008): 14 where the two always stand together, a point less for each time
  /// that they do so half as often; it does not depend on the size of the text.
  public let logDice: Double

  /// The collocates of some uses of a word, the highest logDice first.
  ///
  /// - Parameters:
  ///   - span: Words looked at on either side of each use, in its sentence.
  ///   - counts: Those of the text that the uses are from.
  ///   - least: Those that are met less often are left out.
  public static func of(
    _ uses: [Use], span: Int, in counts: WordCounts, least: Int = 2
  ) -> [Collocate] {
    let own = Set(uses.flatMap { use in use.tokens.map { use.text.tokens[$0].key } })
    var near: [String: Int] = [:]
    var seen = 0
    for use in uses {
      for word in use.wordsBefore.prefix(span) + use.wordsAfter.prefix(span) {
        seen += 1
        if !own.contains(word) { near[word, default: 0] += 1 }
      }
    }
    return near.filter { $0.value >= least }.map { word, count in
      let total = max(counts[word], 1)
      return Collocate(
        word: word, count: count,
        expected: Double(seen) * Double(total) / Double(max(counts.total, 1)), total: total,
        logDice: 14 + log2(2 * Double(count) / Double(uses.count + total)))
    }.sorted { ($1.logDice, $1.count, $0.word) < ($0.logDice, $0.count, $1.word) }
  }
}
