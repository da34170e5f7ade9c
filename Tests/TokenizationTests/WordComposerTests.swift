import Testing

@testable import Tokenization

struct WordComposerTests {
  /// The test vectors that come with the algorithm.
  @Test(
    arguments: [
      ("", 0x811C_9DC5), ("a", 0xE40C_292C), ("b", 0xE70C_2DE5), ("foobar", 0xBF9C_F968),
    ] as [(String, UInt32)])
  func fnv1a(text: String, hash: UInt32) {
    var fnv = FNV1a()
    for byte in text.utf8 { fnv.combine(byte) }
    #expect(fnv.value == hash)
  }

  /// ((0x811C9DC5 ^ 0x61) · 0x01000193) mod 2³² is 0xE40C292C: by hand, for one letter.
  @Test func oneStep() {
    #expect(UInt64(0x811C_9DC5 ^ 0x61) * 0x0100_0193 % (1 << 32) == 0xE40C_292C)
  }

  @Test func ngramsFromLeftToRight() {
    let composer = WordComposer(bucketCount: 1 << 32)
    func hash(_ ngram: String) -> Int {
      var fnv = FNV1a()
      for byte in ngram.utf8 { fnv.combine(byte) }
      return Int(fnv.value)
    }
    #expect(composer.buckets(of: "a") == ["<a>", "<a>"].map(hash))
    #expect(composer.buckets(of: "ab") == ["<ab", "<ab>", "ab>", "<ab>"].map(hash))
    #expect(
      composer.buckets(of: "где")
        == ["<гд", "<где", "<где>", "где", "где>", "де>", "<где>"].map(hash))
    #expect(
      composer.buckets(of: "abcde")
        == [
          "<ab", "<abc", "<abcd", "<abcde", "abc", "abcd", "abcde", "abcde>", "bcd", "bcde",
          "bcde>",
          "cde", "cde>", "de>", "<abcde>",
        ].map(hash))
    #expect(composer.buckets(of: "") == [hash("<>")])
  }

  /// Buckets of "été" worked out by another program.
  @Test func bucketsAreHashesModuloTheirNumber() {
    #expect(
      WordComposer(bucketCount: 1000).buckets(of: "été") == [165, 201, 549, 935, 923, 607, 549])
  }
}
