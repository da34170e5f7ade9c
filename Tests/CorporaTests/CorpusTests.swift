import Foundation
import TestSupport
import Testing

@testable import Corpora

@Suite struct CorpusTests {
  let folder = try! TemporaryFolder()

  init() throws {
    for name in ["b", "b/inner", ".hidden", "empty"] {
      try FileManager.default.createDirectory(
        atPath: folder(name), withIntermediateDirectories: true)
    }
    for (name, text) in [
      ("a.txt", "A bank.\n"), ("c.csv", "year,text\n1990,A river.\n"),
      ("b/z.jsonl", "{\"text\": \"Z.\"}\n"),
      ("b/inner/one.txt", "One.\n"), (".hidden/no.txt", "No.\n"), ("b/.no", "No.\n"),
      ("b/picture.png", "\u{89}PNG\u{0}\u{1}\u{2}"), ("paper.pdf", "%PDF-1.7\n"),
      ("data.json", "{\"a\":\n{\"b\": 1}}\n"),
    ] { try folder.write(text, name) }
  }

  func read(_ places: [String]) throws -> (texts: [String], known: CorpusReading) {
    var known = CorpusReading()
    var texts: [String] = []
    try Corpus(places).forEach(&known) { passage, _ in
      texts.append(String(decoding: passage.text, as: UTF8.self))
    }
    return (texts, known)
  }

  @Test func foldersAreGoneThroughByName() throws {
    // A link back to the top leads nowhere new.
    try FileManager.default.createSymbolicLink(
      atPath: folder("b/up"), withDestinationPath: folder.path)
    let (texts, known) = try read([folder.path])
    #expect(texts == ["A bank.", "One.", "Z.", "A river."])
    #expect(
      known.warnings.map(\.description) == [
        "\(folder.path): 3 files hold no text in UTF-8 that can be read and were left out: "
          + "picture.png, data.json, paper.pdf"
      ])
    #expect(known.warningCount == 1 && known.files == 7)
  }

  @Test func patternsAndPlacesInTurn() throws {
    #expect(try read([folder("*.txt"), folder("b/[a-z].jsonl")]).texts == ["A bank.", "Z."])
    #expect(try read([folder("b*"), folder("a.txt")]).texts == ["One.", "Z.", "A bank."])
    // A file that has the name of a pattern is itself.
    try folder.write("Star.\n", "*.txt")
    #expect(try read([folder("*.txt")]).texts == ["Star."])
  }

  @Test func whatIsNamedIsNotLeftOut() {
    #expect(throws: FileLinesError.self) { try read([folder("paper.pdf")]) }
    for place in ["empty", "no*where", "b/?"] {
      #expect(throws: CorpusError(.noFile, path: folder(place))) { try Corpus([folder(place)]) }
    }
    #expect(throws: FileLinesError.self) { try read([folder("none.txt")]) }
  }
}
