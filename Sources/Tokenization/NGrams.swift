/// Calls with each n-gram of a key between `<` and `>`, from left to right and shorter first: with its FNV-1a hash.
///
/// - Parameters:
///   - key: A word's key in well-formed UTF-8.
///   - lengths: How many scalars an n-gram has.
func forEachNGram(
  of key: Span<UInt8>, lengths: ClosedRange<Int>, _ body: (FNV1a) -> Void
) {
  let count = key.count + 2
  func byte(_ place: Int) -> UInt8 {
    place == 0 ? UInt8(ascii: "<") : place == count - 1 ? UInt8(ascii: ">") : key[place - 1]
  }
  func startsScalar(_ place: Int) -> Bool { byte(place) & 0xC0 != 0x80 }

  for start in 0..<count where startsScalar(start) {
    var hash = FNV1a()
    var length = 0
    var place = start
    while place < count, length < lengths.upperBound {
      repeat {
        hash.combine(byte(place))
        place += 1
      } while place < count && !startsScalar(place)
      length += 1
      if length >= lengths.lowerBound { body(hash) }
    }
  }
}

/// FNV-1a of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
struct FNV1a {
  private(set) var value: UInt32 = 0x811C_9DC5

  mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt32(byte)) &* 0x0100_0193
  }

  func bucket(of count: Int) -> Int { Int(value) % count }
}
