import Testing

@testable import Senses

@Suite struct PartitionJoiningTests {
  @Test func joinsTheTwoMostAlikeFirstAndSaysHowAlikeTheyWere() {
    let partition = Partition([0, 0, 0, 1, 1, 2, 2])
    // Uses of the second and third group share a sense, those of the first stand alone.
    let (senses, joined) = partition.joiningGroupsOfOneSense { a, b in
      min(a, b) < 3 ? 0.2 : (a + b) % 2 == 0 ? 0.8 : 0.6
    }
    #expect(senses.labels == [1, 1, 1, 0, 0, 0, 0])
    #expect(joined.count == 1 && abs(joined[0] - 0.7) < 1e-12)
  }

  @Test func aJoinedGroupIsComparedAsAWhole() {
    let partition = Partition([0, 0, 0, 0, 1, 1, 1, 2])
    // The last use is like the second group, but not like what that is joined with.
    let (senses, joined) = partition.joiningGroupsOfOneSense { a, b in
      max(a, b) < 7 ? 0.9 : min(a, b) < 4 ? 0.1 : 0.7
    }
    #expect(senses.labels == [0, 0, 0, 0, 0, 0, 0, 1])
    #expect(joined == [0.9].map { sum in Array(repeating: sum, count: 12).reduce(0, +) / 12 })
  }

  @Test func evenOddsJoinAndLessDoesNot() {
    let partition = Partition([0, 0, 1, 2])
    #expect(partition.joiningGroupsOfOneSense { _, _ in 0.5 }.partition == .whole(of: 4))
    #expect(partition.joiningGroupsOfOneSense { _, _ in 0.4375 }.partition == partition)
  }

  @Test func withoutAChanceGroupsStayApart() {
    let partition = Partition([0, 0, 1, 2])
    let (senses, joined) = partition.joiningGroupsOfOneSense { _, _ in nil }
    #expect(senses == partition && joined.isEmpty)
  }

  @Test func ofALargeGroupUsesFromAllOverItStandForAll() {
    let partition = Partition([Int](repeating: 0, count: 1000) + [1])
    var asked: [Int] = []
    let (_, joined) = partition.joiningGroupsOfOneSense { a, b in
      asked.append(min(a, b))
      return min(a, b) < 500 ? 0.25 : 1
    }
    #expect(asked.count == 100 && joined == [0.625])
  }
}
