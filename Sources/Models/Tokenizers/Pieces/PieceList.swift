import Tokenization

/// The pieces of a tokenizer that has no `tokenizer.json`, and what else its files say: what that file would say, but for the
/// rules of the class that reads it.
struct PieceList {
  /// In the order of their ids.
  var pieces: [String]
  /// One for each piece of Unigram; none of byte pair encoding.
  var scores: [Double] = []
  /// Of byte pair encoding, in the order in which they count.
  var merges: [(left: String, right: String)] = []
  /// The id of what no piece covers, of Unigram.
  var unknownID = 0
  /// What no piece covers, of byte pair encoding.
  var unknownPiece: String?
  /// Whether neighbours that are unknown are one piece.
  var fusesUnknown = false
  var byteFallback = false
  /// SentencePiece's map of characters; empty where no character becomes another.
  var characterMap: [UInt8] = []
  /// Pieces that are found in a text before it is cut.
  var added: [AddedToken] = []
}
