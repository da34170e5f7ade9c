import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

/// Uses chosen and terms checked by the senses of a dictionary.
@Suite struct UsesOfSensesTests {
  private static let folder = try! TemporaryFolder()
  private static let corpus: String = {
    try! Data(TinySession.text.utf8).write(to: URL(filePath: folder("tiny.txt")))
    return folder("tiny.txt")
  }()

  /// - Returns: Also whether the line failed.
  private static func answer(_ line: String) throws -> (JSONValue, failed: Bool) {
    var settings = Settings()
    settings.output = .jsonl
    let (shell, output) = try Shell.reading([line], settings: settings)
    return (try JSONValue(parsing: Array(output.text.utf8)), shell.status != .success)
  }

  @Test func everyUseHasOneSenseOrNone() throws {
    let all = try #require(try Self.answer("/kwic bank \(Self.corpus)").0["uses"]?.array)
    var places: [[JSONValue?]] = []
    var unsure: Int?
    for sense in (1...10).map({ "n\($0)" }) + (1...8).map({ "v\($0)" }) {
      let (found, failed) = try Self.answer("/kwic bank \(Self.corpus) --sense \(sense)")
      guard !failed else {
        #expect(found["error"]?["code"] == "no-use-of-sense")
        continue
      }
      let uses = try #require(found["uses"]?.array)
      let wanted = try #require(found["wanted"])
      #expect("\(wanted["pos"]!.string!)\(wanted["number"]!.int!)" == sense)
      #expect(found["used"]?.int == uses.count && found["found"]?.int == all.count)
      let left = (found["wanted"]?["others"]?.int ?? 0) + (found["wanted"]?["unsure"]?.int ?? 0)
      #expect(uses.count + left == all.count)
      unsure = found["wanted"]?["unsure"]?.int
      places += uses.map { [$0["line"], $0["place"]] }
      // What is asked again is the sense of the use.
      let text = try #require(uses[0]["text"]?.string)
      let place = try #require(uses[0]["bytes"]?.array).map { $0.int! }
      let bytes = Array(text.utf8)
      let marked =
        String(decoding: bytes[..<place[0]], as: UTF8.self) + "[bank]"
        + String(decoding: bytes[place[1]...], as: UTF8.self)
      let named = try Self.answer("/sense \"\(marked)\"").0
      #expect(named["senses"]?.array?[0]["sense"] == found["wanted"]?["sense"])
    }
    #expect(Set(places).count == places.count && !places.isEmpty && unsure != nil)
    #expect(places.count <= all.count)
  }

  @Test func whatIsNoSenseIsSaid() throws {
    for (line, code) in [
      ("/kwic bank \(Self.corpus) --sense n99", "no-such-sense"),
      ("/kwic river \(Self.corpus) --sense \"bank n1\"", "no-such-sense"),
      ("/kwic bank --sense n1", "no-corpus"),
    ] {
      #expect(try Self.answer(line).0["error"]?["code"]?.string == code, "\(line)")
    }
  }

  @Test func termsAreHeldAgainstTheDictionary() throws {
    try Data("bank\nriver\nnowhere\n".utf8).write(to: URL(filePath: Self.folder("terms.txt")))
    let (found, failed) = try Self.answer(
      "/lint \(Self.corpus) --terms \(Self.folder("terms.txt")) --senses")
    let terms = try #require(found["checked"]?.array)
    let bank = try #require(terms.first { $0["term"] == "bank" })
    let named = try #require(bank["named"]?.array)
    #expect(bank["senses"]?.int == named.count)
    #expect(Set(named.map { $0["sense"] }).count == named.count)
    // One that WordNet has in one sense only.
    #expect(terms.first { $0["term"] == "river" }?["senses"]?.int ?? 0 <= 1)
    let faults = try #require(found["faults"]?.array)
    #expect(faults.contains { $0["term"] == "bank" } == (named.count > 1))
    #expect(failed == !faults.isEmpty)
  }
}
