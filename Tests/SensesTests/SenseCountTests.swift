import Testing

@testable import Senses

@Suite struct SenseCountTests {
  @Test(arguments: [[40], [25, 25], [40, 12], [20, 15, 10], [15, 15, 15, 15]])
  func findsThePlantedNumber(sizes: [Int]) {
    let planted = PlantedGroups(sizes: sizes, spread: 0.7, seed: UInt64(sizes.count))
    var generator = SeededGenerator(seed: 2)
    let count = SenseCount(of: planted.directions, generator: &generator)
    #expect(count.senses == sizes.count, "stabilities \(count.stabilities)")
    #expect(count.stabilities.allSatisfy { $0 < 1 + 1e-9 })
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>) func noiseIsOneSense(seed: UInt64) {
    let planted = PlantedGroups(sizes: [60], spread: 1.5, seed: seed)
    var generator = SeededGenerator(seed: seed)
    let count = SenseCount(of: planted.directions, generator: &generator)
    #expect(count.senses == 1, "stabilities \(count.stabilities)")
  }

  /// Agreement for 2, 3, 4 senses.
  @Test(arguments: [
    ([0.78, 0.77, 0.57], 2), ([0.78, 0.82, 0.81], 3), ([0.98, 0.94, 0.90], 2),
    ([0.97, 0.96, 0.90], 3), ([0.6, 0.99, 0.985], 4), ([0.74, 0.70, 0.6], 1), ([], 1),
  ])
  func ofEquallyStableNumbersTheLargestOnlyWhereItIsCertain(stabilities: [Double], senses: Int) {
    #expect(SenseCount(stabilities: stabilities).senses == senses)
  }

  @Test func aFewUsesAreOneSense() {
    for size in 1...5 {
      let planted = PlantedGroups(sizes: [size], spread: 1, seed: 1)
      var generator = SeededGenerator(seed: 1)
      let count = SenseCount(of: planted.directions, generator: &generator)
      #expect(count.senses == 1)
      #expect(count.stabilities.isEmpty)
    }
  }

  @Test func groupsThatWereJoinedAreNoSenses() {
    let count = SenseCount(stabilities: [0.6, 0.99, 0.985], joined: [0.7, 0.6])
    #expect(count.groups == 4 && count.senses == 2)
  }
}
