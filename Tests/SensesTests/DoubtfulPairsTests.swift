import Testing

@testable import Senses

@Suite struct DoubtfulPairsTests {
  /// Four uses in each of two groups; the chance is that of the line from 0 to 1 on which they lie.
  private static let places = [0.0, 0.1, 0.2, 0.9, 0.05, 0.5, 0.95, 1]
  private static let groups = [0, 0, 0, 0, 1, 1, 1, 1]

  private func pairs(_ count: Int) -> [DoubtfulPairs.Pair] {
    DoubtfulPairs(of: Self.groups, count: count) {
      1 - abs(Self.places[$0] - Self.places[$1])
    } checking: {
    }
    .pairs
  }

  @Test func theLeastSureOfEachTwoGroups() {
    let first = pairs(3)
    // Within the first .3 or .9 and such; between both .5 exactly; within the second .55 or .5.
    #expect(first.map { [Self.groups[$0.a], Self.groups[$0.b]] } == [[0, 0], [0, 1], [1, 1]])
    #expect(first[1].probability == 0.5 && [first[1].a, first[1].b] == [0, 5])
    #expect(first[2].probability == 0.5 && [first[2].a, first[2].b] == [5, 7])
  }

  /// Whichever use of the two comes first.
  @Test func groupsThatTakeTurnsAreAskedAlike() {
    let groups = [0, 1, 0, 1]
    let found = DoubtfulPairs(of: groups, count: 3, chance: { _, _ in 0.5 }, checking: {}).pairs
    #expect(found.map { [groups[$0.a], groups[$0.b]].sorted() } == [[0, 0], [0, 1], [1, 1]])
  }

  @Test func noPairTwiceAndNoUseInMost() {
    let all = pairs(12)
    #expect(all.count == 12 && Set(all.map { [$0.a, $0.b] }).count == 12)
    let uses = all.flatMap { [$0.a, $0.b] }
    for use in 0..<8 { #expect(uses.count { $0 == use } <= 6) }
    #expect(pairs(100).count == 28)
  }

  @Test func oneUseHasNoPair() {
    #expect(DoubtfulPairs(of: [0], count: 5, chance: { _, _ in 1 }, checking: {}).pairs.isEmpty)
  }
}
