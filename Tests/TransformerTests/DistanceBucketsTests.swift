import Testing
import Transformer

struct DistanceBucketsTests {
  /// As transformers computes them for 8 buckets up to 64; the farthest are cut to those that there are.
  @Test func signed() {
    let buckets = DistanceBuckets.signed(span: 8, farthest: 64)
    #expect(buckets.count == 16)
    for (distance, bucket) in [
      (0, 8), (1, 9), (4, 12), (5, 13), (10, 13), (11, 14), (26, 15), (63, 15), (100, 15), (-1, 7),
      (-10, 3), (-100, 0),
    ] {
      #expect(buckets.bucket(of: distance) == bucket, "\(distance)")
    }
  }

  @Test func signedWithoutEnd() {
    let buckets = DistanceBuckets.signed(span: 3, farthest: nil)
    #expect((-5...5).map(buckets.bucket) == [0, 0, 0, 1, 2, 3, 4, 5, 5, 5, 5])
  }

  /// MPNet's: the key one to the right has 17, the one to the left 1.
  @Test func halves() {
    let buckets = DistanceBuckets.halves(count: 32, farthest: 128)
    for (distance, bucket) in [
      (0, 0), (1, 1), (-1, 17), (7, 7), (8, 8), (16, 10), (32, 12), (64, 14), (127, 15), (128, 15),
      (500, 15), (-8, 24), (-64, 30), (-500, 31),
    ] {
      #expect(buckets.bucket(of: distance) == bucket, "\(distance)")
    }
  }

  /// Distances that grow never go to a smaller bucket of their side.
  @Test(arguments: [
    DistanceBuckets.signed(span: 256, farthest: 512), .signed(span: 8, farthest: 64),
  ])
  func grow(buckets: DistanceBuckets) {
    let found = (-600...600).map(buckets.bucket)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(found.allSatisfy { 0..<buckets.count ~= $0 })
  }
}
