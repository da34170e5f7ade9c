/// A pattern as it is written.
indirect enum PatternNode {
  /// Nothing.
  case empty
  /// One scalar of a set.
  case set(ScalarSet)
  case sequence([PatternNode])
  /// The first that matches, in order.
  case alternation([PatternNode])
  /// As many as there can be, or as few.
  case repetition(PatternNode, least: Int, most: Int?, isGreedy: Bool)
  /// Whether what follows is in a set; the end of the text, as told.
  case ahead(ScalarSet, end: Bool)
  /// Whether what is before is in a set; the start of the text, as told.
  case behind(ScalarSet, start: Bool)
}
