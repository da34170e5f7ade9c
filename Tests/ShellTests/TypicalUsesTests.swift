import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct TypicalUsesTests {
  private func answer(_ words: [String], in session: inout Session) throws -> Report {
    var command = try SensesCommand.parse(words)
    return try command.report(in: &session)
  }

  private func senses(_ report: Report) -> [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: report.fields["senses"]!.array!.map { ($0["sense"]!.string!, $0) })
  }

  @Test func usesThatAreKeptAreTold() throws {
    var session = ShippedSession.new(ShippedSession.banks + ["Both banks were steep."])
    let report = try answer(["bank", "--pos", "n", "--uses"], in: &session)
    let senses = senses(report)
    let (land, house) = (senses["bank%1:17:01::"]!, senses["bank%1:14:00::"]!)
    #expect(land["uses"]!.int! >= 4 && house["uses"]!.int! >= 3)
    #expect(report.fields["found"] == 9 && report.fields["used"] == 9)
    let counted = senses.values.reduce(0) { $0 + $1["uses"]!.int! }
    #expect(counted + report.fields["unsure"]!.int! + report.fields["others"]!.int! == 9)
    for sense in senses.values {
      let typical = sense["typical"]!.array!
      #expect(typical.count == min(2, sense["uses"]!.int!))
      #expect(typical.allSatisfy { $0["probability"]!.double! >= 0.5 })
    }
    let names = land["typical"]!.array!.map { $0["use"]!["use"]!.string! }
    #expect(Set(names).isSubset(of: ["5:bank", "6:bank", "7:bank", "8:bank", "9:banks"]))
  }

  @Test func theyAreToldWhereTheyAreAskedForAlone() throws {
    var session = TinySession.new(TinySession.bank)
    let plain = try answer(["bank"], in: &session)
    #expect(plain.fields["found"] == nil && senses(plain).values.allSatisfy { $0["uses"] == nil })
    #expect(plain.rows.columns.last == "synonyms")
    let asked = try answer(["bank", "--uses"], in: &session)
    #expect(asked.rows.columns.last == "uses" && asked.fields["found"] == 2)
    let counted = asked.rows.values.reduce(0) { $0 + $1.last!.int! }
    #expect(counted + asked.fields["unsure"]!.int! + asked.fields["others"]!.int! == 2)
    let none = try answer(["water", "--uses"], in: &session)
    #expect(none.fields["found"] == 0)
    guard case .paragraph(let said) = none.blocks.last else {
      Issue.record("no paragraph")
      return
    }
    #expect(
      said.runs.map(\.text).joined()
        == "no use of it in what is kept; type sentences, or open an index")
    #expect(throws: (any Error).self) { try SensesCommand.parse(["bank", "--index", "a"]) }
  }

  @Test func moreThanAreLookedAtAreSampled() throws {
    var settings = Settings()
    settings.output = .tsv
    var session = TinySession.new(
      (0..<8).map { _ in "We sat on the bank." }, settings: settings)
    let report = try answer(["bank", "--uses", "--most", "3"], in: &session)
    #expect(report.fields["found"] == 8 && report.fields["used"] == 3)
    #expect(report.warnings == ["3 of 8 uses were looked at (--most takes more)"])
  }

  @Test func anIndexIsAsked() throws {
    let folder = try TemporaryFolder()
    try folder.write(TinySession.text, "text.txt")
    var session = TinySession.new(["The bank closed."])
    _ = try session.answer(
      Array("/index \(folder("index")) \(folder("text.txt"))".utf8).span)
    let report = try answer(["bank", "--uses", "--index", folder("index")], in: &session)
    #expect(report.fields["found"] == 7 && report.fields["index"]?.string == folder("index"))
    for sense in senses(report).values {
      for typical in sense["typical"]!.array! { #expect(typical["use"]!["line"] != nil) }
    }
    #expect(report.warnings.isEmpty)
  }
}
