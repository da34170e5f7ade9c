import Foundation
import JSON
import TestSupport
import Testing

@testable import Corpora

/// Files of each format against what the libraries make of them that people read corpora with
/// (`Tests/Fixtures/corpora/generate.py`).
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/corpora")
  static let golden = try! JSONValue(
    parsing: Array(Data(contentsOf: folder.appending(path: "golden.json"))))

  static func path(_ name: String) -> String { folder.appending(path: name).path() }

  static let options = CorpusOptions(attributes: ["word", "tag", "lemma"])

  @Test(arguments: golden.object!.names)
  func agrees(name: String) throws {
    try expectGolden(Reading(of: Self.path(name), Self.options), name)
  }

  /// Ends of lines of the other kind change nothing.
  @Test(arguments: ["lines.jsonl", "sentences.conllu", "words.vert", "uses.csv"])
  func agreesWithReturns(name: String) throws {
    let text = try String(contentsOfFile: Self.path(name), encoding: .utf8)
      .replacing("\r\n", with: "\n")
    let folder = try TemporaryFolder()
    try expectGolden(
      folder.read("\u{FEFF}" + text.replacing("\n", with: "\r\n"), name, Self.options), name)
  }

  func expectGolden(_ reading: Reading, _ name: String) throws {
    #expect(reading.error == nil)
    let expected = Self.golden[name]!.array!
    #expect(reading.texts == expected.map { $0["text"]!.string! })
    for (passage, expected) in zip(reading.passages, expected) {
      for member in expected["metadata"]!.object!.members {
        #expect(passage.metadata[member.name] == member.value.string)
      }
      let text = passage.text
      func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
      let words = passage.words?.map { [string($0.range), $0.lemma, $0.partOfSpeech] }
      #expect(words == expected["words"]?.array?.map { $0.array!.map(\.string) })
      if let use = expected["use"]?.array {
        #expect(passage.targets[0].parts.map(string) == use.map { $0.string! })
        let sentence = passage.targets[0].sentence.map(string)
        #expect(sentence == expected["sentence"]!.array!.first?.string)
        #expect(passage.targets[0].lemma == passage.metadata["lemma"])
      } else {
        #expect(passage.targets.isEmpty)
      }
    }
  }

  /// Each text is where the file has it.
  @Test(arguments: golden.object!.names)
  func placesAreThoseOfTheFile(name: String) throws {
    let file = Array(try Data(contentsOf: URL(filePath: Self.path(name))))
    for passage in Reading(of: Self.path(name)).passages {
      // Runs of letters have no escape in them, nor a border of words.
      var start: Int?
      for place in 0...passage.text.count {
        let isLetter =
          place < passage.text.count && UInt8(ascii: "a")...UInt8(ascii: "z") ~= passage.text[place]
        if isLetter {
          start = start ?? place
        } else if let first = start {
          let run = String(decoding: passage.text[first..<place], as: UTF8.self)
          #expect(passage.source(of: first..<place, in: file) == run)
          start = nil
        }
      }
    }
  }
}
