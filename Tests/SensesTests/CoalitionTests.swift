import Testing

@testable import Senses

@Suite struct CoalitionTests {
  @Test func playersComeAndGo() {
    let some = Coalition([0, 5, 127])
    #expect(some.count == 3)
    #expect(some.contains(127) && !some.contains(6))
    #expect(some.without(5).with(6) == Coalition([0, 6, 127]))
    #expect(Coalition.everyone(of: 128).count == 128)
    #expect(Coalition.everyone(of: 0) == .empty)
  }

  @Test func splittingRenumbersTheSecondPart() {
    let (left, right) = Coalition([1, 2, 4, 9]).split(at: 4)
    #expect(left == Coalition([1, 2]))
    #expect(right == Coalition([0, 5]))
    #expect(Coalition.everyone(of: 128).split(at: 128) == (.everyone(of: 128), .empty))
  }
}
