import Testing

@testable import Senses

@Suite struct SphericalKMeansTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func findsPlantedGroups(seed: UInt64) {
    let planted = PlantedGroups(sizes: [20, 12, 7], spread: 0.5, seed: seed)
    var generator = SeededGenerator(seed: seed)
    let means = SphericalKMeans(planted.directions, k: 3, generator: &generator)
    #expect(means.partition.labels == planted.labels)
    #expect(means.partition.sizes == [20, 12, 7])
    #expect(means.centres.count == 3)
  }

  @Test func everyVectorIsWithItsNearestCentre() {
    let planted = PlantedGroups(sizes: [40], spread: 2, seed: 3)
    var generator = SeededGenerator(seed: 3)
    let means = SphericalKMeans(planted.directions, k: 4, generator: &generator)
    let nearest = SphericalKMeans.nearest(planted.directions, centres: means.centres)
    #expect(nearest.labels == means.partition.labels)
    let mean = nearest.cosines.reduce(0) { $0 + Double($1) } / 40
    #expect(abs(mean - means.cohesion) < 1e-6)
  }

  @Test func theSameSeedGivesTheSameGroups() {
    let planted = PlantedGroups(sizes: [30], spread: 3, seed: 9)
    func run() -> [Int] {
      var generator = SeededGenerator(seed: 4)
      return SphericalKMeans(planted.directions, k: 3, generator: &generator).partition.labels
    }
    #expect(run() == run())
  }

  @Test func vectorsThatDoNotDifferMakeOneGroup() {
    var generator = SeededGenerator(seed: 1)
    let same = Directions([[Float]](repeating: [1, 2, 3], count: 5))
    #expect(SphericalKMeans(same, k: 3, generator: &generator).partition.count == 1)
    let zeros = Directions([[0, 0], [0, 0]])
    #expect(SphericalKMeans(zeros, k: 2, generator: &generator).partition.labels.count == 2)
  }
}
