import Testing

@testable import Senses

@Suite struct AverageLinkageTests {
  static let similarities = [
    [1, 0.9, 0.2, 0.4],
    [0.9, 1, 0.4, 0.4],
    [0.2, 0.4, 1, 0.7],
    [0.4, 0.4, 0.7, 1],
  ]

  @Test func joinsDownToTheFloor() {
    // First 0 1 at 0.9, then 2 3 at 0.7, then both at (0.2 + 0.4 + 0.4 + 0.4) / 4 = 0.35.
    #expect(averageLinkage(Self.similarities, floor: 0.95).partition.count == 4)
    #expect(averageLinkage(Self.similarities, floor: 0.8).partition.labels == [0, 0, 1, 2])
    #expect(averageLinkage(Self.similarities, floor: 0.5).partition.labels == [0, 0, 1, 1])
    #expect(averageLinkage(Self.similarities, floor: 0.36).partition.count == 2)
    #expect(averageLinkage(Self.similarities, floor: 0.34).partition.count == 1)
  }

  @Test func oneItemOrNoneIsFine() {
    #expect(averageLinkage([], floor: 0).partition.count == 0)
    #expect(averageLinkage([[1]], floor: 0).partition.labels == [0])
  }

  @Test func itTellsHowAlikeGroupsWereThatItJoined() {
    let similarities = [[1, 0.9, 0.5], [0.9, 1, 0.2], [0.5, 0.2, 1]]
    #expect(averageLinkage(similarities, floor: 0.95).joined.isEmpty)
    #expect(averageLinkage(similarities, floor: 0.3).joined == [0.9, 0.35])
  }

  @Test func anItemCountsForAsManyAsItStandsFor() {
    let similarities = [[1, 0.75, 0.5], [0.75, 1, 0.25], [0.5, 0.25, 1]]
    #expect(averageLinkage(similarities, sizes: [3, 1, 5], floor: 0).joined == [0.75, 0.4375])
    #expect(averageLinkage(similarities, sizes: [1, 3, 5], floor: 0).joined == [0.75, 0.3125])
  }
}
