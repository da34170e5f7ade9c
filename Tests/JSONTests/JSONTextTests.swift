import TestSupport
import Testing

@testable import JSON

/// What a value that was read keeps, and what it makes of it.
@Suite struct JSONTextTests {
  private func read(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  @Test func valuesAreMadeFromTheText() throws {
    let value = try read(#" { "a\n" : [ 1 , [ ] , {"b":"]\"}"} , true ] , "\u0061" : -0.5e1 } "#)
    #expect(value.object?.names == ["a\n", "a"])
    let list = try #require(value["a\n"]?.array)
    #expect(list.count == 4 && list[0] == 1 && list[1] == [] && list[3] == true)
    #expect(
      list[2]["b"]?.string == "]\"}" && list.last == true && list.map(\.kind)[1] == "an array")
    #expect(value["a"]?.double == -5 && value["b"] == nil)
  }

  @Test func valuesThatWereReadAreEqualToThoseThatWereMade() throws {
    let made: JSONValue = ["a": [1, "b", nil, false], "c": ["d": [[], [:]]]]
    let read = try read(made.indented)
    #expect(read == made && read.hashValue == made.hashValue)
    #expect(read.compact == made.compact && read.indented == made.indented)
    #expect(try self.read("[1,2]") != [1, 3] && self.read("[1]") != [1, 1])
    #expect(try self.read(#"{"a":1}"#) != ["b": 1] && self.read("{}") == [:])
  }

  @Test func anObjectThatWasReadCanBeChanged() throws {
    var object = try #require(try read(#"{"a":1,"b":[2],"c":3}"#).object)
    object["b"] = "new"
    object["a"] = nil
    object["d"] = 4
    #expect(JSONValue.object(object).compact == #"{"b":"new","c":3,"d":4}"#)
  }

  @Test func aPartOutlivesItsWhole() throws {
    let part = try #require(try read("[[1, [2, \"three\"]]]").array?[0].array?[1])
    #expect(part.array?.map(\.compact) == ["2", "\"three\""])
  }

  @Test func whatIsHandedOutIsNotKept() throws {
    let text = Array(#"{"a":{"b":{"x":[1],"y":2},"c":[3]},"b":{"x":4},"d":["e",5]}"#.utf8)
    var taken: [String] = []
    let value = try text.withUnsafeBytes { bytes in
      try JSONReader.read(
        bytes,
        handingOut: [["a", "b"], ["d"]].map { path in
          JSONMemberStream(path: path) {
            taken.append("\(String(decoding: $0, as: UTF8.self))=\($1.compact)")
          }
        })
    }
    #expect(taken == ["x=[1]", "y=2", "=\"e\"", "=5"])
    #expect(value.compact == #"{"a":{"b":{},"c":[3]},"b":{"x":4},"d":[]}"#)
  }

  /// Texts of the smallest parts: numbers, strings, arrays, objects, one long string, names.
  static let dense: [(name: String, text: String)] = {
    let count = 50_000
    func list(_ part: String) -> String {
      "[" + [String](repeating: part, count: count).joined(separator: ",") + "]"
    }
    return [
      ("numbers", list("1")), ("strings", list("\"\"")), ("arrays", list("[]")),
      ("objects", list("{}")), ("long", "[\"\(String(repeating: "a\\n", count: count))\"]"),
      (
        "names",
        "{" + (0..<count).map { "\"\(String($0, radix: 36))\":1" }.joined(separator: ",") + "}"
      ),
    ]
  }()

  @Test(arguments: dense) func aTextTakesThreeTimesItsBytesAtMost(name: String, text: String) throws
  {
    let value = try read(text)
    let parts =
      switch value {
      case .array(let array): try #require(array.parts)
      default: try #require(value.object?.members.parts)
      }
    #expect(parts.text.bytes.count == text.utf8.count)
    // Room is made in whole pages.
    #expect(4 * parts.places.capacity <= 2 * text.utf8.count + 4096)
    #expect(value.compact == text)
  }

  @Test func theBoundsAreNamed() {
    let longest = JSONValue.longest
    let one = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
    defer { one.deallocate() }
    // Nothing of it is looked at.
    let text = UnsafeRawBufferPointer(start: one, count: longest + 1)
    let error = JSONError(fault: .tooLong(bytes: longest + 1, limit: longest), offset: 0)
    #expect(throws: error) { try JSONValue(parsing: text) }
    #expect(error.description == "JSON too long: 1073741825 bytes, expected at most 1073741824")
  }

  @Test(arguments: [16, 17, 18, 100, 3000]) func aNameThatComesTwiceIsFoundAmongMany(count: Int)
    throws
  {
    // Half of them are written with an escape.
    func name(_ index: Int, escaped: Bool) -> String { escaped ? "\\u006e\(index)" : "n\(index)" }
    let members = (0..<count).map { "\"\(name($0, escaped: $0.isMultiple(of: 2)))\":\($0)" }
    let text = "{" + members.joined(separator: ",")
    let value = try read(text + "}")
    for index in stride(from: 0, to: count, by: max(1, count / 50)) {
      #expect(value["n\(index)"]?.int == index)
    }
    for index in [0, 1, count / 2, count - 1] {
      let twice = text + ",\"\(name(index, escaped: index % 2 == 1))\":0}"
      let error = JSONError(fault: .duplicateName("n\(index)"), offset: text.utf8.count + 1)
      #expect(throws: error) { try read(twice) }
    }
  }

  @Test(arguments: RandomText.allCases) func whatIsReadIsWrittenAsItWas(kind: RandomText) throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<500 {
      let texts = (0..<3).map { _ in String(decoding: kind.bytes(using: &generator), as: UTF8.self)
      }
      let made: JSONValue = [.string(texts[0]), .object([texts[1]: [.string(texts[2])]])]
      for text in [made.compact, made.indented] {
        let value = try read(text)
        #expect(value.array?[0].string.map { Array($0.utf8) } == Array(texts[0].utf8))
        #expect(value.compact == made.compact && value.indented == made.indented)
      }
    }
  }
}
