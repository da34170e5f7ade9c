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
    var padded: [UInt8] = [UInt8(ascii: "<")]
    for index in key.indices { padded.append(key[index]) }
    padded.append(UInt8(ascii: ">"))
    var starts = padded.indices.filter { padded[$0] & 0xC0 != 0x80 }
    let count = starts.count
    starts.append(padded.count)

    var buckets: [Int] = []
    buckets.reserveCapacity(4 * count)
    for first in 0..<count {
      var hash = FNV1a()
      for last in first..<min(first + 6, count) {
        hash.combine(padded[starts[last]..<starts[last + 1]])
        if last - first >= 2 { buckets.append(hash.bucket(of: bucketCount)) }
      }
    }
    var hash = FNV1a()
    hash.combine(padded[...])
    buckets.append(hash.bucket(of: bucketCount))
    return buckets
  }
}

/// FNV-1a of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
struct FNV1a {
  private(set) var value: UInt32 = 0x811C_9DC5

  mutating func combine(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { value = (value ^ UInt32(byte)) &* 0x0100_0193 }
  }

  func bucket(of count: Int) -> Int { Int(value) % count }
}
