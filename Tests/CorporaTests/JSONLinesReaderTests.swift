import JSON
import TestSupport
import Testing

@testable import Corpora

@Suite struct JSONLinesReaderTests {
  let folder = try! TemporaryFolder()

  func lines(_ text: String, field: String? = nil) -> Reading {
    folder.read(text, "a.jsonl", CorpusOptions(textField: field))
  }

  @Test func theTextIsAMemberByName() {
    let reading = lines(#"{"body": "A bank.", "text": 3, "tags": ["a", {"b": 1}]}"#, field: "body")
    #expect(reading.texts == ["A bank."])
    #expect(reading.passages[0].metadata["text"] == "3")
    #expect(reading.passages[0].metadata["tags"] == #"["a",{"b":1}]"#)
    #expect(folder.read("{\"text\": \"A bank.\"}\n", "corpus.txt").texts == ["A bank."])
  }

  @Test(
    arguments: [
      ("{\"text\": \"One\"}\n{\"text\": }\n", "2:10: not JSON at byte 9: "),
      ("[1]\n", "1:1: expected an object of JSON, found an array"),
      (
        "{\"body\": \"x\", \"n\": 1}\n",
        "1:1: there is no 'text', which would hold the text; name another with --text-field: body, n"
      ),
      ("{\"text\": [1]}\n", "1:1: 'text' is an array, expected a string"),
      ("{\"text\": \"cut", "1:14: not JSON at byte 13: the text ends"),
    ])
  func badLinesAreNamed(text: String, message: String) {
    let reading = lines(text)
    #expect(reading.message.hasPrefix("\(folder("a.jsonl")):\(message)"), "\(reading.message)")
  }

  @Test func badBytesAreKept() {
    let bytes =
      Array("{\"é\": \"è\", \"text\": \"A \\u0062ank ".utf8) + [0xFF] + Array(" closed.\"}".utf8)
    let reading = Reading(of: folder.write(bytes, "a.jsonl"))
    #expect(reading.passages[0].text == Array("A bank ".utf8) + [0xFF] + Array(" closed.".utf8))
    #expect(reading.known.badBytes == 1)
  }

  @Test func aWholeDocumentIsNamed() {
    let reading = folder.read("[{\"text\": \"A bank.\"},\n{\"text\": \"B\"}]\n", "a.json")
    #expect(reading.message.contains("looks like JSON, which is not read as a corpus: "))
  }

  /// Whatever the text, what is written as JSON is read again, and stands where it is said to.
  @Test func writtenLinesAreReadAgain() throws {
    var generator = SplitMix64(seed: 42)
    let pieces = ["\"", "\\", "\n", "\t", "\u{1}", "é", "🏦", "bank", "/", "u0041", "x"]
    for _ in 0..<300 {
      let text =
        "x"
        + (0..<Int.random(in: 0...9, using: &generator))
        .map { _ in pieces.randomElement(using: &generator)! }.joined()
      let line = JSONValue.object([
        "text\u{1}": "no", "a": .object(["text": "no"]), "text": .string(text),
      ]).compact
      let reading = lines(line)
      #expect(reading.texts == [text])
    }
  }
}
