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
      if let kinds = expected["c5"]?.array {
        // NLTK gives signs a lemma.
        let words = passage.words?.map { word -> [String?] in
          [string(word.range), word.lemma ?? string(word.range)]
        }
        #expect(words == expected["words"]?.array?.map { $0.array!.map(\.string) })
        #expect(passage.words?.map { $0["c5"] } == kinds.map(\.string))
      } else {
        #expect(words == expected["words"]?.array?.map { $0.array!.map(\.string) })
      }
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

  /// Each letter is where the file has it.
  @Test(arguments: golden.object!.names)
  func placesAreThoseOfTheFile(name: String) throws {
    let file = Array(try Data(contentsOf: URL(filePath: Self.path(name))))
    var lineStarts = [0]
    for place in file.indices where file[place] == 0x0A { lineStarts.append(place + 1) }
    // A byte-order mark is no part of its line.
    if file.starts(with: [0xEF, 0xBB, 0xBF]) { lineStarts[0] = 3 }
    var letters = 0
    for passage in Reading(of: Self.path(name)).passages {
      for (place, byte) in passage.text.enumerated()
      where UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte {
        letters += 1
        let offset = passage.lines.offset(of: place)
        let (line, column) = passage.lines.place(of: place..<place + 1)
        #expect(file[offset] == byte)
        #expect(lineStarts[line - 1] + column.lowerBound == offset && column.count == 1)
      }
    }
    #expect(letters > 20)
  }
}
