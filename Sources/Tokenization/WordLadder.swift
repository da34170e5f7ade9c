import UnicodeText

extension String {
  /// What a whole-word vocabulary lists this word under: canonically composed and case folded, with
  /// straight apostrophes. The key of a key is itself.
  public var wordKey: String {
    normalized(to: .nfc).caseFolded.normalized(to: .nfc).withStraightApostrophes
  }

  /// Its compatibility form as `Finding.compatibility` has it.
  fileprivate var compatibleKey: String {
    withStraightApostrophesInWord.compatibilityCaseFolded.withStraightApostrophes
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
    return listed(word, key: &key) ?? compose(key.span)
  }

  /// Whether the vocabulary has a word in any spelling.
  func isListed(_ word: Span<UInt8>) -> Bool {
    var key: [UInt8] = []
    return word.count <= Self.longestWord && listed(word, key: &key) != nil
  }

  /// The word of the vocabulary; where there is none, `key` holds what the word is put together for.
  private func listed(_ word: Span<UInt8>, key: inout [UInt8]) -> Answer? {
    var isASCII = true
    var hasCapitals = false
    var hasGrave = false
    for index in word.indices {
      let byte = word[index]
      if byte >= 0x80 { isASCII = false }
      if byte &- 0x41 < 26 { hasCapitals = true }
      if byte == 0x60 { hasGrave = true }
    }
    guard isASCII, !hasGrave || word.count == 1 else {
      return listedByForm(word, key: &key)
    }
    if !hasCapitals, let id = vocabulary.id(of: word) { return Answer(id: id, finding: .asTyped) }
    key.removeAll(keepingCapacity: true)
    for index in word.indices {
      let byte = word[index]
      key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    guard hasCapitals, let id = vocabulary.id(of: key.span) else { return nil }
    return Answer(id: id, finding: .caseFolded)
  }

  private func listedByForm(_ bytes: Span<UInt8>, key: inout [UInt8]) -> Answer? {
    let word = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    let folded = word.wordKey
    if let id = vocabulary.id(of: folded) {
      let isTyped = folded.utf8.elementsEqual(word.utf8)
      return Answer(id: id, finding: isTyped ? .asTyped : .caseFolded)
    }
    let compatible = word.compatibleKey
    if let id = vocabulary.id(of: compatible) { return Answer(id: id, finding: .compatibility) }
    if let id = vocabulary.id(of: compatible.withoutAccents) {
      return Answer(id: id, finding: .withoutAccents)
    }
    key = Array((compatible.isEmpty ? folded : compatible).utf8)
    return nil
  }

  private func compose(_ key: Span<UInt8>) -> Answer {
    guard let composer, let spelling, hasLetterOrNumber(key) else { return unknown }
    return Answer(
      id: vocabulary.unknown!, finding: .composed,
      parts: WordParts(
        buckets: composer.buckets(ofKey: key), neighbours: spelling.neighbours(ofKey: key)))
  }

  private var unknown: Answer { Answer(id: vocabulary.unknown!, finding: .unknown) }

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
    case .caseFolded: return word.wordKey
    case .compatibility: return word.compatibleKey
    case .withoutAccents: return word.compatibleKey.withoutAccents
    case .composed, .unknown:
      // Of a word that has nothing to read in it, no other form is left.
      let compatible = word.compatibleKey
      return compatible.isEmpty ? word.wordKey : compatible
    }
  }
}
