import TestSupport
import Testing

@testable import Models

struct MergesFileTests {
  private func list(_ vocabulary: String, _ merges: String) throws -> PieceList {
    let folder = try TemporaryFolder()
    try folder.write(vocabulary, "vocab.json")
    try folder.write(merges, "merges.txt")
    return try PieceList(vocabulary: folder("vocab.json"), merges: folder("merges.txt"))
  }

  @Test func linesOfTwo() throws {
    let list = try list(#"{"b":1,"a":0}"#, "#version: 0.2\na b\r\n#version b\n# #a")
    #expect(list.pieces == ["a", "b"])
    #expect(list.merges.map { [$0.left, $0.right] } == [["a", "b"], ["#", "#a"]])
  }

  private func message(_ vocabulary: String, _ merges: String) -> String? {
    do {
      _ = try list(vocabulary, merges)
      return nil
    } catch { return "\(error)" }
  }

  @Test func refusals() throws {
    let fine = #"{"a":0,"b":1}"#
    for (vocabulary, merges, expected) in [
      ("[]", "", "vocab.json: the file: expected an object, found an array"),
      (#"{"a":"0"}"#, "", "vocab.json: id of 'a': expected a whole number"),
      (#"{"a":1}"#, "", "vocab.json: 'a' has id 1, expected ids from 0 to 0"),
      (#"{"a":0,"b":0}"#, "", "vocab.json: 'b' and 'a' both have id 0"),
      (fine, "a b\nab", "merges.txt: line 2: expected two pieces with a space between, found one"),
      (fine, "a b c", "merges.txt: line 1: expected two pieces with a space between, found 3"),
      (fine, "a b\n\n", "merges.txt: line 2: expected two pieces with a space between, found one"),
    ] {
      let message = try #require(self.message(vocabulary, merges))
      #expect(message.contains(expected), "\(message)")
    }
  }
}
