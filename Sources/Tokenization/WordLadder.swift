import UnicodeText

extension String {
  /// What a whole-word vocabulary lists this word under: canonically composed and case folded, with
  /// straight apostrophes. The key of a key is itself.
  public var wordKey: String {
    let key = normalized(to: .nfc).caseFolded.normalized(to: .nfc)
    return key.utf8.contains(0xE2) ? key.withStraightApostrophes : key
  }

  fileprivate var withStraightApostrophes: String {
    guard unicodeScalars.contains("\u{2019}") else { return self }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar == "\u{2019}" ? "'" : scalar) }
    return String(scalars)
  }
}

/// Finds the id of a word, by the exact spelling first and by ever looser ones after.
struct WordLadder: Sendable {
  let vocabulary: Vocabulary
  let composer: WordComposer?
  let spelling: SpellingIndex?

  struct Answer {
    let id: Int32
    let finding: Finding
    var parts: WordParts?
  }

  /// A word longer than this is not looked up: no vocabulary has it, and it is not put together from
  /// parts either. As many characters as BERT allows, each of at most four bytes.
  static let longestWord = 400

  /// - Parameters:
  ///   - word: A word in well-formed UTF-8.
  ///   - key: Room to work in.
  func find(_ word: Span<UInt8>, key: inout [UInt8]) -> Answer {
    guard word.count <= Self.longestWord else { return unknown }
    var isASCII = true
    var hasCapitals = false
    for index in word.indices {
      let byte = word[index]
      if byte >= 0x80 { isASCII = false }
      if byte &- 0x41 < 26 { hasCapitals = true }
    }
    guard isASCII else { return findBeyondASCII(word) }
    guard hasCapitals else {
      if let id = vocabulary.id(of: word) { return Answer(id: id, finding: .asTyped) }
      return compose(word)
    }
    key.removeAll(keepingCapacity: true)
    for index in word.indices {
      let byte = word[index]
      key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    if let id = vocabulary.id(of: key.span) { return Answer(id: id, finding: .caseFolded) }
    return compose(key.span)
  }

  private func findBeyondASCII(_ bytes: Span<UInt8>) -> Answer {
    let word = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    let key = word.wordKey
    if let id = vocabulary.id(of: key) {
      let isTyped = key.utf8.elementsEqual(word.utf8)
      return Answer(id: id, finding: isTyped ? .asTyped : .caseFolded)
    }
    let compatible = Self.form(of: word, finding: .compatibility)
    if let id = vocabulary.id(of: compatible) { return Answer(id: id, finding: .compatibility) }
    if let id = vocabulary.id(of: compatible.withoutAccents) {
      return Answer(id: id, finding: .withoutAccents)
    }
    return compose(Array(key.utf8).span)
  }

  private func compose(_ key: Span<UInt8>) -> Answer {
    guard let composer, let spelling, hasLetterOrNumber(key) else { return unknown }
    return Answer(
      id: vocabulary.unknown, finding: .composed,
      parts: WordParts(
        buckets: composer.buckets(ofKey: key), neighbours: spelling.neighbours(ofKey: key)))
  }

  private var unknown: Answer { Answer(id: vocabulary.unknown, finding: .unknown) }

  private func hasLetterOrNumber(_ key: Span<UInt8>) -> Bool {
    var place = 0
    while place < key.count {
      let scalar = Unicode.Scalar(decodeScalar(at: &place, in: key))
      if scalar?.isLetterOrNumber == true { return true }
    }
    return false
  }

  /// The spelling by which a rung of the ladder looks a word up.
  static func form(of word: String, finding: Finding) -> String {
    guard word.utf8.count <= longestWord else { return word }
    switch finding {
    case .asTyped: return word
    case .caseFolded, .composed, .unknown: return word.wordKey
    case .compatibility: return word.compatibilityCaseFolded.withStraightApostrophes
    case .withoutAccents: return form(of: word, finding: .compatibility).withoutAccents
    }
  }
}
