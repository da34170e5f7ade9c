/// SentencePiece's way with spaces: a sign in the place of each, and one where a text begins.
public struct Metaspace: Sendable, Hashable {
  /// Which texts begin with the sign, where they do not anyway.
  public enum Prefix: String, Sendable, Hashable, CaseIterable {
    /// What stands at the start of all: not what follows an added token.
    case first
    case never
    case always
  }

  /// In the place of a space, in UTF-8.
  public let sign: [UInt8]
  public let prefix: Prefix
  /// Whether a part begins at each sign.
  public let splits: Bool

  public init(sign: Unicode.Scalar = "▁", prefix: Prefix = .always, splits: Bool = true) {
    self.sign = Array(UTF8.encode(sign)!)
    self.prefix = prefix
    self.splits = splits
  }

  func split(_ tokens: inout PreTokens) {
    tokens.rewrite { part, old, new in
      let first = old.origins[part.lowerBound]
      let isPrefixed =
        switch prefix {
        case .first: first.start == 0
        case .never: false
        case .always: true
        }
      let begins = old.utf8[part.lowerBound] == 0x20 || old.utf8[part].starts(with: sign)
      if isPrefixed, !begins { new.append(sign, before: first) }
      var start = part.lowerBound
      for place in part where old.utf8[place] == 0x20 {
        new.append(start..<place, of: old)
        for byte in sign { new.append(byte, old.origins[place]) }
        start = place + 1
      }
      new.append(start..<part.upperBound, of: old)
    }
    guard splits else { return }
    tokens.split(.mergedWithNext) {
      TextMatcher.text(sign).forEachMatch(in: $0, within: $1, $2)
    }
  }
}
