/// Cuts what a pre-tokenizer leaves whole into pieces of a vocabulary.
public protocol SubwordModel: Sendable {
  /// Appends the pieces of a pre-token, in order. What no piece covers is left out: it has no row.
  ///
  /// - Parameters:
  ///   - text: Its normalized UTF-8, well formed and not empty.
  ///   - pieces: What has been cut so far, which stays as it is; places count from the start of this pre-token.
  func cut(_ text: Span<UInt8>, into pieces: inout [Subword])
}

/// A piece of a pre-token, and where it stands in it.
public struct Subword: Sendable, Hashable {
  /// Its row.
  public var id: Int32
  /// Where it starts and ends, in bytes of the pre-token's normalized UTF-8. A piece for one byte of a character stands for
  /// the whole of it, or for that byte.
  public var start, end: Int
  /// Whether the row is that of all that the vocabulary lacks.
  public var isUnknown: Bool

  public init(id: Int32, start: Int, end: Int, isUnknown: Bool = false) {
    self.id = id
    self.start = start
    self.end = end
    self.isUnknown = isUnknown
  }
}
