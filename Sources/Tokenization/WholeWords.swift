/// The entries of a vocabulary that stand for a whole word each, and how such a word is spelled there: as it is, or behind the
/// sign for the space before it (`▁bank`, `Ġbank`).
public struct WholeWords: Sendable {
  private let vocabulary: Vocabulary
  /// What an entry begins with that begins a word.
  private let sign: String
  /// Whether letters are spelled by what stands for their bytes.
  private let isInBytes: Bool

  /// Words as they are.
  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    sign = ""
    isInBytes = false
  }

  /// Words as a tokenizer spells one behind a space.
  ///
  /// - Parameter spell: The entries for a text, one after another.
  init(_ vocabulary: Vocabulary, spelled spell: (String) -> String) {
    self.vocabulary = vocabulary
    let plain = spell(" a")
    sign = plain.hasSuffix("a") ? String(plain.dropLast()) : ""
    isInBytes = spell(" é").hasSuffix("Ã©")
  }

  /// The word that an entry stands for: letters throughout; nil for special words, marks and pieces of words.
  public func word(_ id: Int32) -> String? {
    var word = vocabulary.word(id)
    if !sign.isEmpty {
      guard word.hasPrefix(sign) else { return nil }
      word.removeFirst(sign.count)
    }
    if isInBytes {
      let bytes = word.unicodeScalars.compactMap { ByteSpelling.byte(of: $0.value) }
      guard let decoded = String(validating: bytes, as: UTF8.self) else { return nil }
      word = decoded
    }
    return !word.isEmpty && word.areLetters ? word : nil
  }

  /// The entry that stands for a word; nil where none does by itself.
  public func id(of word: String) -> Int32? {
    guard isInBytes else { return vocabulary.id(of: sign + word) }
    var spelled = sign
    for byte in word.utf8 {
      spelled.unicodeScalars.append(Unicode.Scalar(ByteSpelling.scalar(of: byte))!)
    }
    return vocabulary.id(of: spelled)
  }
}

extension String {
  fileprivate var areLetters: Bool {
    utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 } || allSatisfy(\.isLetter)
  }
}
