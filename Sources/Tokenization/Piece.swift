/// A piece that a model reads for a text, and where it stands there: what has a row.
public struct Piece: Sendable, Hashable {
  /// Its row.
  public let id: Int32
  /// Where it stands in the text, as Hugging Face's tokenizers have it. Counts Unicode scalars, as Python's `str` does.
  public let characters: Range<Int>

  public init(id: Int32, characters: Range<Int>) {
    self.id = id
    self.characters = characters
  }
}
