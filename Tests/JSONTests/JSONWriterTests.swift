import Foundation
import JSON
import TestSupport
import Testing

struct JSONWriterTests {
  @Test func compactAndIndented() {
    let value: JSONValue = ["a": [1, 2.5, true, nil, "x"], "b": [:], "c": []]
    #expect(value.compact == #"{"a":[1,2.5,true,null,"x"],"b":{},"c":[]}"#)
    #expect(
      value.indented
        == """
        {
          "a": [
            1,
            2.5,
            true,
            null,
            "x"
          ],
          "b": {},
          "c": []
        }

        """)
  }

  @Test func callByCall() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("line")
    writer.value(3)
    writer.name("vector")
    writer.value([0.1, -1, .nan] as [Float])
    writer.name("words")
    writer.beginArray()
    writer.value("a")
    writer.value(false)
    writer.null()
    writer.endArray()
    writer.endObject()
    #expect(writer.text == #"{"line":3,"vector":[0.1,-1.0,null],"words":["a",false,null]}"#)
  }

  @Test func textIsEscapedAndReadsBack() throws {
    let text = "\"\\/\n\r\t\0\u{1B}\u{7F}\u{85}\u{2028}\u{2029}é😀"
    let json = JSONValue.string(text).compact
    #expect(
      json == #""\"\\/\n\r\t\u0000\u001b\u007f\u0085\u2028\u2029é😀""#)
    #expect(try JSONValue(parsing: Array(json.utf8)).string == text)
  }

  @Test func whatIsHiddenIsEscaped() throws {
    let text = "\u{202E}a\u{200B}\u{E0061}\u{FEFF}👩\u{200D}🚀"
    let json = JSONValue.string(text).compact
    #expect(json == #""\u202ea\u200b\udb40\udc61\ufeff👩\#u{200D}🚀""#)
    #expect(try JSONValue(parsing: Array(json.utf8)).string == text)
    for text in [HiddenText.all, HiddenText.words] {
      let json = JSONValue.object(JSONObject(distinct: [.init(name: text, value: .string(text))]))
        .compact
      #expect(HiddenText.raw(in: json) == [])
      let other = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
      #expect(
        other.first.map {
          Array($0.key.utf8) == Array(text.utf8) && Array($0.value.utf8) == Array(text.utf8)
        } == true)
    }
  }

  /// Foundation's reader, which is not ours, finds the same numbers.
  @Test func numbersReadBackExactly() throws {
    var generator = SplitMix64(seed: 2)
    var numbers: [Double] = [
      0, -0.0, 0.1, 1e16, 1e-7, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .pi,
    ]
    for _ in 0..<2000 {
      let number = Double(bitPattern: generator.next())
      if number.isFinite { numbers.append(number) }
    }
    for number in numbers {
      let json = JSONValue.double(number).compact
      #expect(try JSONValue(parsing: Array(json.utf8)).double?.bitPattern == number.bitPattern)
      let other = try JSONDecoder().decode([Double].self, from: Data("[\(json)]".utf8))
      #expect(other[0] == number)
    }
    for _ in 0..<2000 {
      let number = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      guard number.isFinite else { continue }
      let value = try JSONValue(parsing: Array(JSONValue.float(number).compact.utf8))
      #expect(Float(try #require(value.double)) == number)
      #expect(Float(try #require(value.number).literal) == number)
    }
    #expect(JSONValue.float(0.1).compact == "0.1")
    #expect(JSONValue.double(.infinity) == nil && JSONValue.float(.nan) == nil)
  }

  @Test func membersAreSetInPlace() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = "new"
    object["b"] = nil
    #expect(JSONValue.object(object).compact == #"{"a":3,"c":"new"}"#)
  }

  @Test func misuseTraps() async {
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.beginObject()
      writer.value(1)
    }
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.value(1)
      writer.value(2)
    }
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.beginArray()
      writer.endObject()
    }
  }
}
