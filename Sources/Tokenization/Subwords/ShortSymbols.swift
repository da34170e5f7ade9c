/// The symbols of a short pre-token while byte pair encoding joins them. Few are looked through faster than a heap of pairs is
/// kept.
struct ShortSymbols: ~Copyable {
  /// A pre-token of more bytes is not short.
  static let most = 48

  struct Symbol {
    var id: Int32
    /// In bytes.
    var length: Int32
    /// Of the pair that this makes with the next; the largest number where the two cannot be joined.
    var rank: UInt32 = .max
    /// What the pair makes.
    var pair: Int32 = 0
  }

  private let symbols: UnsafeMutableBufferPointer<Symbol>
  private var count = 0

  /// - Parameter room: For a symbol a byte.
  init(_ room: UnsafeMutableBufferPointer<Symbol>) { symbols = room }

  mutating func append(_ id: Int32, length: Int) {
    symbols.initializeElement(at: count, to: Symbol(id: id, length: Int32(length)))
    count += 1
  }

  /// As ``MergedSymbols/join(by:)``.
  mutating func join(by merges: MergeTable) {
    guard count > 1 else { return }
    for place in 0..<count - 1 { pair(place, by: merges) }
    while true {
      var (first, rank) = (0, UInt32.max)
      for place in 0..<count - 1 where symbols[place].rank < rank {
        (first, rank) = (place, symbols[place].rank)
      }
      guard rank < .max else { return }
      symbols[first].id = symbols[first].pair
      symbols[first].length += symbols[first + 1].length
      count -= 1
      for place in first + 1..<count { symbols[place] = symbols[place + 1] }
      pair(first, by: merges)
      if first > 0 { pair(first - 1, by: merges) }
    }
  }

  private mutating func pair(_ place: Int, by merges: MergeTable) {
    symbols[place].rank = .max
    guard place + 1 < count,
      let merge = merges.merge(symbols[place].id, symbols[place + 1].id)
    else { return }
    symbols[place].rank = merge.rank
    symbols[place].pair = merge.id
  }

  /// As ``MergedSymbols/forEach(_:)``.
  func forEach(_ body: (_ id: Int32, _ range: Range<Int>) -> Void) {
    var start = 0
    for place in 0..<count {
      let end = start + Int(symbols[place].length)
      body(symbols[place].id, start..<end)
      start = end
    }
  }
}
