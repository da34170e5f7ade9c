import JSON
import Testing

struct JSONReaderTests {
  private func read(_ text: String) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test func values() throws {
    let value = try read(
      #" { "a" : [ 1 , -2.5e3, true, false, null ] , "b" : { } , "" : [ ] } "#)
    #expect(
      value == [
        "a": [1, .number(try #require(read("-2.5e3").number)), true, false, nil], "b": [:],
        "": [],
      ])
    #expect(value["a"]?.array?[0].int == 1)
    #expect(value["a"]?.array?[1].double == -2500)
    #expect(value["a"]?.array?[1].int == nil)
    #expect(value["a"]?.array?[2].bool == true)
    #expect(value["a"]?.array?[4].isNull == true)
    #expect(value["c"] == nil && value["a"]?["b"] == nil)
    #expect(value.object?.names == ["a", "b", ""])
  }

  @Test func numbersAreKeptAsWritten() throws {
    for text in [
      "0", "-0", "10", "9223372036854775808", "0.1", "1e-999", "1E+2",
      "123456789012345678901234567890",
    ] {
      #expect(try read(text).number?.literal == text)
      #expect(try read(text).compact == text)
    }
    #expect(try read("9223372036854775807").int == .max)
    #expect(try read("9223372036854775808").int == nil)
    #expect(try read("-0").double?.sign == .minus)
  }

  @Test func escapes() throws {
    #expect(
      try read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\uDE00é😀""#).string
        == "\"\\/\u{8}\u{C}\n\r\tAé😀é😀")
    #expect(try read(#""\u0000""#).string == "\0")
  }

  @Test func namesAreToldApartByTheirBytes() throws {
    let object = try #require(try read("{\"é\": 1, \"e\u{301}\": 2}").object)
    #expect(object["é"] == 1 && object["e\u{301}"] == 2)
  }

  @Test func manyMembers() throws {
    let members = (0..<100).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
    let value = try read("{\(members)}")
    for index in 0..<100 { #expect(value["n\(index)"]?.int == index) }
    let text = "{\(members),\"n50\":0}"
    let error = JSONError(fault: .duplicateName("n50"), offset: text.utf8.count - 8)
    #expect(throws: error) { try read(text) }
  }

  @Test(arguments: [
    ("", JSONError.Fault.ended(expected: "a value"), 0),
    ("  ", .ended(expected: "a value"), 2),
    ("x", .unexpected(found: 0x78, expected: "a value"), 0),
    ("'a'", .unexpected(found: 0x27, expected: "a value"), 0),
    ("tru", .ended(expected: "true"), 3),
    ("nul1", .unexpected(found: 0x31, expected: "null"), 3),
    ("1 2", .unexpected(found: 0x32, expected: "the end of the text"), 2),
    ("{}}", .unexpected(found: 0x7D, expected: "the end of the text"), 2),
    ("[1", .ended(expected: "',' or ']'"), 2),
    ("[1,]", .unexpected(found: 0x5D, expected: "a value"), 3),
    ("{", .ended(expected: "a name in quotes"), 1),
    ("{a:1}", .unexpected(found: 0x61, expected: "a name in quotes"), 1),
    ("{\"a\" 1}", .unexpected(found: 0x31, expected: "':'"), 5),
    ("{\"a\":1 ", .ended(expected: "',' or '}'"), 7),
    ("{\"a\":1,}", .unexpected(found: 0x7D, expected: "a name in quotes"), 7),
    ("{\"a\":1,\"a\":1}", .duplicateName("a"), 7),
    ("{\"a\":1,\"\\u0061\":1}", .duplicateName("a"), 7),
    ("\"a", .ended(expected: "'\"'"), 2),
    ("\"\\", .ended(expected: "an escape"), 2),
    ("\"\\x\"", .badEscape, 1),
    ("\"\\u12g4\"", .badEscape, 1),
    ("\"\\u12", .badEscape, 1),
    ("\"\\ud800\"", .badEscape, 1),
    ("\"\\udc00\"", .badEscape, 1),
    ("\"\\ud800\\u0041\"", .badEscape, 1),
    ("\"\n\"", .control(0x0A), 1),
    ("\"\\n\0\"", .control(0), 3),
    ("-", .ended(expected: "a digit"), 1),
    ("1.", .ended(expected: "a digit"), 2),
    (".5", .unexpected(found: 0x2E, expected: "a value"), 0),
    ("1e", .ended(expected: "a digit"), 2),
    ("01", .badNumber, 0),
    ("-01", .badNumber, 0),
    ("1e999", .numberTooLarge, 0),
    ("\u{FEFF}1", .byteOrderMark, 0),
  ])
  func smallestFaults(text: String, fault: JSONError.Fault, offset: Int) {
    #expect(throws: JSONError(fault: fault, offset: offset)) { try read(text) }
  }

  @Test func badUTF8() {
    #expect(throws: JSONError(fault: .notUTF8, offset: 2)) {
      try JSONValue(parsing: [0x22, 0x61, 0xFF, 0x22])
    }
    #expect(throws: JSONError(fault: .notUTF8, offset: 3)) {
      try JSONValue(parsing: [0x22, 0xC3, 0xA9, 0xED, 0xA0, 0x80, 0x22])
    }
    #expect(throws: JSONError(fault: .notUTF8, offset: 1)) { try JSONValue(parsing: [0x22, 0xE2]) }
  }

  @Test func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try read(nested(JSONValue.deepest))
    let limit = JSONValue.deepest
    #expect(throws: JSONError(fault: .tooDeep(limit: limit), offset: limit)) {
      try read(nested(limit + 1))
    }
    #expect(throws: JSONError(fault: .tooDeep(limit: limit), offset: 5 * limit)) {
      try read(String(repeating: "{\"a\":", count: 100_000))
    }
    let digits = String(repeating: "9", count: 400)
    #expect(throws: JSONError(fault: .numberTooLarge, offset: 0)) { try read(digits) }
  }

  @Test func errorsAreOneLine() {
    #expect(
      JSONError(fault: .duplicateName("a\nb\u{1B}[31m"), offset: 7).description
        == "not JSON at byte 7: the name 'a␊b␛[31m' comes twice")
    #expect(
      JSONError(fault: .unexpected(found: 0x0A, expected: "':'"), offset: 3).description
        == "not JSON at byte 3: expected ':', found byte 0x0A")
  }
}
