import UnicodeText

extension JSONValue {
  /// Arrays and objects inside one another that a text may have.
  public static let deepest = 128

  /// Reads a text that is JSON and nothing else: no comments, no trailing commas, no name twice in an
  /// object, no number beyond the range of `Double`, only UTF-8.
  public init(parsing text: UnsafeRawBufferPointer) throws(JSONError) {
    self = try JSONReader.read(text, handingOut: [])
  }

  /// Reads a text that is JSON and nothing else.
  public init(parsing text: [UInt8]) throws(JSONError) {
    // The closure cannot throw a type of its own choice.
    let result = text.withUnsafeBytes { bytes -> Result<JSONValue, JSONError> in
      do throws(JSONError) { return .success(try JSONValue(parsing: bytes)) } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}

/// One object or array of a text whose members are too many to keep: each is handed out and none is in the
/// value that is read, which is empty there. Whether a name comes twice is for the one who takes them to see.
package struct JSONMemberStream {
  /// The names that lead to it.
  package let path: [String]
  /// Takes the UTF-8 of a name, empty in an array, and the value.
  package let take: (UnsafeBufferPointer<UInt8>, JSONValue) -> Void

  package init(
    path: [String], take: @escaping (UnsafeBufferPointer<UInt8>, JSONValue) -> Void
  ) {
    self.path = path
    self.take = take
  }
}

/// Goes through well-formed UTF-8 from left to right.
package struct JSONReader {
  private let text: UnsafeBufferPointer<UInt8>
  private var place = 0
  private let streams: [JSONMemberStream]
  /// The names that lead to the value being read, as far as no array is on the way.
  private var path: [String] = []

  /// Reads a whole text.
  package static func read(
    _ text: UnsafeRawBufferPointer, handingOut streams: [JSONMemberStream]
  ) throws(JSONError) -> JSONValue {
    let text = text.bindMemory(to: UInt8.self)
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(fault: .byteOrderMark, offset: 0) }
    if let offset = firstIllFormedByte(in: text.span) {
      throw JSONError(fault: .notUTF8, offset: offset)
    }
    var reader = JSONReader(text: text, streams: streams)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.place < text.count { throw reader.unexpected("the end of the text") }
    return value
  }

  private init(text: UnsafeBufferPointer<UInt8>, streams: [JSONMemberStream]) {
    self.text = text
    self.streams = streams
  }

  private var byte: UInt8? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  private func unexpected(_ expected: String) -> JSONError {
    guard let byte else { return JSONError(fault: .ended(expected: expected), offset: place) }
    return JSONError(fault: .unexpected(found: byte, expected: expected), offset: place)
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || 0x30..<0x3A ~= byte:
      return .number(try number())
    default: throw unexpected("a value")
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount {
      guard byte == word.utf8Start[index] else { throw unexpected("\(word)") }
      place += 1
    }
    return value
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    guard depth <= JSONValue.deepest else {
      throw JSONError(fault: .tooDeep(limit: JSONValue.deepest), offset: place)
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    try checkDepth(depth)
    place += 1
    var values: [JSONValue] = []
    skipSpace()
    if byte == UInt8(ascii: "]") {
      place += 1
      return values
    }
    while true {
      values.append(try value(depth: depth))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","): place += 1
      case UInt8(ascii: "]"):
        place += 1
        return values
      default: throw unexpected("',' or ']'")
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    try checkDepth(depth)
    place += 1
    var members: [JSONObject.Member] = []
    var names = Set<ExactName>()
    skipSpace()
    if byte == UInt8(ascii: "}") {
      place += 1
      return JSONObject()
    }
    while true {
      skipSpace()
      let start = place
      guard byte == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let name = try string()
      // Few names are compared one by one, many through a set.
      if members.count == 16 { names = Set(members.lazy.map { ExactName($0.name) }) }
      let isNew =
        members.count < 16
        ? !members.contains { isSame($0.name, name) } : names.insert(ExactName(name)).inserted
      guard isNew else { throw JSONError(fault: .duplicateName(name), offset: start) }
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw unexpected("':'") }
      place += 1
      members.append(JSONObject.Member(name: name, value: try member(name, depth: depth)))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","): place += 1
      case UInt8(ascii: "}"):
        place += 1
        return JSONObject(distinct: members)
      default: throw unexpected("',' or '}'")
      }
    }
  }

  /// The value of a member, empty where what is in it is handed out.
  private mutating func member(_ name: String, depth: Int) throws(JSONError) -> JSONValue {
    guard !streams.isEmpty, path.count == depth - 1 else { return try value(depth: depth) }
    path.append(name)
    defer { path.removeLast() }
    let stream = streams.first {
      $0.path.count == path.count && zip($0.path, path).allSatisfy(isSame)
    }
    guard let stream else { return try value(depth: depth) }
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"):
      try handOutMembers(to: stream.take, depth: depth + 1)
      return .object(JSONObject())
    case UInt8(ascii: "["):
      try handOutElements(to: stream.take, depth: depth + 1)
      return .array([])
    default: return try value(depth: depth)
    }
  }

  private mutating func handOutElements(
    to take: (UnsafeBufferPointer<UInt8>, JSONValue) -> Void, depth: Int
  ) throws(JSONError) {
    try checkDepth(depth)
    place += 1
    skipSpace()
    if byte == UInt8(ascii: "]") {
      place += 1
      return
    }
    while true {
      take(UnsafeBufferPointer(start: nil, count: 0), try value(depth: depth))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","): place += 1
      case UInt8(ascii: "]"):
        place += 1
        return
      default: throw unexpected("',' or ']'")
      }
    }
  }

  private mutating func handOutMembers(
    to take: (UnsafeBufferPointer<UInt8>, JSONValue) -> Void, depth: Int
  ) throws(JSONError) {
    try checkDepth(depth)
    place += 1
    skipSpace()
    if byte == UInt8(ascii: "}") {
      place += 1
      return
    }
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let start = place + 1
      let end = plainEnd(from: start)
      var escaped: String?
      if end < text.count, text[end] == UInt8(ascii: "\"") {
        place = end + 1
      } else {
        escaped = try string()
      }
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw unexpected("':'") }
      place += 1
      let value = try value(depth: depth)
      if var escaped {
        escaped.withUTF8 { take($0, value) }
      } else {
        take(UnsafeBufferPointer(rebasing: text[start..<end]), value)
      }
      skipSpace()
      switch byte {
      case UInt8(ascii: ","): place += 1
      case UInt8(ascii: "}"):
        place += 1
        return
      default: throw unexpected("',' or '}'")
      }
    }
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    let start = place
    if byte == UInt8(ascii: "-") { place += 1 }
    if byte == UInt8(ascii: "0") {
      place += 1
    } else {
      try digits()
    }
    if byte == UInt8(ascii: ".") {
      place += 1
      try digits()
    }
    var hasExponent = false
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      hasExponent = true
      place += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
      try digits()
    }
    if let byte, 0x30..<0x3A ~= byte {
      throw JSONError(fault: .badNumber, offset: start)  // a zero before other digits
    }
    let literal = String(
      decoding: UnsafeBufferPointer(rebasing: text[start..<place]), as: UTF8.self)
    if hasExponent || place - start > 300, Double(literal)?.isFinite != true {
      throw JSONError(fault: .numberTooLarge, offset: start)
    }
    return JSONNumber(literal: literal)
  }

  private mutating func digits() throws(JSONError) {
    let start = place
    while let byte, 0x30..<0x3A ~= byte { place += 1 }
    if place == start { throw unexpected("a digit") }
  }

  /// The end of a run of bytes that stand for themselves in a string.
  private func plainEnd(from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\""), text[end] != UInt8(ascii: "\\"),
      text[end] >= 0x20
    { end += 1 }
    return end
  }

  private mutating func string() throws(JSONError) -> String {
    let start = place + 1
    place = plainEnd(from: start)
    guard byte == UInt8(ascii: "\"") else { return try escapedString(from: start) }
    defer { place += 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: text[start..<place]), as: UTF8.self)
  }

  /// A string that is more than bytes that stand for themselves.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var decoded = Array(text[start..<place])
    while let byte {
      if byte == UInt8(ascii: "\"") {
        place += 1
        return String(decoding: decoded, as: UTF8.self)
      }
      if byte < 0x20 { throw JSONError(fault: .control(byte), offset: place) }
      if byte == UInt8(ascii: "\\") {
        decoded += UTF8.encode(try escape())!
      } else {
        decoded.append(byte)
        place += 1
      }
    }
    throw unexpected("'\"'")
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = place
    place += 1
    guard let byte else { throw unexpected("an escape") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw JSONError(fault: .badEscape, offset: start)
    }
    guard let first = hexadecimal() else { throw JSONError(fault: .badEscape, offset: start) }
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, self.byte == UInt8(ascii: "\\"), place + 1 < text.count,
      text[place + 1] == UInt8(ascii: "u")
    else { throw JSONError(fault: .badEscape, offset: start) }
    place += 2
    guard let second = hexadecimal(), 0xDC00..<0xE000 ~= second else {
      throw JSONError(fault: .badEscape, offset: start)
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))!
  }

  /// Four digits.
  private mutating func hexadecimal() -> UInt32? {
    guard place + 4 <= text.count else { return nil }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(text[place])).hexDigitValue, text[place] < 0x80
      else { return nil }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }
}
