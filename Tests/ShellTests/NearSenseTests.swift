import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

/// Senses that are found are told by those of the dictionary.
@Suite struct NearSenseTests {
  let folder = try! TemporaryFolder()

  /// The uses of a word in some sentences, as one sense each.
  private func induction(
    of word: String, in sentences: [String], senses: [Int], _ session: Session
  ) throws -> Induction {
    try folder.write(sentences.joined(separator: "\n") + "\n", "text.txt")
    let uses = try session.uses(
      of: word, from: .corpus([folder("text.txt")]), atMost: 50, seed: 1)
    return Induction(
      word: word, uses: uses.uses, directions: uses.directions, senses: senses, count: nil)
  }

  @Test func aGroupIsLikeASenseOfTheDictionary() throws {
    var session = ShippedSession.new()
    let induction = try induction(
      of: "bank", in: ShippedSession.banks, senses: [1, 1, 1, 1, 2, 2, 2, 2], session)
    var known = KnownUses(of: induction, in: session)
    let near = try induction.senses.map { sense in
      try #require(
        try known.nearSense(
          of: induction.uses(of: sense), induction.directions, in: &session))
    }
    #expect(near.map(\.sense.id) == ["bank%1:14:00::", "bank%1:17:01::"])
    #expect(near.allSatisfy { $0.probability >= 0.5 })
    guard case .paragraph(let paragraph) = near[1].block else {
      Issue.record("no paragraph")
      return
    }
    #expect(paragraph.runs.map(\.text).joined().hasPrefix("   like bank n1: sloping land (esp"))
    // What is known is not looked for again.
    session.namer = nil
    let again = try known.nearSense(
      of: induction.uses(of: 1), induction.directions, in: &session)
    #expect(again?.sense == near[0].sense && session.namer == nil)
  }

  @Test func itIsPartOfTheAnswer() throws {
    var session = TinySession.new()
    try folder.write(TinySession.text, "tiny.txt")
    // A dictionary of one sense: a use has that, if it is like it at all.
    try folder.write(
      "word\tsense\tgloss\texamples\nbank\tall\ta bank\tThe bank closed.\n", "own.tsv")
    let path = folder("own.tsv")
    session.inventories = InventorySource { try OwnInventory(reading: path) }
    var induce = try InduceCommand.parse(["bank", folder("tiny.txt"), "--senses", "2"])
    let report = try induce.report(in: &session)
    let like = report.fields["senses"]!.array!.map { $0["like"]?["sense"]?.string }
    let text = report.blocks.compactMap { block in
      if case .paragraph(let paragraph) = block { paragraph.runs.map(\.text).joined() } else { nil }
    }
    #expect(text.count { $0.hasPrefix("   like all: a bank") } == like.count { $0 == "all" })
    #expect(report.rows.columns.last == "like")
    #expect(report.rows.values.map { $0.last!.string } == like)
    #expect(like.contains("all"), "\(report.fields)")
    // Another dictionary is asked anew.
    session.inventories = InventorySource(packedAt: { "/no/such/wordnet.senses" })
    session.namer = nil
    var name = try NameCommand.parse(["1", "edge"])
    let named = try name.report(in: &session).fields["senses"]!.array!
    #expect(named.count == like.count && named.allSatisfy { $0["like"] == nil })
  }
}
