import Senses
import Testing

struct YardstickTests {
  private let yardstick = Yardstick(
    layers: [
      .init(
        mean: [1, 0],
        band: .init(random: 0.2, randomSpread: 0.1, sameWord: 0.8, sameWordSpread: 0.1))
    ],
    layer: 0, random: [0, 0.2, 0.4], sameWord: [0.5, 0.75, 1])

  @Test func placesAmongQuantiles() {
    #expect(yardstick.placeAmongRandom(-1) == 0)
    #expect(yardstick.placeAmongRandom(0.1) == 25)
    #expect(yardstick.placeAmongRandom(0.2) == 50)
    #expect(yardstick.placeAmongUses(0.875) == 75)
    #expect(yardstick.placeAmongUses(1) == 100)
  }

  /// [2, 1] − [1, 0] = [1, 1] and [1, 1] − [1, 0] = [0, 1]: 45 degrees.
  @Test func centresBeforeItCompares() {
    #expect(abs(yardstick.centredCosine([2, 1], [1, 1], layer: 0) - 0.5.squareRoot()) < 1e-12)
  }
}
