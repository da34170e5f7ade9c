/// Takes what it gets for one word (`WordLevel` in Hugging Face's tokenizers).
public struct WordLevelModel: SubwordModel {
  public let vocabulary: Vocabulary
  /// Words from this id on are found only as added tokens.
  public let wordCount: Int
  private let unknown: Int32

  /// - Parameters:
  ///   - vocabulary: It has an unknown word.
  ///   - wordCount: Without it, all words of the vocabulary are found.
  public init(vocabulary: Vocabulary, wordCount: Int? = nil) {
    guard let unknown = vocabulary.unknown else { preconditionFailure("no unknown word") }
    self.vocabulary = vocabulary
    self.wordCount = wordCount ?? vocabulary.count
    self.unknown = unknown
  }

  public func cut(_ text: Span<UInt8>, into pieces: inout [Subword]) {
    let id = vocabulary.id(of: text).flatMap { $0 < wordCount ? $0 : nil }
    pieces.append(Subword(id: id ?? unknown, start: 0, end: text.count, isUnknown: id == nil))
  }
}
