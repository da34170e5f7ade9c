import TestSupport
import Testing

@testable import Corpora

@Suite struct TableReaderTests {
  let folder = try! TemporaryFolder()

  func csv(_ text: String, _ name: String = "a.csv", column: String? = nil) -> Reading {
    folder.read(text, name, CorpusOptions(textColumn: column))
  }

  @Test func theTextIsAColumnByName() {
    let text = "id,body,year\n1,A bank.,1990\n2,\"Two, banks.\",1991\n"
    let reading = csv(text, column: "body")
    #expect(reading.texts == ["A bank.", "Two, banks."])
    #expect(reading.passages[1].metadata == Metadata([.init("id", "2"), .init("year", "1991")]))
    #expect(
      csv(text).message
        == "\(folder("a.csv")):1:1: which column holds the text? Name one with --text-column: id, body, year"
    )
    #expect(
      csv(text, column: "words").message
        == "\(folder("a.csv")):1:1: has no column 'words'; its columns are id, body, year")
  }

  /// A name says more than a look: one column has no separator.
  @Test func namesAndLooksTell() {
    #expect(csv("text\nA bank.\n\"Two\nlines\"\n").texts == ["A bank.", "Two\nlines"])
    #expect(folder.read("year;text\n1990;A bank.\n", "b.csv").texts == ["A bank."])
    #expect(folder.read("year\ttext\n1990\tA bank.\n", "b.txt").texts == ["A bank."])
    #expect(
      folder.read("year,text\n1990,A bank.\n", "b.txt").passages[0].metadata["year"] == "1990")
    let plain = CorpusOptions(format: .text)
    #expect(folder.read("year,text\n1990,A bank.\n", "b.csv", plain).texts.count == 2)
  }

  @Test(
    arguments: [
      ("a,text\n1,\"A \"bank\".\"\n", "2:7: text follows a closing quote: "),
      (
        "a,text\n1,x\n2,\"A bank\nand more", "3:3: a field in quotes begins here and does not end: "
      ),
      ("a,text\n1\n", "2:1: a row of 1 field, expected 2 as in the first row: "),
      ("a,text\n1,x\n1,x,3\n", "3:1: a row of 3 fields, expected 2 as in the first row: "),
    ])
  func badRowsAreNamed(text: String, message: String) {
    let reading = csv(text)
    #expect(reading.message.hasPrefix("\(folder("a.csv")):\(message)"), "\(reading.message)")
    #expect(!reading.message.contains("\n"))
  }

  @Test func rowsBeforeABadOneAreRead() {
    #expect(csv("a,text\n1,One.\n2,Two.\n3\n").texts == ["One.", "Two."])
  }

  @Test func emptyTables() {
    #expect(csv("").passages.isEmpty && csv("").error == nil)
    #expect(csv("a,text\n").passages.isEmpty && csv("a,text\n").error == nil)
    #expect(csv("\n\n").message.hasSuffix("has no row that names its columns"))
  }

  @Test func aFieldThatNeverEndsIsNotKept() {
    let text = "a,text\n1,\"" + String(repeating: "The bank closed.\n", count: 1_100_000)
    #expect(csv(text).message.contains(":2:3: a field in quotes begins here and does not end"))
  }

  static let uses = "lemma\tcontext\tindexes_target_token\tindexes_target_sentence\n"

  @Test(arguments: ["x", "3", "3:", "3:99", "5:5", "-1:4", "4:8,", ""])
  func badRangesAreNamed(range: String) {
    let reading = folder.read(Self.uses + "bank\tThe bank closed.\t\(range)\t0:5\n", "uses.csv")
    #expect(
      reading.message
        == "\(folder("uses.csv")):2:23: indexes_target_token is '\(range)', expected START:END in "
        + "characters of the text, which has 16")
    let other = folder.read(Self.uses + "bank\tThe bank closed.\t4:8\t0:99\n", "uses.csv")
    #expect(other.message.contains(":2:27: indexes_target_sentence is '0:99', expected "))
  }

  /// Whatever the fields hold, what is written as CSV is read again.
  @Test(arguments: [",", ";", "\t"])
  func writtenTablesAreReadAgain(separator: String) throws {
    var generator = SplitMix64(seed: 41)
    let pieces = [separator, "\"", "\n", "\r\n", "bank", "é", "🏦", " ", "'", "\\", "x"]
    for _ in 0..<200 {
      let rows = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (0..<3).map { _ in
          (0..<Int.random(in: 0...8, using: &generator))
            .map { _ in pieces.randomElement(using: &generator)! }.joined()
        }
      }
      let end = ["\n", "\r\n"].randomElement(using: &generator)!
      let text =
        ([["\"a\"", "\"text\"", "\"b\""]]
        + rows.map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" } })
        .map { $0.joined(separator: separator) + end }.joined()
      let reading = csv(text, separator == "\t" ? "a.tsv" : "a.csv")
      #expect(reading.error == nil)
      let expected = rows.filter { !$0[1].allSatisfy(\.isWhitespace) }
      #expect(reading.texts == expected.map { $0[1] })
      #expect(
        reading.passages.map { [$0.metadata["a"], $0.metadata["b"]] }
          == expected.map { [$0[0], $0[2]] })
    }
  }
}
