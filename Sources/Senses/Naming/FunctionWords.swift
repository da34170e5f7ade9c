/// English words that hold sentences together, by their keys: what is passed over where a corpus does not say what kind of word
/// each is. Of words that are also others (`use`, `time`, `well`) none is here.
enum FunctionWords {
  static func contains(_ key: String) -> Bool {
    let key = key.replacing("’", with: "'")
    if words.contains(key) { return true }
    guard let apostrophe = key.firstIndex(of: "'") else { return false }
    let head = String(key[..<apostrophe])
    return head.isEmpty || words.contains(head) || words.contains(String(head.dropLast()))
  }

  /// Whether a word stands before a noun: an article, a possessive, a demonstrative.
  static func isDeterminer(_ key: String) -> Bool { determiners.contains(key) }

  /// Whether it may stand behind a verb as a part of it (`look up`) or as a preposition (`live in`).
  static func isParticle(_ key: String) -> Bool { particles.contains(key) }

  private static let determiners = Set(
    "a an the this that these those my your his her its our their whose no some any each every"
      .split(separator: " ").map(String.init))
  private static let particles = Set(
    """
    about across after against along apart around as aside at away back before behind by down for forth from in into of off on
    onto out over past round through to together toward towards under up upon with without
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  private static let words = determiners.union(
    """
    i me mine myself you yours yourself yourselves he him himself she hers herself it itself we us ours ourselves they them theirs
    themselves who whom what which whoever whatever whichever someone somebody something anyone anybody anything everyone everybody
    everything nobody nothing none neither either both such another other others
    am is are was were be been being have has had having do does did doing done will would shall should can could may might must
    ought cannot
    and or but nor if unless until till while whilst whereas because since although though than whether so lest
    about above across after against along among amongst around as at before behind below beneath beside besides between beyond by
    despite down during except for from in inside into near of off on onto out outside over past per since through throughout to
    toward towards under underneath unto up upon via with within without
    not there here when where why how mr mrs ms
    t s d m ll ve re ain aren can couldn didn doesn don hadn hasn haven isn mustn needn shan shouldn wasn weren won wouldn
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
