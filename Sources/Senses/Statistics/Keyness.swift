import Platform

/// Which words set some texts apart from others.
///
/// Log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi and Quinn 2008, "Fightin'
/// words", equations 15, 16 and 22. A word's prior is its count in all texts together, scaled to
/// `priorWeight` words, so that a word seen once or twice stays near zero.
public struct Keyness: Sendable, Hashable {
  public let word: String
  /// In how many of these texts, and of the others, it stands.
  public let inside: Int
  public let outside: Int
  /// δ: how much likelier it is in these texts, as a difference of log odds.
  public let logOdds: Double
  /// δ over its standard deviation; from about 2 it is not chance.
  public let z: Double

  /// The words of some texts, those that set them apart most first.
  ///
  /// - Parameters:
  ///   - inside: The words of each text; a word counts once in a text.
  ///   - outside: The words of the texts they are set against.
  ///   - priorWeight: α₀, in words. One text's worth by default.
  public static func words(
    of inside: [Set<String>], against outside: [Set<String>], priorWeight: Double? = nil
  ) -> [Keyness] {
    let (own, other) = (counts(inside), counts(outside))
    let (ownTotal, otherTotal) = (total(own), total(other))
    let all = ownTotal + otherTotal
    guard all > 0 else { return [] }
    let alpha0 = priorWeight ?? max(1, all / Double(inside.count + outside.count))
    return own.map { word, count in
      let y = Double(count)
      let x = Double(other[word] ?? 0)
      let alpha = alpha0 * (y + x) / all
      // A text of one word only leaves no odds against it; a tiny chance keeps them finite.
      func odds(_ y: Double, _ n: Double) -> Double {
        (y + alpha) / max(1e-9, n + alpha0 - y - alpha)
      }
      let delta = log(odds(y, ownTotal)) - log(odds(x, otherTotal))
      let variance = 1 / (y + alpha) + 1 / (x + alpha)
      return Keyness(
        word: word, inside: count, outside: Int(x), logOdds: delta,
        z: delta / variance.squareRoot())
    }
    .sorted { ($1.z, $0.word) < ($0.z, $1.word) }
  }

  private static func counts(_ texts: [Set<String>]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for text in texts { for word in text { counts[word, default: 0] += 1 } }
    return counts
  }

  private static func total(_ counts: [String: Int]) -> Double {
    Double(counts.values.reduce(0, +))
  }
}
