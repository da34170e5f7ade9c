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
    #expect(averageLinkage(Self.similarities, floor: 0.95).count == 4)
    #expect(averageLinkage(Self.similarities, floor: 0.8).labels == [0, 0, 1, 2])
    #expect(averageLinkage(Self.similarities, floor: 0.5).labels == [0, 0, 1, 1])
    #expect(averageLinkage(Self.similarities, floor: 0.36).count == 2)
    #expect(averageLinkage(Self.similarities, floor: 0.34).count == 1)
  }

  @Test func oneItemOrNoneIsFine() {
    #expect(averageLinkage([], floor: 0).count == 0)
    #expect(averageLinkage([[1]], floor: 0).labels == [0])
  }
}
