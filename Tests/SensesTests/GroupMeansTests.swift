import TestSupport
import Testing

@testable import Senses

@Suite struct GroupMeansTests {
  private static let a = Directions([[3, 1, 0], [1, 2, 2], [0, -1, 4]])
  private static let b = Directions([[1, 0, 1], [-2, 1, 0]])

  /// Against scipy 1.17.1: `cdist(a, b, "cosine").mean()`, and `cosine` of the means of unit vectors.
  @Test func agreesWithAllPairs() throws {
    let means = GroupMeans(of: [Self.a, Self.b])
    let pairs = try #require(means.averagePairwiseDistance(0, 1))
    #expect(abs(pairs.value - 0.7919417491815594) < 1e-6 && pairs.interval == nil)
    let prototypes = try #require(means.prototypeDistance(0, 1))
    #expect(abs(prototypes.value - 0.34027304808060466) < 1e-6)
    #expect(means.averagePairwiseDistance(1, 0)?.value == pairs.value)
    let centre = Directions([0, 1, 2].map(Self.a.vector) + [0, 1].map(Self.b.vector)).mean(
      of: 0..<5)
    let centred = GroupMeans(of: [Self.a, Self.b].map { $0.subtracting(centre) })
    #expect(abs(centred.averagePairwiseDistance(0, 1)!.value - 1.0210704807496638) < 1e-5)
  }

  @Test func aGroupWithoutUsesIsAtNoDistance() {
    let means = GroupMeans(of: [Self.a, Directions([])], resamples: 3, seed: 1)
    #expect(means.averagePairwiseDistance(0, 1) == nil && means.prototypeDistance(1, 0) == nil)
    #expect(means.averagePairwiseDistance(0, 0) != nil)
  }

  /// Uses drawn from two crowds whose distances are known: intervals hold them about as often as they say.
  @Test func intervalsHoldWhatWasDrawnFrom() {
    let all = PlantedGroups(sizes: [500, 500], spread: 0.7, width: 16, seed: 5).directions
    let whole = GroupMeans(of: [all[0..<500], all[500..<1000], all[0..<500]])
    var generator = SeededGenerator(seed: 8)
    var held = [0, 0, 0]
    for draw in 0..<25 {
      let groups = [0, 500, 0].map { start in
        all[generator.drawing(30, from: 500).map { $0 + start }]
      }
      let means = GroupMeans(of: groups, resamples: 60, seed: UInt64(draw))
      func holds(_ estimate: Estimate?, _ value: Estimate?) -> Int {
        estimate!.interval!.contains(value!.value) ? 1 : 0
      }
      held[0] += holds(
        means.averagePairwiseDistance(0, 1), whole.averagePairwiseDistance(0, 1))
      held[1] += holds(means.prototypeDistance(0, 1), whole.prototypeDistance(0, 1))
      // Two samples of one crowd, whose means are never quite the same.
      held[2] += means.prototypeDistance(0, 2)!.interval!.lowerBound == 0 ? 1 : 0
    }
    #expect(held.allSatisfy { $0 >= 20 }, "\(held) of 25")
  }

  @Test func theSeedDecides() {
    func interval(_ seed: UInt64) -> ClosedRange<Double>? {
      GroupMeans(of: [Self.a, Self.b], resamples: 20, seed: seed).averagePairwiseDistance(0, 1)?
        .interval
    }
    #expect(interval(1) == interval(1) && interval(1) != interval(2))
  }
}
