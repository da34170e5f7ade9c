/// Kinds of words as WordNet has them.
public enum PartOfSpeech: String, Sendable, Hashable, CaseIterable {
  case noun = "n"
  case verb = "v"
  case adjective = "a"
  case adverb = "r"

  /// Its name in full.
  public var name: String { "\(self)" }

  /// "a noun", "an adverb".
  public var nameWithArticle: String { (name.hasPrefix("a") ? "an " : "a ") + name }

  /// Where it stands in lists.
  var place: Int { Self.allCases.firstIndex(of: self)! }
}
