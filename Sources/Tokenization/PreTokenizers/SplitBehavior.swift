/// What becomes of a match that a text is split at.
public enum SplitBehavior: String, Sendable, Hashable, CaseIterable {
  /// It is dropped.
  case removed = "Removed"
  /// It is a part by itself.
  case isolated = "Isolated"
  /// It is the end of the part before it.
  case mergedWithPrevious = "MergedWithPrevious"
  /// It is the start of the part behind it.
  case mergedWithNext = "MergedWithNext"
  /// It is one part with other matches next to it.
  case contiguous = "Contiguous"
}
