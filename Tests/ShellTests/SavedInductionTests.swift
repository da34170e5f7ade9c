import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct SavedInductionTests {
  @Test func whyThereAreSoManySensesComesBack() throws {
    let folder = try TemporaryFolder()
    try TinySession.text.write(toFile: folder("text.txt"), atomically: true, encoding: .utf8)
    let induction = try Shell.reading(["/induce bank \(folder("text.txt"))"])
      .shell.session.induction!
    #expect(induction.count != nil)
    #expect(SavedInduction(SavedInduction(induction).json[0])?.count == induction.count)
    let joined: JSONValue = ["induction": "bank", "stabilities": [0.5, 0.99], "joined": [0.75]]
    #expect(SavedInduction(joined)?.count == SenseCount(stabilities: [0.5, 0.99], joined: [0.75]))
  }

  @Test func whereTheNumberWasGivenThereIsNothingToSay() throws {
    let saved = SavedInduction(["induction": "bank", "stabilities": nil, "joined": nil])
    #expect(saved != nil && saved?.count == nil)
  }

  @Test func nothingIsJoinedWhereNoneIsNamed() throws {
    let saved = SavedInduction(["induction": "bank", "stabilities": [0.99]])
    #expect(saved?.count == SenseCount(stabilities: [0.99]))
  }

  @Test(
    arguments: [
      ["induction": "bank", "stabilities": [0.99], "joined": [0.6, 0.7]],
      ["induction": "bank", "stabilities": [0.99], "joined": ["much"]],
      ["induction": "bank", "stabilities": ["much"]],
      ["induction": "bank", "stabilities": [], "joined": [0.6]],
    ] as [JSONValue]) func whatCannotBeIsNotRead(json: JSONValue)
  {
    #expect(SavedInduction(json) == nil)
  }
}
