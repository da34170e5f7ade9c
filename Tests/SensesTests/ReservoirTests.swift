import Testing

@testable import Senses

@Suite struct ReservoirTests {
  @Test func keepsAllThatFitsAndTheOrderOfTheStream() {
    var reservoir = Reservoir<Int>(capacity: 5, seed: 1)
    for i in 0..<4 { reservoir.offer(i) }
    #expect(reservoir.elements == [0, 1, 2, 3])
    for i in 4..<100 { reservoir.offer(i) }
    #expect(reservoir.offered == 100)
    #expect(reservoir.elements.count == 5)
    #expect(reservoir.elements == reservoir.elements.sorted())
  }

  @Test func everyPlaceIsEquallyLikely() {
    var counts = [Int](repeating: 0, count: 20)
    for seed in 0..<2000 {
      var reservoir = Reservoir<Int>(capacity: 5, seed: UInt64(seed))
      for i in 0..<20 { reservoir.offer(i) }
      for i in reservoir.elements { counts[i] += 1 }
    }
    // 500 each, with a standard deviation of √(2000 · ¼ · ¾) ≈ 19.4.
    #expect(counts.allSatisfy { abs($0 - 500) < 97 }, "\(counts)")
  }

  @Test func whatIsNotKeptIsNotMade() {
    var reservoir = Reservoir<Int>(capacity: 1, seed: 1)
    var made = 0
    func make() -> Int {
      made += 1
      return made
    }
    for _ in 0..<1000 { reservoir.offer(make()) }
    #expect(made < 30)
  }
}
