import Senses
import TestSupport
import Testing

@Suite struct PairMeasuresTests {
  @Test func theBestThresholdHasTheMostRightAnswers() {
    let similarities = [0.1, 0.4, 0.5, 0.7, 0.9]
    let same = [false, true, false, true, true]
    let threshold = SimilarityThreshold(bestFor: similarities, same: same)
    #expect(threshold.value == 0.4)
    #expect(threshold.accuracy(on: similarities, same: same) == 0.8)
  }

  @Test func itIsAsGoodAsAnyOther() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<50 {
      // Few values, so that many are equal.
      let similarities = (0..<30).map { _ in Double(random.next() % 8) / 8 }
      let same = (0..<30).map { _ in random.next() % 3 == 0 }
      let best = SimilarityThreshold(bestFor: similarities, same: same)
        .accuracy(on: similarities, same: same)
      for value in [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 1] {
        #expect(SimilarityThreshold(value).accuracy(on: similarities, same: same) <= best)
      }
    }
  }

  @Test func whereAllIsTheSameTheLowestIsEnough() {
    #expect(SimilarityThreshold(bestFor: [0.8, 0.3], same: [true, true]).value == 0.3)
  }

  @Test func whereNothingIsTheSameNothingIsAtTheThreshold() {
    let threshold = SimilarityThreshold(bestFor: [0.3, 0.8], same: [false, false])
    #expect(threshold.value > 0.8)
  }

  @Test func areaIsTheShareOfPairsInOrder() throws {
    // Of 2 × 3 pairs of unlike kind four are in order and one is even.
    let area = try #require(
      areaUnderCurve([0.9, 0.5, 0.5, 0.1, 0.7], same: [true, true, false, false, false]))
    #expect(abs(area - 4.5 / 6) < 1e-12)
    #expect(areaUnderCurve([0.1, 0.2], same: [true, true]) == nil)
  }

  @Test func chancesAreJudgedByWhatWasSo() {
    let quality = ChanceQuality(
      chances: [0.8, 0.8, 0.8, 0.8, 1, 0.2], same: [true, true, true, false, true, false])
    #expect(abs(quality.brier - (3 * 0.04 + 0.64 + 0 + 0.04) / 6) < 1e-12)
    #expect(abs(quality.calibrationError - (0.2 + 0 + 0.2) / 6) < 1e-12)
    #expect(quality.bins.map(\.count) == [1, 4, 1])
    #expect(quality.bins[1].from == 0.8 && quality.bins[1].observed == 0.75)
  }
}

@Suite struct SenseRecallTests {
  @Test func sensesThatLieApartAreFound() {
    let vectors = (0..<20).map { n -> [Float] in
      n.isMultiple(of: 3) ? [1, Float(n) / 100, 0] : [0, Float(n) / 100, 1]
    }
    let recall = SenseRecall(
      directions: Directions(vectors), senses: (0..<20).map { $0.isMultiple(of: 3) ? 7 : 2 })
    #expect(recall.nearestCentroid == 1)
    #expect(recall.nearestNeighbour == 1)
  }

  @Test func everySenseWeighsTheSame() {
    // The one use of the rare sense is never known when it is asked, so its recall is 0.
    let vectors = (0..<10).map { n -> [Float] in [1, Float(n) / 100] }
    let recall = SenseRecall(
      directions: Directions(vectors), senses: (0..<10).map { $0 == 4 ? 1 : 0 })
    #expect(recall.nearestNeighbour <= 0.5)
    #expect(recall.nearestCentroid <= 0.5)
  }
}
