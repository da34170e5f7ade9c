import Tokenization
import UnicodeText

/// A use that a file marks, and the word the file says it is a use of.
package struct NamedWord: Sendable {
  /// Where it is: `line 3`, or, of a list, `pair 3`.
  package let item: String
  package let lemma: String
  package let use: MarkedText

  /// What stands at the place, trimmed of nothing.
  package var word: String {
    String(decoding: Array(use.text.utf8)[use.use], as: UTF8.self)
  }

  /// Whether the word there may be a form of the lemma: they share their beginning, as far as irregular forms do
  /// (find and found, but not bank and river), the one holds the other, or they are forms of be, go and the like.
  /// Words of several parts share with one of them; another script is not judged.
  package var isPlausible: Bool {
    let word = word.wordKey
    let parts = lemma.wordKey.split { " _/".contains($0) }.map(String.init)
    guard let initial = word.first(where: \.isLetter) else {
      return parts.contains { !$0.contains(where: \.isLetter) || word.contains($0) }
    }
    return parts.contains { part in
      guard let own = part.first(where: \.isLetter) else { return word.contains(part) }
      return initial.isASCII != own.isASCII || Self.share(part, word)
    } || parts.isEmpty
  }

  private static func share(_ lemma: String, _ word: String) -> Bool {
    if word.hasPrefix(lemma) || lemma.hasPrefix(word) { return true }
    if lemma.count > 2, word.contains(lemma) { return true }
    if suppletive[lemma]?.contains(word) == true { return true }
    let (a, b) = (Array(lemma.prefix(2)), Array(word.prefix(2)))
    guard a.count == 2, b.count == 2, a[0] == b[0] else { return false }
    // Vowels change: buy and bought, rise and rose.
    return a[1] == b[1] || vowels.contains(a[1]) && vowels.contains(b[1])
  }

  private static let vowels = Set("aeiouy")
  private static let suppletive: [String: Set<String>] = [
    "be": [
      "am", "are", "is", "was", "were", "'m", "'re", "'s", "m", "re", "s", "ai", "ain't", "isn't",
      "aren't", "wasn't", "weren't",
    ],
    "go": ["went"], "eat": ["ate"], "good": ["better", "best"], "well": ["better", "best"],
    "bad": ["worse", "worst"], "ill": ["worse", "worst"], "much": ["more", "most"],
    "many": ["more", "most"], "little": ["less", "least"], "far": ["further", "furthest"],
    "will": ["'ll", "ll", "would", "won't"], "have": ["'ve", "ve", "'d", "d", "'s", "s"],
    "can": ["could"], "person": ["people"],
    "i": ["me", "my", "mine"], "we": ["us", "our"], "she": ["her"], "he": ["him", "his"],
    "they": ["them", "their"],
  ]
}

/// How the places of a file agree with the words it names.
package struct PlaceCheck: Sendable {
  package let count: Int
  package let others: [NamedWord]

  package init(_ words: [NamedWord]) {
    count = words.count
    others = words.filter { !$0.isPlausible }
  }

  /// One line; `nil` where every place holds a form of its word.
  package func warning(file path: String) -> String? {
    guard !others.isEmpty else { return nil }
    let named = others.prefix(3).map { "\($0.item) has “\($0.word)” for \($0.lemma)" }
    return "\(path): \(others.count) of \(counted(count, "place")) "
      + "\(others.count == 1 ? "holds" : "hold") another word than the lemma: "
      + named.joined(separator: ", ") + (others.count > 3 ? " …" : "")
      + "; are places counted from 1, or in UTF-16 units?"
  }
}
