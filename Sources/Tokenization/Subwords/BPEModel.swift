import UnicodeText

/// Byte pair encoding (Sennrich et al. 2016), as `BPE` in Hugging Face's tokenizers: the characters of a pre-token are joined
/// pair by pair, the pair that was learned first before the others.
/// https://github.com/huggingface/tokenizers/blob/v0.23.1/tokenizers/src/models/bpe/model.rs
public struct BPEModel: SubwordModel {
  public struct Options: Sendable, Hashable {
    /// The piece of what has none; without it such characters are left out.
    public var unknown: String?
    /// Whether neighbours that are unknown are one piece.
    public var fusesUnknown = false
    /// Whether a character without a piece is cut into pieces for its bytes, `<0x00>` to `<0xFF>`.
    public var byteFallback = false
    /// Whether a pre-token that is a piece stays whole, whatever the merges make of it.
    public var ignoresMerges = false
    /// What a piece begins with that is not the first of its pre-token.
    public var continuation = ""
    /// What a piece ends with that is the last of its pre-token.
    public var wordEnd = ""

    public init() {}
  }

  private let trie: PieceTrie
  private let merges: MergeTable
  private let unknown: Int32?
  private let bytes: BytePieces?
  private let options: Options
  /// Where a search for a character starts that is not the first.
  private let continued: Int32
  private let wordEnd: [UInt8]
  private let cache = PieceCache()

  /// - Parameters:
  ///   - pieces: No two with the same spelling or the same id.
  ///   - merges: In the order in which they were learned.
  public init(
    pieces: [(text: String, id: Int32)], merges: [(left: String, right: String)],
    options: Options = Options()
  ) throws(SubwordModelError) {
    if options.byteFallback, !(options.continuation + options.wordEnd).isEmpty {
      throw .bytesInsideWords
    }
    let trie = PieceTrie(pieces)
    self.trie = trie
    self.options = options
    bytes = options.byteFallback ? BytePieces(trie) : nil
    unknown = options.unknown.flatMap { trie.id(of: $0) }
    if let piece = options.unknown, unknown == nil { throw .missingUnknown(piece: piece) }
    continued = trie.node(after: Array(options.continuation.utf8).span)
    wordEnd = Array(options.wordEnd.utf8)
    let mark = options.continuation.utf8.count
    var list: [(left: Int32, right: Int32, id: Int32)] = []
    list.reserveCapacity(merges.count)
    for (index, merge) in merges.enumerated() {
      func id(_ text: some Collection<UInt8>) throws(SubwordModelError) -> Int32 {
        let bytes = Array(text)
        if let id = trie.id(of: bytes.span) { return id }
        throw .missingPiece(String(decoding: bytes, as: UTF8.self), merge: index + 1)
      }
      list.append(
        (
          try id(merge.left.utf8), try id(merge.right.utf8),
          try id(Array(merge.left.utf8) + merge.right.utf8.dropFirst(mark))
        ))
    }
    self.merges = MergeTable(list)
  }

  public func cut(_ text: Span<UInt8>, into pieces: inout [Subword]) {
    if options.ignoresMerges, let id = trie.id(of: text) {
      pieces.append(Subword(id: id, start: 0, end: text.count, isUnknown: id == unknown))
      return
    }
    let key = PieceCache.Key(text)
    if let key, cache.append(key, to: &pieces) { return }
    let first = pieces.count
    func append(_ id: Int32, _ range: Range<Int>) {
      pieces.append(
        Subword(
          id: id, start: range.lowerBound, end: range.upperBound, isUnknown: id == unknown))
    }
    if text.count <= ShortSymbols.most {
      withUnsafeTemporaryAllocation(of: ShortSymbols.Symbol.self, capacity: text.count) { room in
        var symbols = ShortSymbols(room)
        forEachSymbol(of: text) { symbols.append($0, length: $1) }
        symbols.join(by: merges)
        symbols.forEach(append)
      }
    } else {
      var symbols = MergedSymbols(capacity: text.count)
      forEachSymbol(of: text) { symbols.append($0, length: $1) }
      symbols.join(by: merges)
      symbols.forEach(append)
    }
    if let key { cache.keep(pieces[first...], for: key) }
  }

  /// Calls with each character of a pre-token, or what stands for it.
  @inline(__always)
  private func forEachSymbol(
    of text: Span<UInt8>, _ body: (_ id: Int32, _ length: Int) -> Void
  ) {
    /// Of the unknown characters that have no symbol yet.
    var pending = 0
    var start = 0
    while start < text.count {
      let end = start + scalarLength(text[start])
      let id = id(
        ofScalar: text.extracting(start..<end), isFirst: start == 0, isLast: end == text.count)
      if id >= 0 {
        if let unknown, pending > 0 { body(unknown, pending) }
        pending = 0
        body(id, end - start)
      } else if let ids = bytes?.ids(of: text.extracting(start..<end)) {
        // Unknown characters before them come after them: so it is in the tokenizers that models were trained with.
        for id in ids { body(id, 1) }
      } else if let unknown {
        if pending > 0, !options.fusesUnknown {
          body(unknown, pending)
          pending = 0
        }
        pending += end - start
      }
      start = end
    }
    if let unknown, pending > 0 { body(unknown, pending) }
  }

  /// The piece of a character by itself; -1 for none.
  private func id(ofScalar scalar: Span<UInt8>, isFirst: Bool, isLast: Bool) -> Int32 {
    var node = trie.node(after: scalar, from: isFirst ? PieceTrie.root : continued)
    if isLast, !wordEnd.isEmpty { node = trie.node(after: wordEnd.span, from: node) }
    return trie.id(at: node)
  }
}
