import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct WhySenseTests {
  private static func say(
    _ lines: String..., format: OutputFormat = .jsonl
  ) throws -> (text: String, notes: [String]) {
    var settings = Settings()
    settings.output = format
    let (_, output) = try Shell.reading(lines, settings: settings)
    return (output.text, output.notes)
  }

  private static func object(_ line: String) throws -> JSONValue {
    let (text, notes) = try say(line)
    #expect(notes.isEmpty, "\(notes)")
    return try JSONValue(parsing: Array(text.utf8))
  }

  private static let use = "\"We sat on the river [bank].\""

  @Test func sharesAddUpToTheDifferenceOfScoresThatSenseTells() throws {
    let why = try Self.object("/why \(Self.use) --sense n1 n2")
    let scores = try #require(try Self.object("/sense \(Self.use)")["senses"]?.array)
    func score(_ id: String) -> Double {
      scores.first { $0["sense"]?.string == id }!["score"]!.double!
    }
    let difference = try #require(why["difference"]?.double)
    #expect(abs(difference - (score("bank%1:17:01::") - score("bank%1:14:00::"))) < 1e-6)
    let words = try #require(why["words"]?.array)
    #expect(words.map { $0["text"]?.string } == ["We", "sat", "on", "the", "river", "."])
    let sum = words.reduce(why["alone"]!.double! + why["frequency"]!.double!) {
      $0 + $1["share"]!.double!
    }
    #expect(abs(sum - difference) < 1e-9)
    #expect(why["sense"]?["sense"] == "bank%1:17:01::" && why["other"]?["number"] == 2)
    #expect(why["sense"]?["score"]?.double == score("bank%1:17:01::"))
    #expect(why["check"]?.object != nil && why["sampled_orders"] == .null)
    // What is said of two uses is not said of one.
    #expect(why["similarity"] == nil && why["probability"] == nil && why["a"] == nil)
    #expect(
      try Self.object("/why \(Self.use) \"The [bank] closed.\"")["difference"] == nil)
  }

  @Test func oneSenseIsHeldAgainstTheBestOfTheOthers() throws {
    let senses = try #require(try Self.object("/sense \(Self.use)")["senses"]?.array)
    let ids = senses.map { $0["sense"]!.string! }
    let first = try Self.object("/why \(Self.use) --sense \(ids[0])")
    #expect(first["other"]?["sense"]?.string == ids[1])
    #expect(first["difference"]!.double! >= 0)
    let last = try Self.object("/why \(Self.use) --sense \(ids[5])")
    #expect(last["sense"]?["sense"]?.string == ids[5])
    #expect(last["other"]?["sense"]?.string == ids[0] && last["difference"]!.double! <= 0)
  }

  @Test(arguments: [
    ("bank%1:17:01::", "bank n1"), ("n1", "bank n1"), ("bank n1", "bank n1"),
    ("bank n 1", "bank n1"), ("bank 1 n", "bank n1"), ("bank 1, noun", "bank n1"),
    ("bank#n#1", "bank n1"), ("Bank N1", "bank n1"), ("v2", "bank v2"), ("10", "bank n10"),
    ("bank 9", "bank n9"), ("verb 3", "bank v3"),
  ])
  func aSenseIsWrittenAsItIsRead(text: String, name: String) throws {
    let senses = try TinySession.wordNet.inventory.senses(ofLemma: "bank", nil)
    #expect(try SenseReference(text: text).sense(among: senses, of: "bank").reference == name)
  }

  @Test func ofSeveralLemmasOneIsNamed() throws {
    let inventory = try TinySession.wordNet.inventory
    let senses = try inventory.senses(ofLemma: "saw", nil) + inventory.senses(ofLemma: "see", .verb)
    func name(_ text: String) throws -> String {
      try SenseReference(text: text).sense(among: senses, of: "saw").reference
    }
    #expect(try name("see 1") == "see v1" && name("n1") == "saw n1")
    #expect(throws: ShellError.self) { try name("v1") }
    #expect(try name("saw v1") == "saw v1")
  }

  @Test(arguments: [
    ("--sense 1", "“1” may be bank n1, bank v1; write one of these"),
    ("--sense n11", "“n11” is no sense of “bank”: it has bank n1, bank n2"),
    ("--sense x", "“x” is no sense of “bank”: it has"),
    ("--sense n1 bank%1:17:01::", "--sense takes two senses, and both of these are bank n1"),
    ("--sense n1 n2 n3", "--sense takes one sense or two"),
    ("\"The [bank].\" --sense n1", "--sense explains one use; leave the other out"),
    ("", "why takes two uses, or one and --sense"),
  ])
  func whatIsUnclearIsSaid(rest: String, said: String) throws {
    let (text, notes) = try Self.say("/why \(Self.use) \(rest)", format: .text)
    #expect(text.isEmpty && notes.count == 1 && notes[0].contains(said), "\(notes)")
  }

  @Test func aWordWithoutOtherSensesIsSaid() throws {
    let (_, notes) = try Self.say("/why \"We sat by the [river].\" --sense 1")
    #expect(notes.first?.contains("has but one sense, river n1") == true, "\(notes)")
    let (_, unknown) = try Self.say("/why \"a [qwxzy] spoke\" --sense 1")
    #expect(unknown.first?.contains("has no “qwxzy”") == true)
  }

  @Test func itIsShown() throws {
    let (text, _) = try Self.say("/why \(Self.use) --sense n1 n2", format: .text)
    #expect(text.hasPrefix("bank n1 rather than bank n2: "), "\(text)")
    #expect(text.contains("bank n1: sloping land") && text.contains("We sat on the river [bank]."))
    #expect(text.contains(" of the word alone, ") && text.contains(" speaks for bank n1"))
    let (rows, _) = try Self.say("/why \(Self.use) --sense n1 n2", format: .tsv)
    #expect(rows.split(separator: "\n").count == 6 && rows.hasPrefix("1\tuse\tWe\t"), "\(rows)")
  }

  /// Each model says it of its own vectors.
  @Test func severalModelsAreAsked() throws {
    var panel = Panel([TinySession.new(), TinySession.new()])
    let line = Array("/why \(Self.use) --sense n1 n2".utf8)
    let report = try panel.answer { try $0.answer(line.span) }
    #expect(report.blocks.count > 4)
  }
}
