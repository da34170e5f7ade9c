import Foundation
import Senses
import TestSupport
import Testing

@testable import Shell

/// What is told of senses again is what is told of them at first.
@Suite struct KnownUsesTests {
  let folder = try! TemporaryFolder()

  init() throws {
    try Data(TinySession.text.utf8).write(to: URL(filePath: folder("text.txt")))
  }

  private func induction(
    of word: String, senses: Int, in session: Session
  ) throws -> Induction {
    let uses = try session.uses(
      of: word, from: .corpus([folder("text.txt")]), atMost: 50, seed: 1)
    return try session.induction(of: word, from: uses, senses: senses, seed: 1)
  }

  private func lines(_ told: ToldSenses) -> [String] {
    told.senses.map {
      "\($0.number) \($0.name ?? "") \($0.uses) \($0.label) \($0.substitutes) \($0.text)"
    }
  }

  @Test func afterEachEditAllIsToldAsIfAnew() throws {
    var session = TinySession.new()
    var induction = try induction(of: "bank", senses: 2, in: session)
    let edits: [(inout Induction) throws -> Void] = [
      { _ in }, { try $0.name(1, "edge") }, { try $0.move(1, to: 3) }, { try $0.merge([2, 1]) },
      { try $0.split(2, seed: 1) }, { try $0.undo() }, { try $0.undo() }, { try $0.undo() },
    ]
    var told: [[String]] = []
    for edit in edits {
      try edit(&induction)
      told.append(lines(try session.told(induction)))
      var other = TinySession.new()
      #expect(try told.last == lines(other.told(induction)))
    }
    #expect(Set(told).count == 5 && told[0].allSatisfy { !$0.contains("[] []") })
  }

  @Test func anEditAsksTheEncoderForNewCentralUsesOnly() throws {
    var session = TinySession.new()
    var induction = try induction(of: "bank", senses: 2, in: session)
    let looks = Looks()
    session.checkInterrupt = looks.interrupt(at: .max)
    _ = try session.told(induction)
    let first = looks.count
    try induction.name(1, "edge")
    _ = try session.told(induction)
    // One for each sense.
    #expect(looks.count == first + 2)
  }

  @Test func otherUsesAreNotTold() throws {
    var session = TinySession.new()
    _ = try session.told(try induction(of: "bank", senses: 2, in: session))
    let river = try induction(of: "river", senses: 1, in: session)
    var other = TinySession.new()
    #expect(try lines(session.told(river)) == lines(other.told(river)))
    session.read(by: session.reader)
    #expect(session.knownUses == nil)
  }
}
