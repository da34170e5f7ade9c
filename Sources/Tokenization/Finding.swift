/// How a word was found in the vocabulary: the first rung of the ladder that held.
public enum Finding: String, Sendable, Hashable, CaseIterable {
  /// As it was typed.
  case asTyped
  /// By its key: canonically composed, case folded, with straight apostrophes.
  case caseFolded
  /// By its compatibility form, without characters that are not to be seen and with apostrophes for the signs that are typed
  /// for them.
  case compatibility
  /// By its letters without their accents.
  case withoutAccents
  /// Not at all: its row is put together from those of words spelled like it, from affixes and from n-grams.
  case composed
  /// Not at all, and nothing to put together: its row is that of all unknown words.
  case unknown

  /// Whether the vector of the word rests on a guess.
  public var isGuess: Bool { self == .composed || self == .unknown }

  /// The later rung of two: what can be said of several words together.
  func orLater(_ other: Finding) -> Finding {
    rung < other.rung ? other : self
  }

  private var rung: Int {
    switch self {
    case .asTyped: 0
    case .caseFolded: 1
    case .compatibility: 2
    case .withoutAccents: 3
    case .composed: 4
    case .unknown: 5
    }
  }
}
