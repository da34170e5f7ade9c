import ArgumentParser

/// What only a session knows of what could complete an argument.
enum SessionCompletion: String {
  /// `2:bank`
  case use
  /// A word of the sentences.
  case word
  /// The number of a sentence.
  case sentence
}

extension CompletionKind {
  /// Uses of words in the session's sentences.
  static let use = of(.use)
  /// Words of the session's sentences.
  static let word = of(.word)
  /// Numbers of the session's sentences.
  static let sentence = of(.sentence)

  // A shell has no session: there `:` does nothing, so that nothing is offered.
  private static func of(_ kind: SessionCompletion) -> CompletionKind {
    .shellCommand(": \(kind.rawValue)")
  }
}

extension SessionCompletion {
  init?(shellCommand: String) {
    guard shellCommand.hasPrefix(": ") else { return nil }
    self.init(rawValue: String(shellCommand.dropFirst(2)))
  }
}

extension UseReference {
  public static var defaultCompletionKind: CompletionKind { .use }
}

extension SentenceReference {
  public static var defaultCompletionKind: CompletionKind { .sentence }
}
