import Testing

@testable import Shell

@Suite struct SignedBarTests {
  @Test func barsGrowFromTheMiddle() {
    #expect(SignedBar.run(1, largest: 2, half: 4).text == "    │██  ")
    #expect(SignedBar.run(-2, largest: 2, half: 4).text == "▒▒▒▒│    ")
    #expect(SignedBar.run(0, largest: 2, half: 4).text == "    │    ")
  }

  @Test func whatCannotBeMeasuredHasNoLength() {
    #expect(SignedBar.run(1, largest: 0, half: 2).text == "  │  ")
    #expect(SignedBar.run(.nan, largest: 1, half: 2).text == "  │  ")
    #expect(SignedBar.run(9, largest: 1, half: 2).text == "  │██")
  }

  @Test func sidesLieOnTwoHalvesOfTheRamp() {
    #expect(SignedBar.run(-1, largest: 1).level == 0)
    #expect(SignedBar.run(1, largest: 1).level == 1)
  }
}
