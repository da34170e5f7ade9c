import Testing

@testable import Senses

@Suite struct OddUseTests {
  @Test func thePlantedStrangerIsFound() throws {
    for seed in UInt64(1)...10 {
      let planted = PlantedGroups(sizes: [7, 1], spread: 0.5, seed: seed)
      let odd = try #require(OddUse(planted.directions))
      #expect(odd.odd == 7)
      #expect(odd.standsOut, "gap \(odd.gap)")
    }
  }

  @Test func amongEqualsNoneStandsOut() throws {
    let alike = try #require(OddUse(Directions([[1, 0.01], [1, 0], [1, 0.02], [1, 0.01]])))
    #expect(!alike.standsOut)
    #expect(try #require(OddUse(Directions([[1, 0], [1, 0], [1, 0]]))).gap == 0)
  }

  @Test func belongingIsTheMeanCosineWithTheOthers() throws {
    // Cosines 0, 1 and 0: means ½, 0 and ½.
    let odd = try #require(OddUse(Directions([[1, 0], [0, 1], [1, 0]])))
    #expect(odd.belonging == [0.5, 0, 0.5])
    #expect(odd.odd == 1)
  }

  @Test func ofTwoNeitherIsOdd() {
    #expect(OddUse(Directions([[1, 0], [0, 1]])) == nil)
  }
}
