import Platform

/// What is wrong with a model of pieces.
public enum SubwordModelError: Error, Equatable, CustomStringConvertible {
  /// The id of unknown text is that of no piece.
  case unknownID(Int, count: Int)
  /// The piece for unknown text is not in the vocabulary.
  case missingUnknown(piece: String)
  /// A merge makes, or is made of, a piece that the vocabulary lacks.
  case missingPiece(String, merge: Int)
  /// Pieces for bytes together with a mark on pieces inside words.
  case bytesInsideWords

  public var description: String {
    switch self {
    case .unknownID(let id, let count):
      "unknown text has id \(id), expected one from 0 to \(count - 1)"
    case .missingUnknown(let piece): "no piece \(quoted(piece)), which stands for unknown text"
    case .missingPiece(let piece, let merge):
      "merge \(merge) needs the piece \(quoted(piece)), which is not in the vocabulary"
    case .bytesInsideWords:
      "byte_fallback with a prefix or suffix of pieces is not supported, expected one of them"
    }
  }
}
