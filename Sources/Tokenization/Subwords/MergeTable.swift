/// The pairs of pieces that byte pair encoding joins: open addressing, at most half full.
struct MergeTable: Sendable {
  struct Merge {
    /// The pair that comes first in the list is joined first.
    let rank: UInt32
    /// The piece that the two make.
    let id: Int32
  }

  private struct Entry {
    var pair: UInt64 = .max
    var merge = Merge(rank: 0, id: 0)
  }

  private var entries: [Entry]
  private let shift: UInt64

  /// - Parameter merges: The two pieces of each and what they make, in the order of their ranks. Of two that are the
  ///   same the later one counts.
  init(_ merges: [(left: Int32, right: Int32, id: Int32)]) {
    var bits = 4
    while 1 << bits < 2 * merges.count { bits += 1 }
    shift = UInt64(64 - bits)
    entries = [Entry](repeating: Entry(), count: 1 << bits)
    for (rank, merge) in merges.enumerated() {
      let pair = Self.pair(merge.left, merge.right)
      var slot = slot(of: pair)
      while entries[slot].pair != .max, entries[slot].pair != pair {
        slot = (slot + 1) & (entries.count - 1)
      }
      entries[slot] = Entry(pair: pair, merge: Merge(rank: UInt32(rank), id: merge.id))
    }
  }

  @inline(__always)
  func merge(_ left: Int32, _ right: Int32) -> Merge? {
    let entries = entries.span
    let pair = Self.pair(left, right)
    var slot = slot(of: pair)
    while entries[slot].pair != pair {
      if entries[slot].pair == .max { return nil }
      slot = (slot + 1) & (entries.count - 1)
    }
    return entries[slot].merge
  }

  /// No id is negative: the pair of all ones is none.
  @inline(__always)
  private static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  @inline(__always)
  private func slot(of pair: UInt64) -> Int {
    Int(truncatingIfNeeded: ((pair ^ pair >> 29) &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}
