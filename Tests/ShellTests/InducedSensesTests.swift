import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct InducedSensesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(TinySession.text, "text.txt")
  }

  private var start: [String] {
    [
      "/induce bank \(folder("text.txt")) --senses 2", "/name 1 money", "/name 2 \"river edge\"",
    ]
  }

  private func answers(_ lines: [String]) throws -> [JSONValue] {
    var settings = Settings()
    settings.output = .jsonl
    let (_, output) = try Shell.reading(lines, settings: settings)
    return try output.text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  private static func names(_ answer: JSONValue) -> Set<String?> {
    Set((answer["senses"]?.array ?? []).map { $0["sense"]?.string })
  }

  @Test func groupsNameNewUses() throws {
    let found = try answers(
      start + ["/set senses induced", "/sense \"The [banks] of the river.\"", "/senses bank"])
    let use = found[4]
    #expect(use["inventory"] == "the senses found of “bank”")
    #expect(Self.names(use) == ["money", "river edge"])
    let counts = Dictionary(
      uniqueKeysWithValues: found[2]["senses"]!.array!.map {
        ($0["name"]!.string!, $0["uses"]!.int!)
      })
    for sense in found[5]["senses"]!.array! {
      let name = sense["sense"]!.string!
      #expect(
        sense["count"]?.int == counts[name] && sense["examples"]?.array?.count == counts[name])
    }
    for sense in use["senses"]!.array! {
      #expect(sense["examples"]?.int == counts[sense["sense"]!.string!])
    }
  }

  @Test func aUseOfACorpusIsLikeItsOwnGroup() throws {
    let found = try answers(start + ["/set senses induced"])
    let labels = found[2]["labels"]!.array!.map { $0.int! }
    let uses = ["I had lunch at the [bank].", "The [bank] of the river is closed."]
    let named = try answers(
      start + ["/set senses induced"] + uses.map { "/sense \"\($0)\"" })
    // The uses stand in lines 7 and 6 of the text.
    for (answer, label) in [(named[4], labels[6]), (named[5], labels[5])] {
      #expect(answer["senses"]?.array?[0]["sense"]?.string == ["money", "river edge"][label - 1])
      #expect(answer["senses"]?.array?[0]["example"]?.string == answer["use"]?["text"]?.string)
    }
  }

  @Test func anEditIsHeardAtOnce() throws {
    let use = "/sense \"The [bank] closed.\""
    let found = try answers(
      start + ["/set senses induced", use, "/name 1 cash", use, "/undo", use])
    #expect(Self.names(found[4]) == ["money", "river edge"])
    #expect(Self.names(found[6]) == ["cash", "river edge"])
    #expect(found[8]["senses"] == found[4]["senses"])
  }

  @Test func groupsOfOneNameAreOneSense() throws {
    let found = try answers([
      "/induce bank \(folder("text.txt")) --senses 3", "/name 1 money", "/name 3 money",
      "/set senses induced", "/senses bank",
    ])
    #expect(Self.names(found[4]) == ["money", "2"])
    let uses = found[4]["senses"]!.array!.reduce(0) { $0 + $1["count"]!.int! }
    #expect(uses == found[0]["labels"]?.array?.count)
  }

  @Test func aSavedSessionIsAnInventory() throws {
    let saved = folder("s.jsonl")
    let use = "/sense \"The [bank] of the river.\""
    let here = try answers(start + ["/set senses induced", use, "/save \(saved)"])[4]
    let there = try answers(["/set senses \(saved)", use, "/sense \"A [boat].\""])
    #expect(there[1]["senses"] == here["senses"] && there[1]["inventory"] == "s.jsonl")
    #expect(there[2]["error"]?["code"] == "no-sense")
    // A session that names uses by one is run again.
    _ = try Shell.reading(["/set senses \(saved)", use, "/save \(folder("t.jsonl"))"])
    let replay = try Shell.reading(["/replay \(folder("t.jsonl"))"]).output.text
    #expect(replay.hasPrefix("2 lines run again: 2 the same to the bit"))
    _ = try Shell.reading(["river", "/save \(folder("none.jsonl"))"])
    let bare = try answers(["/set senses \(folder("none.jsonl"))"])[0]
    #expect(bare["error"]?["code"] == "no-senses")
  }

  @Test func aDamagedSessionIsAnsweredWithOneLine() throws {
    let saved = folder("s.jsonl")
    _ = try Shell.reading(start + ["/save \(saved)"])
    let text = try String(contentsOfFile: saved, encoding: .utf8)
    try folder.write(String(text.dropLast(30)), "s.jsonl")
    let found = try answers(["/set senses \(saved)", "/sense \"The [bank] closed.\""])
    #expect(found[0]["error"]?["code"] == "bad-session")
    #expect(found[1]["inventory"] == "WordNet 3.0")
  }
}
