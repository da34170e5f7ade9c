import Foundation
import JSON
import TestSupport
import Testing

@testable import Senses
@testable import Shell

@Suite struct NamedWordTests {
  static func isPlausible(_ lemma: String, _ word: String) -> Bool {
    NamedWord(
      item: "line 1", lemma: lemma, use: MarkedText(text: word, use: 0..<word.utf8.count)
    ).isPlausible
  }

  @Test(arguments: [
    ("bank", "Banks"), ("buy", "bought"), ("rise", "rose"), ("find", "found"), ("go", "went"),
    ("be", "were"), ("cry", "cries"), ("foot", "feet"), ("good", "better"), ("use", "using"),
    ("determination", "self-determination"), ("ability/know-how", "know-how"),
    ("look_at", "looked"),
    ("café", "CAFÉ"), ("bank", "банк"), ("20", "20"),
  ])
  func formsShare(lemma: String, word: String) {
    #expect(Self.isPlausible(lemma, word))
  }

  @Test(arguments: [
    ("bank", "river"), ("bank", "ank "), ("bank", "closed"), ("go", "the"), ("20", "bank"),
    ("bank", "."), ("tread", "the"),
  ])
  func othersDoNot(lemma: String, word: String) {
    #expect(!Self.isPlausible(lemma, word))
  }

  @Test func scoreSaysWhichPlacesHoldAnotherWord() throws {
    let folder = try TemporaryFolder()
    let rows = ["1-1\tThe bank closed\tA bank", "2-0\tThe bank closed\tBank notes"]
    try Data(rows.map { "bank\tN\t\($0)\n" }.joined().utf8).write(
      to: URL(filePath: folder("w.data.txt")))
    try Data("T\nF\n".utf8).write(to: URL(filePath: folder("w.gold.txt")))
    let line = "/score \(folder("w.data.txt")) --format wic"
    for format in ["text", "jsonl", "tsv"] {
      let (_, output) = try Shell.reading(["/set output \(format)", line], judged: true)
      #expect(
        output.notes.last?.hasSuffix(
          "1 of 4 places holds another word than the lemma: line 2 has “closed” for bank; "
            + "are places counted from 1, or in UTF-16 units?") == true, "\(output.notes)")
      guard format == "jsonl" else { continue }
      let json = try JSONValue(parsing: Array(output.text.split(separator: "\n")[1].utf8))
      let set = json["sets"]?.array?[0]
      #expect(set?["other_words"]?.int == 1)
      #expect(set?["first_other_words"]?.array?[0]["word"]?.string == "closed")
    }
  }
}
