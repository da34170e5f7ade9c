import Testing

@testable import Senses

@Suite struct SenseSharesTests {
  /// Ten uses before, of senses 1, 2 and 3; ten after.
  private static let groups = [
    [1, 1, 1, 1, 1, 2, 2, 2, 3, 3], [1, 2, 2, 2, 3, 3, 3, 3, 3, 3],
  ]

  @Test func sharesAndTheirDistance() throws {
    let shares = SenseShares(of: Self.groups)
    #expect(shares.senses == [1, 2, 3] && shares.counts == [[5, 3, 2], [1, 3, 6]])
    #expect(shares.share(of: 3, in: 1)?.value == 0.6)
    // scipy 1.17.1: jensenshannon([.5, .3, .2], [.1, .3, .6], base=2).
    #expect(abs(shares.distance(0, 1)!.value - 0.4248317593140143) < 1e-12)
    #expect(shares.course(of: 1, from: 0, to: 1) == nil)
  }

  @Test func jensenShannonAgreesWithSciPy() {
    #expect(jensenShannonDistance([1, 0], [0, 1]) == 1)
    #expect(jensenShannonDistance([0.2, 0.8], [0.2, 0.8]) == 0)
    #expect(
      abs(jensenShannonDistance([0.7, 0.3, 0], [0.4, 0.35, 0.25]) - 0.39531684829013686) < 1e-12)
  }

  @Test func whatBecomesOfASense() {
    let before = Array(repeating: 1, count: 60) + Array(repeating: 2, count: 40)
    let after =
      Array(repeating: 1, count: 30) + Array(repeating: 2, count: 42)
      + Array(repeating: 3, count: 28)
    func courses(_ groups: [[Int]]) -> [SenseCourse?] {
      let shares = SenseShares(of: groups, resamples: 200, seed: 1)
      return shares.senses.map { shares.course(of: $0, from: 0, to: 1) }
    }
    #expect(courses([before, after]) == [.shrinking, .steady, .new])
    #expect(courses([after, before]) == [.growing, .steady, .lost])
    // The same shares of few uses say nothing.
    #expect(courses([[1, 1, 2], [1, 3, 2]]) == [.steady, .steady, .steady])
  }

  @Test func aGroupWithoutUsesHasNoShares() {
    let shares = SenseShares(of: [[1, 2], []], resamples: 5, seed: 1)
    #expect(shares.share(of: 1, in: 1) == nil && shares.distance(0, 1) == nil)
    #expect(shares.course(of: 1, from: 0, to: 1) == nil)
  }
}
