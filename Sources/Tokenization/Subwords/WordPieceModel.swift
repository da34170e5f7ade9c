/// Cuts a word into the longest pieces of a vocabulary, from left to right (`WordPiece` in Hugging Face's tokenizers). A
/// word is unknown as a whole where one piece is missing.
public struct WordPieceModel: SubwordModel {
  public let vocabulary: Vocabulary
  /// Words from this id on are no pieces.
  public let pieceCount: Int
  /// What a piece begins with that is not the first of its word.
  public let continuation: String
  /// A word of more scalars is unknown.
  public let longestWord: Int
  private let prefix: [UInt8]
  private let longestPiece: Int
  private let unknown: Int32

  /// - Parameters:
  ///   - vocabulary: It has an unknown word.
  ///   - pieceCount: Without it, all words of the vocabulary are pieces.
  public init(
    vocabulary: Vocabulary, pieceCount: Int? = nil, continuation: String = "##",
    longestWord: Int = 100
  ) {
    guard let unknown = vocabulary.unknown else { preconditionFailure("no unknown word") }
    self.vocabulary = vocabulary
    self.pieceCount = pieceCount ?? vocabulary.count
    self.continuation = continuation
    self.longestWord = longestWord
    self.unknown = unknown
    prefix = Array(continuation.utf8)
    longestPiece = vocabulary.longestWord
  }

  public func cut(_ text: Span<UInt8>, into pieces: inout [Subword]) {
    let first = pieces.count
    if isShort(text), cutKnown(text, &pieces) { return }
    pieces.removeSubrange(first...)
    pieces.append(Subword(id: unknown, start: 0, end: text.count, isUnknown: true))
  }

  private func isShort(_ text: Span<UInt8>) -> Bool {
    if text.count <= longestWord { return true }
    var scalars = 0
    for place in text.indices where text[place] & 0xC0 != 0x80 { scalars += 1 }
    return scalars <= longestWord
  }

  private func cutKnown(_ text: Span<UInt8>, _ pieces: inout [Subword]) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: prefix.count + longestPiece) { room in
      _ = room.update(fromContentsOf: prefix)
      var start = 0
      while start < text.count {
        var end = min(text.count, start + longestPiece)
        if start > 0 {
          for place in start..<end { room[prefix.count + place - start] = text[place] }
        }
        // A cut inside a scalar is found in no vocabulary.
        var found: Int32?
        while end > start {
          let piece =
            start == 0
            ? text.extracting(0..<end)
            : Span(
              _unsafeElements: UnsafeBufferPointer(rebasing: room[..<(prefix.count + end - start)]))
          found = vocabulary.id(of: piece).flatMap { $0 < pieceCount ? $0 : nil }
          if found != nil { break }
          end -= 1
        }
        guard let found else { return false }
        pieces.append(Subword(id: found, start: start, end: end))
        start = end
      }
      return true
    }
  }
}
