import Testing
import UnicodeText

@testable import Senses

@Suite struct InductionTests {
  static func induction(sizes: [Int] = [12, 9, 6], senses: Int? = 3) -> Induction {
    let planted = PlantedGroups(sizes: sizes, spread: 0.4, seed: 5)
    let uses = planted.labels.indices.map { use in
      FoundUse(
        line: use + 1, place: 0..<4, sentence: SourceText("bank \(use)"), bytes: 0..<4)
    }
    return Induction(
      word: "bank", uses: uses, directions: planted.directions, senses: senses, seed: 1)
  }

  static let sensesOfThree =
    Array(repeating: 1, count: 12) + Array(repeating: 2, count: 9) + Array(repeating: 3, count: 6)

  @Test func findsThePlantedSensesWithAndWithoutTheNumber() {
    #expect(Self.induction().labels == Self.sensesOfThree)
    let found = Self.induction(senses: nil)
    #expect(found.labels == Self.sensesOfThree)
    #expect(found.count?.senses == 3)
    #expect(Self.induction(sizes: [30], senses: nil).senses == [1])
  }

  @Test func stableGroupsThatShareASenseAreJoinedUnlessTheNumberIsGiven() {
    let planted = PlantedGroups(sizes: [12, 9, 6], spread: 0.4, seed: 5)
    let uses = planted.labels.indices.map { use in
      FoundUse(line: use + 1, place: 0..<4, sentence: SourceText("bank \(use)"), bytes: 0..<4)
    }
    func induction(senses: Int?) -> Induction {
      // Two senses: what was planted last, and the other two.
      Induction(
        word: "bank", uses: uses, directions: planted.directions, senses: senses, seed: 1
      ) { a, b in
        (planted.labels[a] == 2) == (planted.labels[b] == 2) ? 0.75 : 0.25
      }
    }
    let found = induction(senses: nil)
    #expect(found.count?.groups == 3 && found.count?.joined == [0.75])
    #expect(found.labels == planted.labels.map { $0 == 2 ? 2 : 1 })
    #expect(induction(senses: 3).labels == Self.sensesOfThree)
  }

  @Test func mergingKeepsTheFirstNumberAndItsName() throws {
    var induction = Self.induction()
    try induction.name(2, "money")
    try induction.name(3, "river")
    try induction.merge([3, 2])
    #expect(induction.senses == [1, 3])
    #expect(induction.name(of: 3) == "river")
    #expect(induction.name(of: 2) == nil)
    #expect(induction.labels.count { $0 == 3 } == 15)
  }

  @Test func splittingGivesTheSmallerPartTheNextNumber() throws {
    var induction = Self.induction()
    try induction.merge([1, 2])
    #expect(try induction.split(1, seed: 1) == 2)
    #expect(induction.labels == Self.sensesOfThree)
  }

  @Test func movingMakesAndEndsSenses() throws {
    var induction = Self.induction(sizes: [3, 1], senses: 2)
    try induction.name(2, "edge")
    try induction.move(4, to: 1)
    #expect(induction.senses == [1])
    #expect(induction.name(of: 2) == nil)
    try induction.move(2, to: 2)
    #expect(induction.labels == [1, 2, 1, 1])
    #expect(induction.name(of: 2) == nil)
  }

  @Test func undoTakesEveryEditBackExactly() throws {
    var induction = Self.induction()
    typealias Look = (labels: [Int], names: [String?])
    func look() -> Look { (induction.labels, (1...6).map(induction.name(of:))) }
    let edits: [(inout Induction) throws -> Void] = [
      { try $0.name(1, "shore") }, { try $0.merge([1, 3]) }, { try $0.split(2, seed: 7) },
      { try $0.move(5, to: 2) }, { try $0.name(1, "") }, { try $0.move(1, to: $0.firstFree) },
    ]
    var looks: [Look] = []
    for edit in edits {
      looks.append(look())
      try edit(&induction)
      #expect(look() != looks.last!)
    }
    for before in looks.reversed() {
      try induction.undo()
      #expect(look() == before)
    }
    #expect(throws: InductionError.nothingToUndo) { try induction.undo() }
  }

  @Test func whatCannotBeDoneChangesNothing() {
    var induction = Self.induction()
    #expect(throws: InductionError.noSuchSense(9, senses: [1, 2, 3])) { try induction.name(9, "x") }
    #expect(throws: InductionError.nothingToMerge) { try induction.merge([2, 2]) }
    #expect(throws: InductionError.noSuchSense(4, senses: [1, 2, 3])) {
      try induction.merge([1, 4])
    }
    #expect(throws: InductionError.noSuchUse(28, uses: 27)) { try induction.move(28, to: 1) }
    #expect(throws: InductionError.noSuchSense(7, senses: [1, 2, 3])) {
      try induction.move(1, to: 7)
    }
    #expect(induction.labels == Self.sensesOfThree)
    #expect(throws: InductionError.nothingToUndo) { try induction.undo() }
  }

  @Test func theMostCentralUseComesFirst() {
    let induction = Self.induction()
    let order = induction.uses(of: 2)
    #expect(order.sorted() == Array(12..<21))
    let own = induction.directions[Array(12..<21)]
    let centre = own.centres(of: .whole(of: 9))
    let cosines = order.map { own.cosine($0 - 12, 0, of: centre) }
    #expect(cosines == cosines.sorted(by: >))
  }
}
