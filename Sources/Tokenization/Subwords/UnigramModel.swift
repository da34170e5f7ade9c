import UnicodeText

/// Cuts a text into the pieces whose scores add up to the most (Kudo 2018), as `Unigram` in Hugging Face's tokenizers:
/// https://github.com/huggingface/tokenizers/blob/v0.23.1/tokenizers/src/models/unigram/model.rs
public struct UnigramModel: SubwordModel {
  /// How much less than the least piece an unknown character scores.
  private static let unknownPenalty = 10.0

  private let trie: PieceTrie
  /// By id.
  private let scores: [Double]
  private let unknown: Int32
  private let unknownScore: Double
  private let bytes: BytePieces?
  private let cache = PieceCache()

  /// - Parameters:
  ///   - pieces: In the order of their ids. One that comes twice has the later id and score.
  ///   - unknown: The id of what no piece covers.
  ///   - byteFallback: Whether unknown text is cut into pieces for single bytes, `<0x00>` to `<0xFF>`.
  public init(
    pieces: [(text: String, score: Double)], unknown: Int, byteFallback: Bool = false
  ) throws(SubwordModelError) {
    guard pieces.indices.contains(unknown) else {
      throw .unknownID(unknown, count: pieces.count)
    }
    trie = PieceTrie(pieces.indices.map { (pieces[$0].text, Int32($0)) })
    scores = pieces.map(\.score)
    self.unknown = Int32(unknown)
    unknownScore = scores.min()! - Self.unknownPenalty
    bytes = byteFallback ? BytePieces(trie) : nil
  }

  public func cut(_ text: Span<UInt8>, into pieces: inout [Subword]) {
    let key = PieceCache.Key(text)
    if let key, cache.append(key, to: &pieces) { return }
    let first = pieces.count
    withUnsafeTemporaryAllocation(of: Step.self, capacity: text.count + 1) { room in
      room.initialize(repeating: Step())
      var steps = room.mutableSpan
      findBestSteps(of: text, &steps)
      // From the end: only there is it known which way was the best.
      var end = text.count
      while end > 0 {
        var start = Int(steps[end].start)
        if steps[end].id == unknown {
          while start > 0, steps[start].id == unknown { start = Int(steps[start].start) }
          appendUnknown(text, start..<end, &pieces)
        } else {
          pieces.append(Subword(id: steps[end].id, start: start, end: end))
        }
        end = start
      }
    }
    pieces[first...].reverse()
    if let key { cache.keep(pieces[first...], for: key) }
  }

  /// The last piece of the best way to a place.
  private struct Step {
    var score = 0.0
    var id: Int32 = 0
    /// -1 where no way leads.
    var start: Int32 = -1
  }

  /// - Complexity: O(*n*·*m*) for *n* bytes and pieces of at most *m*.
  @inline(__always)
  private func findBestSteps(of text: Span<UInt8>, _ steps: inout MutableSpan<Step>) {
    let scores = scores.span
    var start = 0
    while start < text.count {
      let score = steps[start].score
      let next = start + scalarLength(text[start])
      // The first of ways that are equally good stays.
      func offer(_ end: Int, _ id: Int32, _ total: Double) {
        if steps[end].start < 0 || total > steps[end].score {
          steps[end] = Step(score: total, id: id, start: Int32(truncatingIfNeeded: start))
        }
      }
      var isCovered = false
      trie.forEachPiece(at: start, of: text) { end, id in
        offer(end, id, scores[Int(id)] + score)
        if end == next { isCovered = true }
      }
      if !isCovered { offer(next, unknown, unknownScore + score) }
      start = next
    }
  }

  /// Appends, the last first, what a stretch that is unknown stands for: one piece, or one for each of its bytes.
  private func appendUnknown(_ text: Span<UInt8>, _ range: Range<Int>, _ pieces: inout [Subword]) {
    let stretch = text.extracting(range)
    func piece(_ id: Int32) -> Subword {
      Subword(id: id, start: range.lowerBound, end: range.upperBound, isUnknown: id == unknown)
    }
    // Several characters that are unknown may together be a piece that scores worse than they.
    if let id = trie.id(of: stretch) {
      pieces.append(piece(id))
    } else if let ids = bytes?.ids(of: stretch) {
      for id in ids.reversed() { pieces.append(piece(id)) }
    } else {
      pieces.append(piece(unknown))
    }
  }
}
