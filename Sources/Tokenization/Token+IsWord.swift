extension Token {
  /// Whether it has a letter or a digit, and is no mere mark.
  public var isWord: Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
