import Testing

@testable import Senses

@Suite struct SenseCountTests {
  @Test(arguments: [[40], [25, 25], [40, 12], [20, 15, 10], [15, 15, 15, 15]])
  func findsThePlantedNumber(sizes: [Int]) {
    let planted = PlantedGroups(sizes: sizes, spread: 0.7, seed: UInt64(sizes.count))
    var generator = SeededGenerator(seed: 2)
    let count = SenseCount(of: planted.directions, generator: &generator)
    #expect(count.best == sizes.count, "stabilities \(count.stabilities)")
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>) func noiseIsOneSense(seed: UInt64) {
    let planted = PlantedGroups(sizes: [60], spread: 1.5, seed: seed)
    var generator = SeededGenerator(seed: seed)
    let count = SenseCount(of: planted.directions, generator: &generator)
    #expect(count.best == 1, "stabilities \(count.stabilities)")
  }

  @Test func aFewUsesAreOneSense() {
    for size in 1...5 {
      let planted = PlantedGroups(sizes: [size], spread: 1, seed: 1)
      var generator = SeededGenerator(seed: 1)
      let count = SenseCount(of: planted.directions, generator: &generator)
      #expect(count.best == 1)
      #expect(count.stabilities.isEmpty)
    }
  }
}
