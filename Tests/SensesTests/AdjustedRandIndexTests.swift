import Testing

@testable import Senses

@Suite struct AdjustedRandIndexTests {
  @Test func agreesWithSumsDoneByHand() {
    // Table: 2 1 / 0 3. Σ C(nij,2) = 1 + 0 + 0 + 3 = 4; rows C(3,2)·2 = 6; columns 1 + 6 = 7;
    // all pairs 15. E = 42/15 = 2.8; (4 − 2.8) / (6.5 − 2.8) = 12/37.
    let index = adjustedRandIndex([0, 0, 0, 1, 1, 1], ["x", "x", "y", "y", "y", "y"])
    #expect(abs(index - 12.0 / 37) < 1e-12)
    // Crossed pairs. Σ = 0; rows 2; columns 2; all 6. E = 2/3; (0 − 2/3) / (2 − 2/3) = −1/2.
    #expect(abs(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1]) + 0.5) < 1e-12)
  }

  @Test func namesDoNotMatter() {
    #expect(adjustedRandIndex([1, 1, 2, 3], ["c", "c", "a", "b"]) == 1)
  }

  @Test func oneGroupAgainstAnyOtherIsChance() {
    #expect(adjustedRandIndex([0, 0, 0, 0], [0, 0, 1, 1]) == 0)
    #expect(adjustedRandIndex([0, 0], [1, 1]) == 1)
    #expect(adjustedRandIndex([Int](), [Int]()) == 1)
  }

  @Test func isSymmetricOverAllSmallLabellings() {
    let all = (0..<81).map { n in [n % 3, n / 3 % 3, n / 9 % 3, n / 27] }
    for a in all {
      #expect(adjustedRandIndex(a, a) == 1)
      for b in all where adjustedRandIndex(a, b) != adjustedRandIndex(b, a) {
        Issue.record("\(a) and \(b) disagree with themselves turned round")
      }
    }
  }
}
