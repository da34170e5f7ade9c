import Platform

/// A few words that say which sense it is.
public struct SenseLabel: Sendable, Hashable {
  /// How the words were chosen.
  public enum Basis: String, Sendable, Hashable {
    /// They stand near this sense more often than near the others, and chance does not explain it.
    case others
    /// Nothing sets it apart from other senses, or there are none: they stand near it oftener than in any text, and no
    /// less often than near the others.
    case language
    /// None comes twice: they are the nearest to its most central uses.
    case nearest
  }

  /// None only where there is no content word around any of its uses.
  public let words: [String]
  public let basis: Basis
}

extension ContextWords {
  /// Words less clearly more frequent than near the others are left out; of words that chance alone tells apart, one in a
  /// thousand is above.
  static let clearRatio = 10.83
  /// Words that stand near this share of the uses of every group hold sentences together.
  private static let commonShare = 0.2
  /// A group of fewer uses does not say what is common to all.
  private static let fewestUses = 5

  /// The labels of all senses.
  ///
  /// - Parameters:
  ///   - induction: Of the same uses.
  ///   - count: Words of each, at most.
  public func labels(of induction: Induction, count: Int = 6) -> [Int: SenseLabel] {
    precondition(induction.uses.count == words.count, "words of the same uses")
    let senses = induction.senses
    let uses = Dictionary(grouping: words.indices) { induction.labels[$0] }
    let common = commonWords(uses.values.filter { $0.count >= Self.fewestUses })
    func texts(_ uses: [Int]) -> [[String: Double]] {
      uses.map { use in
        Dictionary(
          uniqueKeysWithValues: words[use].lazy.filter { !common.contains($0.key) }.map {
            ($0.key, $0.weight)
          })
      }
    }
    let own = uses.mapValues(texts)
    return Dictionary(
      uniqueKeysWithValues: senses.map { sense in
        let others = senses.flatMap { $0 == sense ? [] : own[$0]! }
        let keyness = Keyness.words(of: own[sense]!, against: others)
        let clear = others.isEmpty ? [] : keyness.prefix { $0.ratio >= Self.clearRatio }
        if !clear.isEmpty {
          return (sense, SenseLabel(words: clear.prefix(count).map(\.word), basis: .others))
        }
        let usual = usualWords(
          keyness.filter { others.isEmpty || $0.ratio >= 0 }, of: own[sense]!)
        if !usual.isEmpty {
          return (sense, SenseLabel(words: Array(usual.prefix(count)), basis: .language))
        }
        return (
          sense,
          SenseLabel(
            words: nearestWords(of: induction.uses(of: sense), count: count), basis: .nearest)
        )
      })
  }

  /// Those that stand near nearly all groups of uses alike.
  private func commonWords(_ groups: [[Int]]) -> Set<String> {
    guard groups.count > 1 else { return [] }
    let common = groups.map { uses in
      var counts: [String: Int] = [:]
      for use in uses { for word in words[use] { counts[word.key, default: 0] += 1 } }
      return Set(counts.filter { Double($0.value) >= Self.commonShare * Double(uses.count) }.keys)
    }
    return common.dropFirst().reduce(common[0]) { $0.intersection($1) }
  }

  /// Those of some words that stand near two uses or more, oftener than in any text: by the log-likelihood ratio of what
  /// they count there and what they would (Dunning 1993, "Accurate methods for the statistics of surprise and
  /// coincidence"), the highest first.
  private func usualWords(_ candidates: [Keyness], of texts: [[String: Double]]) -> [String] {
    var counts: [String: Double] = [:]
    for text in texts { for (word, weight) in text { counts[word, default: 0] += weight } }
    let total = counts.values.reduce(0, +)
    return candidates.filter { $0.inside > 1 }.compactMap { word in
      let met = counts[word.word]!
      let ratio = met / (total * content.share(of: word.word))
      return ratio > 1 ? (word: word.word, strength: met * log(ratio)) : nil
    }.sorted { ($1.strength, $0.word) < ($0.strength, $1.word) }.map(\.word)
  }

  /// - Parameter uses: The most central first.
  private func nearestWords(of uses: [Int], count: Int) -> [String] {
    var found: [String] = []
    for use in uses {
      for word in words[use] where !found.contains(word.key) {
        found.append(word.key)
        if found.count == count { return found }
      }
    }
    return found
  }
}
