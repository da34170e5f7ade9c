import UnicodeText

/// Cuts a word that is in no vocabulary into n-grams, each with a bucket to learn in
/// (Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606).
///
/// The n-grams are those of 3 to 6 scalars of the word's key between `<` and `>`, from left to right
/// and shorter first, and after them the key between `<` and `>` as a whole, even if it has been
/// counted already. A bucket is the FNV-1a hash of 32 bits of the UTF-8, modulo the number of buckets.
public struct WordComposer: Sendable, Hashable {
  /// How many buckets there are.
  public let bucketCount: Int

  /// - Precondition: `bucketCount > 0`.
  public init(bucketCount: Int) {
    precondition(bucketCount > 0, "a word needs at least one bucket")
    self.bucketCount = bucketCount
  }

  /// The buckets of a word's n-grams.
  ///
  /// - Parameter key: The word as `String.wordKey` has it.
  public func buckets(of key: String) -> [Int] {
    buckets(ofKey: Array(key.utf8).span)
  }

  func buckets(ofKey key: Span<UInt8>) -> [Int] {
    var padded: [UInt8] = []
    padded.reserveCapacity(key.count + 2)
    padded.append(UInt8(ascii: "<"))
    for index in key.indices { padded.append(key[index]) }
    padded.append(UInt8(ascii: ">"))
    func startsScalar(_ place: Int) -> Bool { padded[place] & 0xC0 != 0x80 }

    var buckets: [Int] = []
    buckets.reserveCapacity(4 * padded.count)
    for start in padded.indices where startsScalar(start) {
      var hash = FNV1a()
      var length = 0
      var place = start
      while place < padded.count, length < 6 {
        repeat {
          hash.combine(padded[place])
          place += 1
        } while place < padded.count && !startsScalar(place)
        length += 1
        if length >= 3 { buckets.append(hash.bucket(of: bucketCount)) }
      }
    }
    var hash = FNV1a()
    for byte in padded { hash.combine(byte) }
    buckets.append(hash.bucket(of: bucketCount))
    return buckets
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
