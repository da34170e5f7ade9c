import Senses
import Testing

@Suite struct RankCorrelationTests {
  @Test func equalValuesShareTheMeanOfTheirRanks() {
    #expect(ranks(of: [0.3, 0.1, 0.3, 0.2]) == [3.5, 1, 3.5, 2])
    #expect(ranks(of: []) == [])
  }

  @Test func anIncreasingMapKeepsTheOrderAndADecreasingOneTurnsIt() throws {
    let x = [1.0, 4, 2, 8, 5]
    #expect(try #require(spearman(x, x.map { $0 * $0 * $0 })) == 1)
    #expect(try #require(spearman(x, x.map { -$0 })) == -1)
  }

  @Test func tiesAreCountedAsInTheTextbook() throws {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
    let rho = try #require(spearman([1, 2, 2, 3], [1, 2, 3, 4]))
    #expect(abs(rho - 4.5 / (4.5 * 5.0).squareRoot()) < 1e-15)
  }

  @Test func whereNothingVariesThereIsNoCorrelation() {
    #expect(spearman([1, 1, 1], [1, 2, 3]) == nil)
    #expect(spearman([1], [2]) == nil)
  }
}
