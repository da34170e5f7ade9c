import Testing

@testable import Senses

@Suite struct ReadingTests {
  static func reading(_ leads: [Double]) -> Reading {
    Reading(
      steps: leads.enumerated().map {
        .init(token: $0, word: "w", first: 0.5 + $1, second: 0.5)
      })
  }

  @Test func settlesAfterTheLastChangeOfSides() {
    for (leads, side, settled) in [
      ([0.25], 1, 0), ([-0.25, 0.25], 1, 1), ([0.25, -0.25, -0.5], 2, 1),
      ([0.25, 0.5, 0.25], 1, 0), ([0.25, -0.25, 0.25], 1, 2), ([0, 0.25], 1, 1),
    ] as [([Double], Int, Int)] {
      #expect(Self.reading(leads).side == side)
      #expect(Self.reading(leads).settled == settled)
    }
  }

  @Test func evenToTheEndIsNeither() {
    #expect(Self.reading([0.25, 0]).side == nil)
    #expect(Self.reading([0.25, 0]).settled == nil)
  }
}
