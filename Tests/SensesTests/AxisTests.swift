import Testing

@testable import Senses

@Suite struct AxisTests {
  @Test func examplesLieAtZeroAndOne() throws {
    let axis = try #require(Axis(Directions([[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 3, 0]])))
    #expect(axis.places.map(\.position) == [0, 1])
    #expect(axis.places.map(\.distance) == [0, 0])
    #expect(axis.similarity == 0)
  }

  @Test func halfwayAndOffTheLine() throws {
    // The third direction is at right angles to both: position 1/2, height √(1 + ½) over √2.
    let axis = try #require(Axis(Directions([[1, 0, 0], [0, 1, 0], [0, 0, 1]])))
    #expect(abs(axis.places[0].position - 0.5) < 1e-6)
    #expect(abs(axis.places[0].distance - 0.75.squareRoot()) < 1e-6)
  }

  @Test func turningTheLineTurnsThePlaces() throws {
    let planted = PlantedGroups(sizes: [6], spread: 1, seed: 2).directions
    let there = try #require(Axis(planted))
    let back = try #require(Axis(planted[[1, 0, 2, 3, 4, 5]]))
    for (a, b) in zip(there.places, back.places) {
      #expect(abs(a.position + b.position - 1) < 1e-9)
      #expect(abs(a.distance - b.distance) < 1e-6)
    }
  }

  @Test func oneExampleTwiceIsNoLine() {
    #expect(Axis(Directions([[1, 2], [2, 4], [0, 1]])) == nil)
  }
}
