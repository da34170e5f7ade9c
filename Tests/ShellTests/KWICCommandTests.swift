import Foundation
import JSON
import TestSupport
import Testing

@testable import Shell

@Suite struct KWICCommandTests {
  let folder = try! TemporaryFolder()

  /// The sentences with a bank, of which each has another word on either side.
  private static let text =
    "id\tyear\ttext\n1\t1900\tA high bank rose.\n2\t1950\tThe Able bank, zero.\n3\t1960\tbank Closed.\n"

  private func objects(_ lines: [String]) throws -> [JSONValue] {
    let file = folder("a.tsv")
    try Data(Self.text.utf8).write(to: URL(filePath: file))
    let (shell, output) = try Shell.reading(
      ["/set output jsonl"] + lines.map { $0.replacing("FILE", with: file) })
    #expect(shell.status == .success, "\(output.notes)")
    return try output.text.split(separator: "\n").dropFirst().map {
      try JSONValue(parsing: Array($0.utf8))
    }
  }

  private func members(_ name: String, _ line: String) throws -> [JSONValue] {
    try objects([line])[0]["uses"]!.array!.map { $0[name]! }
  }

  @Test func ordersOfConcordancers() throws {
    // Nothing, "able", "high" are before; "closed", "rose", "zero" after.
    #expect(try members("line", "/kwic bank FILE --sort left") == [4, 3, 2])
    #expect(try members("line", "/kwic bank FILE --sort right") == [4, 2, 3])
    #expect(try members("line", "/kwic bank FILE --sort file") == [2, 3, 4])
    #expect(try members("lean", "/kwic bank FILE --sort file") == [nil, nil, nil])
    let leans = try members("lean", "/kwic bank FILE --sort file --like \"a [bank]\"")
    #expect(leans.allSatisfy { $0.double != nil })
  }

  @Test func whatStandsAroundIsApart() throws {
    let uses = try objects(["/kwic bank FILE --sort file --context 1"])[0]["uses"]!.array!
    #expect(uses.map { $0["left"]?.string } == ["high ", "Able ", ""])
    #expect(uses.map { $0["word"]?.string } == ["bank", "bank", "bank"])
    #expect(uses.map { $0["right"]?.string } == [" rose.", ", zero.", " Closed."])
    #expect(uses[1]["metadata"]?["year"]?.string == "1950")
    #expect(uses[1]["file"]?.string == folder("a.tsv") && uses[1]["line"]?.int == 3)
    #expect(try members("left", "/kwic bank FILE --sort file --characters 3")[0] == "gh ")
  }

  @Test func samplesComeBackBySeed() throws {
    let many = (0..<200).map { "A bank \($0)." }.joined(separator: "\n")
    try Data(many.utf8).write(to: URL(filePath: folder("many")))
    func lines(_ seed: Int) throws -> [JSONValue] {
      try members("line", "/kwic bank \(folder("many")) --sort file --sample 50 --seed \(seed)")
    }
    let (first, again, other) = (try lines(1), try lines(1), try lines(2))
    #expect(first.count == 50 && first == again && first != other)
    let numbers = first.compactMap(\.int)
    #expect(numbers == numbers.sorted() && Set(numbers).count == 50)
  }

  @Test func vectorsAreInTheSameOrder() throws {
    let all = folder("all.npy")
    let sorted = folder("sorted.npy")
    _ = try objects([
      "/kwic bank FILE --sort file --vectors \(all)", "/induce bank FILE --senses 1",
      "/kwic bank --sort left --vectors \(sorted)",
    ])
    let rows = try [all, sorted].map { path -> [ArraySlice<UInt8>] in
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
      let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
      let size = (bytes.count - start) / 3
      return (0..<3).map { bytes[start + $0 * size..<start + ($0 + 1) * size] }
    }
    #expect(rows[1].map(Array.init) == [2, 1, 0].map { Array(rows[0][$0]) })
    #expect(Set(rows[0].map(Array.init)).count == 3)
  }

  @Test func collocatesOfEachSense() throws {
    let text = "The river bank. A river bank. Money. River.\nThe river bank was old.\n"
    try Data(text.utf8).write(to: URL(filePath: folder("b")))
    let file = folder("b")
    let found = try objects([
      "/kwic bank \(file) --collocates", "/induce bank \(file) --senses 1",
      "/kwic bank --collocates --span 1",
    ])
    let collocates = try #require(found[2]["collocates"]?.array)
    #expect(collocates.count == 1 && collocates[0]["collocate"]?.string == "river")
    #expect(collocates[0]["count"]?.int == 3 && collocates[0]["in_text"]?.int == 4)
    #expect(found[0]["collocates"]?.array?.isEmpty == false && found[0]["uses"]?.array == [])
    let (_, table) = try Shell.reading(["/set output tsv", "/kwic bank \(file) --collocates"])
    #expect(
      table.text.hasPrefix("line\tsense\tcollocate\tcount\texpected\tin_text\tlog_dice\n")
        || table.text.contains("\triver\t"))
    let (_, shown) = try Shell.reading(["/kwic bank \(file) --collocates"])
    #expect(shown.text.contains("collocate") && shown.text.contains("logDice"))
  }

  @Test func usesStandOneUnderAnother() throws {
    try Data(Self.text.utf8).write(to: URL(filePath: folder("a.tsv")))
    let (_, output) = try Shell.reading(["/kwic bank \(folder("a.tsv")) --sort left"])
    #expect(
      output.text
        == """
        3          [bank] Closed.
        2  The Able [bank], zero.
        1    A high [bank] rose.

        """.replacing("3          ", with: "3           "))
  }

  @Test(
    arguments: [
      ("--context 1 --characters 1", "two ways to say one thing"),
      ("--sort likeness", "takes a use to be like"),
      ("--collocates --vectors x", "--vectors is for lines"), ("--sort up", "--sort"),
      ("--span 0", "--span"),
    ]) func whatDoesNotFitIsSaid(options: String, said: String) throws
  {
    let (shell, output) = try Shell.reading(["/kwic bank file \(options)"])
    #expect(shell.status == .someFailed)
    #expect(output.notes.joined(separator: " ").contains(said), "\(output.notes)")
  }
}
