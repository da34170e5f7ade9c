/// The symbols of a pre-token while byte pair encoding joins them.
struct MergedSymbols {
  private struct Symbol {
    var id: Int32
    /// In bytes; 0 of one that was joined to another.
    var length: Int32
    var before, after: Int32
  }

  /// Linked, so that joining two moves none of the others.
  private var symbols: [Symbol] = []

  init(capacity: Int) { symbols.reserveCapacity(capacity) }

  mutating func append(_ id: Int32, length: Int) {
    let place = Int32(symbols.count)
    symbols.append(
      Symbol(id: id, length: Int32(length), before: place - 1, after: place + 1))
  }

  /// Calls with what is left and where it stands: each begins where the one before ends.
  func forEach(_ body: (_ id: Int32, _ range: Range<Int>) -> Void) {
    var start = 0
    for symbol in symbols where symbol.length > 0 {
      let end = start + Int(symbol.length)
      body(symbol.id, start..<end)
      start = end
    }
  }

  /// Joins neighbours as long as any can be: those of the lowest rank first, of these the first.
  ///
  /// - Complexity: O(*n* log *n*)
  mutating func join(by merges: MergeTable) {
    var waiting = MergeQueue(capacity: symbols.count)
    func offer(_ place: Int, _ next: Int) {
      guard let merge = merges.merge(symbols[place].id, symbols[next].id) else { return }
      waiting.insert(UInt64(merge.rank) << 32 | UInt64(place))
    }
    for place in symbols.indices.dropLast() { offer(place, place + 1) }
    while let first = waiting.removeFirst() {
      let place = Int(first & 0xFFFF_FFFF)
      let next = Int(symbols[place].after)
      // The pair may have changed since.
      guard symbols[place].length > 0, next < symbols.count,
        let merge = merges.merge(symbols[place].id, symbols[next].id),
        merge.rank == UInt32(first >> 32)
      else { continue }
      symbols[place].id = merge.id
      symbols[place].length += symbols[next].length
      symbols[next].length = 0
      let after = Int(symbols[next].after)
      symbols[place].after = Int32(after)
      if after < symbols.count {
        symbols[after].before = Int32(place)
        offer(place, after)
      }
      let before = Int(symbols[place].before)
      if before >= 0 { offer(before, place) }
    }
  }
}

/// A binary heap: the least number first.
private struct MergeQueue {
  private var numbers: [UInt64] = []

  init(capacity: Int) { numbers.reserveCapacity(capacity) }

  mutating func insert(_ number: UInt64) {
    var place = numbers.count
    numbers.append(number)
    while place > 0, case let parent = (place - 1) / 2, numbers[parent] > number {
      numbers[place] = numbers[parent]
      place = parent
    }
    numbers[place] = number
  }

  mutating func removeFirst() -> UInt64? {
    guard let first = numbers.first, let number = numbers.popLast() else { return nil }
    guard !numbers.isEmpty else { return first }
    var place = 0
    while case var child = 2 * place + 1, child < numbers.count {
      if child + 1 < numbers.count, numbers[child + 1] < numbers[child] { child += 1 }
      guard numbers[child] < number else { break }
      numbers[place] = numbers[child]
      place = child
    }
    numbers[place] = number
    return first
  }
}
