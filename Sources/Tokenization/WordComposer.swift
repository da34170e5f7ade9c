import UnicodeText

/// Cuts a word that is in no vocabulary into n-grams, each with a bucket to learn in
/// (Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606), and knows what affixes do to words.
///
/// The n-grams are those of 3 to 6 scalars of the word's key between `<` and `>`, from left to right
/// and shorter first, and after them the key between `<` and `>` as a whole, even if it has been
/// counted already. A bucket is the FNV-1a hash of 32 bits of the UTF-8, modulo the number of buckets.
public struct WordComposer: Sendable, Hashable {
  /// How many buckets there are.
  public let bucketCount: Int
  /// What is known of words that differ from one of the vocabulary by an affix.
  public let changes: AffixChanges

  /// - Precondition: `bucketCount > 0`.
  public init(bucketCount: Int, changes: AffixChanges = AffixChanges()) {
    precondition(bucketCount > 0, "a word needs at least one bucket")
    self.bucketCount = bucketCount
    self.changes = changes
  }

  /// The buckets of a word's n-grams.
  ///
  /// - Parameter key: The word as `String.wordKey` has it.
  public func buckets(of key: String) -> [Int] {
    buckets(ofKey: Array(key.utf8).span)
  }

  func buckets(ofKey key: Span<UInt8>) -> [Int] {
    var buckets: [Int] = []
    buckets.reserveCapacity(4 * (key.count + 2))
    forEachNGram(of: key, lengths: 3...6) { buckets.append($0.bucket(of: bucketCount)) }
    var whole = FNV1a()
    whole.combine(UInt8(ascii: "<"))
    for index in key.indices { whole.combine(key[index]) }
    whole.combine(UInt8(ascii: ">"))
    buckets.append(whole.bucket(of: bucketCount))
    return buckets
  }
}
