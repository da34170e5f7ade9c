import Platform

// a of n texts have a word, b of m others.

/// Which words set some texts apart from others.
///
/// The log-likelihood ratio of a word being as frequent in both (Dunning 1993, "Accurate methods for the statistics of
/// surprise and coincidence"), over texts that have it and texts that do not. Unlike a ratio of odds it holds for rare words,
/// and for those that the others lack altogether.
public struct Keyness: Sendable, Hashable {
  public let word: String
  /// In how many of these texts, and of the others, it stands, whatever it counts there.
  public let inside: Int
  public let outside: Int
  /// G²; below zero where it is rarer in these texts than in the others. Chance takes it beyond 10.83 once in a thousand.
  public let ratio: Double

  /// The words of some texts, those that set them apart most first.
  ///
  /// - Parameters:
  ///   - inside: The words of each text, and what each counts there: 1 for one that is met, less for one that hardly is.
  ///   - outside: The words of the texts they are set against.
  public static func words(
    of inside: [[String: Double]], against outside: [[String: Double]]
  ) -> [Keyness] {
    let (own, other) = (counts(inside), counts(outside))
    let (n, m) = (Double(inside.count), Double(outside.count))
    return own.map { word, count in
      let (a, b) = (count.weight, other[word]?.weight ?? 0)
      return Keyness(
        word: word, inside: count.texts, outside: other[word]?.texts ?? 0,
        ratio: a * m >= b * n ? ratio(a, n, b, m) : -ratio(a, n, b, m))
    }
    .sorted { ($1.ratio, $0.word) < ($0.ratio, $1.word) }
  }

  private static func ratio(_ a: Double, _ n: Double, _ b: Double, _ m: Double) -> Double {
    let share = (a + b) / (n + m)
    func term(_ observed: Double, _ expected: Double) -> Double {
      observed > 0 ? observed * log(observed / expected) : 0
    }
    return 2
      * (term(a, n * share) + term(n - a, n * (1 - share)) + term(b, m * share)
        + term(m - b, m * (1 - share)))
  }

  private static func counts(
    _ texts: [[String: Double]]
  ) -> [String: (texts: Int, weight: Double)] {
    var counts: [String: (texts: Int, weight: Double)] = [:]
    for text in texts {
      for (word, weight) in text {
        let known = counts[word] ?? (0, 0)
        counts[word] = (known.texts + 1, known.weight + weight)
      }
    }
    return counts
  }
}
