import JSON
import Platform
import Tokenization

/// The words and the merges of a `tokenizer.json` as they come, in any order: they are too many to keep as values.
final class TokenizerWords {
  /// What words are compared with; without it they are kept.
  private let list: WordTable?
  /// Which of its lines have come.
  private var seen: [Bool]
  private var kept: [(word: String, id: Int)] = []
  private var scored: [Double] = []
  private var merged: [(left: String, right: String)] = []
  private var error: TokenizerFileError?

  init(_ list: WordTable?) {
    self.list = list
    seen = [Bool](repeating: false, count: list?.count ?? 0)
  }

  /// Takes those of files that are none of `tokenizers`.
  init(_ list: PieceList) {
    self.list = nil
    seen = []
    kept = list.pieces.enumerated().map { ($1, $0) }
    scored = list.scores
    merged = list.merges
  }

  /// Takes a member or an element of `model.vocab`.
  func take(_ name: UnsafeBufferPointer<UInt8>, _ value: JSONValue) {
    guard error == nil else { return }
    if let piece = value.array { return take(piece: piece) }
    let word = String(decoding: name, as: UTF8.self)
    guard let id = value.int else {
      error = .wrong(
        key: "id of \(quoted(word))", expected: "a whole number", found: value.kind)
      return
    }
    if let list {
      if let line = list.line(of: name.span), line == id {
        seen[id] = true
        return
      }
      error = .differs(word: word, id: id, other: 0..<list.count ~= id ? list.word(id) : nil)
    } else {
      kept.append((word, id))
    }
  }

  /// `["▁the", -3.2]`, of Unigram.
  private func take(piece: JSONArray) {
    guard piece.count == 2, let text = piece[0].string, case .number(let number) = piece[1]
    else {
      error = .wrong(
        key: "model.vocab[\(kept.count)]", expected: "a piece with its score",
        found: JSONValue.array(piece).kind)
      return
    }
    kept.append((text, kept.count))
    scored.append(pieceScore(number.literal))
  }

  /// Takes an element of `model.merges`: `"a b"` or `["a", "b"]`.
  func take(merge value: JSONValue) {
    guard error == nil else { return }
    var parts: [String] = []
    if let text = value.string {
      parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    } else if let pair = value.array {
      parts = pair.compactMap(\.string)
    }
    guard parts.count == 2 else {
      error = .wrong(
        key: "model.merges[\(merged.count)]", expected: "two pieces", found: value.kind)
      return
    }
    merged.append((parts[0], parts[1]))
  }

  /// Every word once, in the order of their ids. Nothing when they were compared.
  func words() throws(TokenizerFileError) -> [String] {
    if let error { throw error }
    if !scored.isEmpty { return kept.map(\.word) }
    if let list {
      if let id = seen.firstIndex(of: false) {
        throw .missing(key: "\(quoted(list.word(id))), id \(id) in vocab.txt")
      }
      return []
    }
    var words = [String?](repeating: nil, count: kept.count)
    for (word, id) in kept {
      guard words.indices.contains(id) else { throw .id(word: word, id: id, count: kept.count) }
      if let other = words[id] { throw .idTwice(word: word, other: other, id: id) }
      words[id] = word
    }
    return words.map { $0! }
  }

  /// The score of each piece.
  func scores() throws(TokenizerFileError) -> [Double] {
    if let error { throw error }
    guard scored.count == kept.count else {
      throw .wrong(key: "model.vocab", expected: "pieces with scores", found: "an object")
    }
    return scored
  }

  func merges() throws(TokenizerFileError) -> [(left: String, right: String)] {
    if let error { throw error }
    return merged
  }
}
