import Corpora
import Foundation
import JSON
import Senses
import TestSupport
import Testing
import UnicodeText

@testable import Shell

@Suite struct RunningTextTests {
  let folder = try! TemporaryFolder()

  func write(_ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: folder("text")))
    return folder("text")
  }

  func uses(
    of word: String, in bytes: [UInt8], _ layout: TextLayout? = nil
  ) throws -> CorpusUses {
    try TinySession.new().uses(
      of: word, from: .corpus([write(bytes)], CorpusOptions(layout: layout)), atMost: 100,
      seed: 1)
  }

  func uses(of word: String, in text: String, _ layout: TextLayout? = nil) throws -> CorpusUses {
    try uses(of: word, in: Array(text.utf8), layout)
  }

  static let wrapped =
    "Savers bring their money to the\nbank, which opens at nine. The flood washed away the\n"
    + "bank, so that the river ran over the fields.\n"

  @Test func aSentenceOverTwoLinesIsOne() throws {
    let found = try uses(of: "bank", in: Self.wrapped)
    let text = try #require(found.text)
    #expect(text.layout == .paragraphs && text.warnings.isEmpty && text.lines == 3)
    #expect(found.uses.map(\.line) == [2, 3])
    #expect(
      found.uses.map(\.sentence.string) == [
        "Savers bring their money to the bank, which opens at nine.",
        "The flood washed away the bank, so that the river ran over the fields.",
      ])
    let apart = try uses(of: "bank", in: Self.wrapped, .lines)
    #expect(apart.uses.map(\.sentence.string)[0] == "bank, which opens at nine.")
    // The vectors are those of the same text on one line.
    let joined = try uses(
      of: "bank", in: String(Self.wrapped.map { $0 == "\n" ? " " : $0 }), .lines)
    #expect(joined.vectors == found.vectors)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "  \n   ", "\u{2028}"])
  func aTermGoesOverAWrap(end: String) throws {
    let text = "\u{FEFF}We had ice\(end)cream. The ice cream was good.\n\nIce\(end)cream.\n"
    let bytes = Array((end == "\r" ? text.replacing("\n", with: "\r") : text).utf8)
    let found = try uses(of: "ice cream", in: bytes, .paragraphs)
    #expect(found.uses.count == 3)
    let lines = bytes.dropFirst(3).split(
      separator: end == "\r" ? 0x0D : 0x0A, omittingEmptySubsequences: false)
    for use in found.uses {
      // What follows a line's start in the file is the use, its line's end included.
      let start = lines[use.line - 1].startIndex + use.place.lowerBound
      let text = String(decoding: bytes[start..<start + use.place.count], as: UTF8.self)
      #expect(text.lowercased() == "ice\(end)cream" || text == "ice cream")
    }
  }

  @Test func formFeedsAndParagraphSeparatorsPart() throws {
    for mark in ["\n\n", "\u{0C}", "\n\u{0C}\n", "\u{2029}", "\n \t\n"] {
      let found = try uses(of: "bank", in: "We left the\(mark)bank and sat\n", .paragraphs)
      #expect(found.uses[0].sentence.string == "bank and sat")
    }
    let found = try uses(
      of: "bank", in: "The bank\u{2028}closed. A bank\u{2029}\u{2028}bank", .lines)
    #expect(found.uses.map(\.sentence.string) == ["The bank", "A bank", "bank"])
    #expect(found.uses.map(\.line) == [1, 1, 1])
    #expect(found.uses.map(\.place.lowerBound) == [4, 21, 31])
  }

  @Test func aMarkAtTheStartIsNoWord() throws {
    let found = try uses(of: "bank", in: "\u{FEFF}bank closed.\n")
    #expect(found.uses[0].place == 0..<4 && found.uses[0].sentence.string == "bank closed.")
  }

  @Test func badBytesAreSaid() throws {
    let bytes =
      Array("The bank closed.\nThe b".utf8) + [0xFF] + Array(" bank\nThe ".utf8) + [0xFE]
      + Array(String(repeating: " river bank.\n", count: 300).utf8)
    let found = try uses(of: "bank", in: bytes)
    let text = try #require(found.text)
    #expect(text.badBytes == 2 && text.firstBadByte?.byte == 5)
    #expect(
      text.notes[0]
        == "\(folder("text")): line 2: byte 5 and 1 more are not UTF-8, read as U+FFFD")
  }

  /// However long a paragraph or a line is, its parts are read by themselves, and their places are right.
  @Test(arguments: [TextLayout.lines, .paragraphs])
  func longOnesAreCut(layout: TextLayout) throws {
    let end = layout == .lines ? " " : "\n"
    let text = (0..<8000).map { "the river rose \($0)\($0 % 1000 == 999 ? " bank." : "")" }
      .joined(separator: end)
    let found = try uses(of: "bank", in: text, layout)
    #expect(found.uses.count == 8)
    let lines = text.split(separator: "\n").map { Array($0.utf8) }
    for use in found.uses {
      #expect(Array(lines[use.line - 1][use.place]) == Array("bank".utf8))
    }
  }

  @Test func aFileIsReadOnceForAllTerms() throws {
    let path = try write(Array("The bank closed. A river.\n".utf8))
    let session = TinySession.new()
    let found = try session.uses(
      of: ["bank", "river", "boat"].map { try session.finder($0) }, from: .corpus([path]),
      atMost: 9, seed: 1)
    #expect(found.map(\.found) == [1, 1, 0])
  }

  @Test func readJoinsParagraphs() throws {
    let path = try write(Array((Self.wrapped + "\n* * *\n\n/quit now.\n").utf8))
    let (shell, _) = try Shell.reading(["/read \(path) --paragraphs"])
    #expect(
      shell.session.sentences.numbers.map { shell.session.sentences[$0]!.text.source.string } == [
        "Savers bring their money to the bank, which opens at nine.",
        "The flood washed away the bank, so that the river ran over the fields.", "* * *",
        "/quit now.",
      ])
    let (_, output) = try Shell.reading(["/read \(path)"])
    #expect(output.notes.contains { $0.contains("its lines look wrapped") })
  }

  /// What a sample leaves out is said in every format, and only so many lines are given.
  @Test func samplesAreSaid() throws {
    let text = (1...2500).map { "The bank number \($0) closed.\n" }.joined()
    let path = try write(Array(text.utf8))
    let line = "/kwic bank \(path) --count 2 --most 100"
    let (_, output) = try Shell.reading([line])
    #expect(output.text.contains("2500 uses in 2500 lines, 100 of them grouped"))
    let (_, objects) = try Shell.reading(["/set output jsonl", line])
    let json = try JSONValue(parsing: Array(objects.text.split(separator: "\n")[1].utf8))
    #expect(json["found"]?.int == 2500 && json["used"]?.int == 100)
    #expect(json["uses"]?.array?.count == 2 && json["layout"]?.string == "lines")
    let (_, table) = try Shell.reading(["/set output tsv", line])
    #expect(table.text.split(separator: "\n").count == 3)
    #expect(table.notes.contains { $0.contains("2500 uses in 2500 lines, 100 of them grouped") })
    try Data("bank\nnowhere\n".utf8).write(to: URL(filePath: folder("terms")))
    let lint = "/lint \(path) --terms \(folder("terms")) --most 20"
    for format in ["text", "tsv"] {
      let (_, output) = try Shell.reading(["/set output \(format)", lint], judged: true)
      let said = (output.text + output.notes.joined(separator: "\n")).replacing("\n", with: " ")
      #expect(said.contains("1 of 2 terms found"))
      #expect(said.contains("“bank”: 20 of 2500 uses compared"), "\(said)")
    }
  }

  @Test func unknownSignsAreNotCompared() throws {
    let (shell, output) = try Shell.reading(
      [
        "/set output jsonl", "I like it 👍.", "I like it 💩.", "/sim 1:👍 2:💩",
        "/compare 👍 \"it 👍\"", "/same 👍 \"it 👍\"", "/odd 👍 \"it 👍\" \"a 👍\"", "/why 1:👍 2:💩",
        "/stable 1:👍 2:💩", "/layers 1:👍 2:💩", "/matrix 1 2", "/sim 1:it 2:it", "/sim 1:👍 2:it",
      ], judged: true)
    let objects = try output.text.split(separator: "\n").map {
      try JSONValue(parsing: Array($0.utf8))
    }
    for object in objects[3..<10] {
      #expect(object["error"]?["code"]?.string == "unknown-words")
      #expect(object["doubts"]?.array?.first?.string == "unknown")
      #expect(object["similarity"] == nil && object["probability"] == nil)
    }
    #expect(
      objects[3]["error"]?["message"]?.string?.hasPrefix("“👍” and “💩” are both unknown") == true)
    #expect(objects[10]["similarities"]?.array?[3].array?[3] == .null)
    #expect(objects[10]["similarities"]?.array?[0].array?[0].double != nil)
    #expect(objects[11]["similarity"]?.double != nil && objects[12]["similarity"]?.double != nil)
    #expect(shell.status == .someFailed)
  }
}
