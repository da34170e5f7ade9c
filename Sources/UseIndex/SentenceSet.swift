/// Some of an index's sentences, by their numbers.
struct SentenceSet: Sendable {
  private var words: [UInt64] = []
  private(set) var isEmpty = true

  init() {}

  init(_ ranges: some Sequence<Range<Int>>) { for range in ranges { insert(range) } }

  mutating func insert(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    isEmpty = false
    let needed = (range.upperBound + 63) / 64
    if words.count < needed { words += [UInt64](repeating: 0, count: needed - words.count) }
    var place = range.lowerBound
    while place < range.upperBound {
      let count = min(64 - place % 64, range.upperBound - place)
      words[place / 64] |= (UInt64.max >> UInt64(64 - count)) << UInt64(place % 64)
      place += count
    }
  }

  @inline(__always)
  func contains(_ number: UInt32) -> Bool {
    let word = Int(number >> 6)
    return word < words.count && words[word] >> UInt64(number & 63) & 1 == 1
  }
}
