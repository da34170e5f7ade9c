import UnicodeText

/// What parts a normalized text into stretches that a model cuts each by itself: a pre-tokenizer of Hugging Face's
/// tokenizers.
public indirect enum PreTokenizer: Sendable {
  /// At white space, and each punctuation mark by itself.
  case bert
  /// Runs of word characters and runs of signs.
  case whitespace
  /// At white space.
  case whitespaceSplit
  /// A printable character for each byte.
  ///
  /// - Parameters:
  ///   - prefixesSpace: Whether each text begins with a space.
  ///   - splits: Whether it is parted by the pattern of GPT-2.
  case byteLevel(prefixesSpace: Bool, splits: Bool)
  case metaspace(Metaspace)
  case punctuation(SplitBehavior)
  /// At numbers, digits or not.
  case digits(individually: Bool)
  case split(TextMatcher, SplitBehavior, inverts: Bool)
  /// Where the script changes.
  case unicodeScripts
  /// At one character, which is dropped.
  case delimiter(Unicode.Scalar)
  /// Into parts of so many scalars.
  case fixedLength(Int)
  /// One after another.
  case sequence([PreTokenizer])

  func split(_ tokens: inout PreTokens) {
    switch self {
    case .bert:
      tokens.split(.removed) { $0.isWhiteSpace }
      tokens.split(.isolated) { $0.isBERTPunctuation }
    case .whitespace:
      tokens.split(.removed) { $0.isWhiteSpace }
      tokens.split(.contiguous) { $0.isWordCharacter }
    case .whitespaceSplit: tokens.split(.removed) { $0.isWhiteSpace }
    case .byteLevel(let prefixesSpace, let splits):
      if prefixesSpace { tokens.prefixSpaces() }
      if splits {
        tokens.split(.isolated) { Self.gpt2.forEachMatch(in: $0, within: $1, $2) }
      }
      tokens.spellBytes()
    case .metaspace(let rule): rule.split(&tokens)
    case .punctuation(let behavior): tokens.split(behavior) { $0.isBERTPunctuation }
    case .digits(let individually):
      tokens.split(individually ? .isolated : .contiguous) { $0.isNumber }
    case .split(let matcher, let behavior, let inverts):
      tokens.split(behavior, inverts: inverts) {
        matcher.forEachMatch(in: $0, within: $1, $2)
      }
    case .unicodeScripts: tokens.splitAtScripts()
    case .delimiter(let delimiter): tokens.split(.removed) { $0 == delimiter }
    case .fixedLength(let length):
      var count = 0
      tokens.split { _, isFirst in
        count = isFirst || count == length ? 1 : count + 1
        return count == 1
      }
    case .sequence(let parts): for part in parts { part.split(&tokens) }
    }
  }

  private static let gpt2 = try! Pattern(
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#)
}

extension PreTokens {
  /// Puts a space before each part that begins with none.
  fileprivate mutating func prefixSpaces() {
    if parts.allSatisfy({ text.utf8[$0.lowerBound] == 0x20 }) { return }
    rewrite { part, old, new in
      if old.utf8[part.lowerBound] != 0x20 {
        new.append([0x20], before: old.origins[part.lowerBound])
      }
      new.append(part, of: old)
    }
  }

  fileprivate mutating func spellBytes() {
    rewrite { part, old, new in
      for place in part {
        new.append(spelling: old.utf8[place], old.origins[place])
      }
    }
  }
}
