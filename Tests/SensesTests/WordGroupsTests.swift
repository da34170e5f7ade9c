import Testing

@testable import Senses

struct WordGroupsTests {
  @Test func itemsThatShareAWordAreTogether() {
    let groups = WordGroups([
      ["bank", "banks"], ["river"], ["bank"], ["banking"], ["ability", "know-how"], ["know-how"],
      ["rivers"], ["rive"],
    ])
    #expect(groups.labels == [0, 1, 0, 0, 2, 2, 1, 1])
    #expect(groups.count == 3)
    #expect(groups.members == [[0, 2, 3], [1, 6, 7], [4, 5]])
  }

  @Test func foldsPartNoGroupAndAreAlikeInSize() {
    let words = (0..<200).map { ["w\($0 % 23)x"] }
    let groups = WordGroups(words)
    #expect(groups.count == 23)
    let folds = groups.folds(5, seed: 7)
    for members in groups.members { #expect(Set(members.map { folds[$0] }).count == 1) }
    let sizes = (0..<5).map { fold in folds.count { $0 == fold } }
    #expect(sizes.max()! - sizes.min()! <= 9)
    #expect(folds != groups.folds(5, seed: 8))
  }
}
