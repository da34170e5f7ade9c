import UnicodeText

extension JSONValue {
  /// Arrays and objects inside one another that a text may have.
  public static let deepest = 128

  /// Bytes that a text may have.
  public static let longest = 1 << 30

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

/// Goes through well-formed UTF-8 from left to right, and sees to it that it is JSON. Nothing is made of it yet.
package struct JSONReader {
  private let source: JSONText
  private let text: UnsafeBufferPointer<UInt8>
  private var place: Int
  private let streams: [JSONMemberStream]
  /// The names that lead to the value being read, as far as no array is on the way.
  private var path: [String] = []
  /// Elements of an array that is made whole where it is handed out.
  private static let mostMade = 8
  /// The first elements of an array that is handed out, and how deep they stand.
  private var elements: [Range<Int>] = []
  private var elementDepth = -1
  /// Where what was handed out stands.
  private var handedOut: [Range<Int>] = []

  /// Reads a whole text.
  package static func read(
    _ text: UnsafeRawBufferPointer, handingOut streams: [JSONMemberStream]
  ) throws(JSONError) -> JSONValue {
    guard text.count <= JSONValue.longest else {
      let fault = JSONError.Fault.tooLong(bytes: text.count, limit: JSONValue.longest)
      throw JSONError(fault: fault, offset: 0)
    }
    let text = text.bindMemory(to: UInt8.self)
    guard !streams.isEmpty else { return try read(JSONText(copying: text), handingOut: []).value }
    let (_, handedOut) = try read(JSONText(lookingAt: text), handingOut: streams)
    // What was handed out need not be kept.
    var rest: [UInt8] = []
    var place = 0
    for range in handedOut + [text.count..<text.count] {
      rest += text[place..<range.lowerBound]
      place = range.upperBound
    }
    return try read(JSONText(copying: rest), handingOut: []).value
  }

  /// - Returns: Also where what was handed out stands. With streams the value is null.
  private static func read(
    _ source: JSONText, handingOut streams: [JSONMemberStream]
  ) throws(JSONError) -> (value: JSONValue, handedOut: [Range<Int>]) {
    defer { withExtendedLifetime(source) {} }
    let text = source.bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(fault: .byteOrderMark, offset: 0) }
    if let offset = firstIllFormedByte(in: text.span) {
      throw JSONError(fault: .notUTF8, offset: offset)
    }
    var reader = JSONReader(source, at: 0, handingOut: streams)
    let start = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.place < text.count { throw reader.unexpected("the end of the text") }
    return (streams.isEmpty ? source.value(at: start) : .null, reader.handedOut)
  }

  /// Reads on from a place of a text.
  init(_ source: JSONText, at place: Int, handingOut streams: [JSONMemberStream] = []) {
    self.source = source
    text = source.bytes
    self.place = place
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

  /// Reads past a value.
  ///
  /// - Returns: Where it begins.
  @discardableResult
  private mutating func value(depth: Int) throws(JSONError) -> Int {
    skipSpace()
    let start = place
    switch byte {
    case UInt8(ascii: "{"): try object(depth: depth + 1)
    case UInt8(ascii: "["): try array(depth: depth + 1)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case let byte? where byte == UInt8(ascii: "-") || 0x30..<0x3A ~= byte: try number()
    default: throw unexpected("a value")
    }
    return start
  }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard byte == word.utf8Start[index] else { throw unexpected("\(word)") }
      place += 1
    }
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    guard depth <= JSONValue.deepest else {
      throw JSONError(fault: .tooDeep(limit: JSONValue.deepest), offset: place)
    }
  }

  /// - Parameter stream: Is handed the elements.
  private mutating func array(depth: Int, for stream: JSONMemberStream? = nil) throws(JSONError) {
    try checkDepth(depth)
    place += 1
    skipSpace()
    if byte == UInt8(ascii: "]") {
      place += 1
      return
    }
    while true {
      if let stream {
        stream.take(UnsafeBufferPointer(start: nil, count: 0), try keptValue(depth: depth))
      } else {
        let start = try value(depth: depth)
        if depth == elementDepth, elements.count <= Self.mostMade { elements.append(start..<place) }
      }
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

  /// - Parameter stream: Is handed the members.
  private mutating func object(depth: Int, for stream: JSONMemberStream? = nil) throws(JSONError) {
    try checkDepth(depth)
    place += 1
    var names = JSONNames(in: source)
    skipSpace()
    if byte == UInt8(ascii: "}") {
      place += 1
      return
    }
    while true {
      skipSpace()
      let name = place
      guard byte == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let isPlain = try string()
      let end = place
      guard stream != nil || names.insert(name) else {
        throw JSONError(fault: .duplicateName(source.string(at: name)), offset: name)
      }
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw unexpected("':'") }
      place += 1
      if let stream {
        let value = try keptValue(depth: depth)
        if isPlain {
          stream.take(UnsafeBufferPointer(rebasing: text[name + 1..<end - 1]), value)
        } else {
          source.withName(at: name) { stream.take($0, value) }
        }
      } else {
        try member(name, depth: depth)
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

  /// A value to be handed out. A short array is made of what was seen of it, a longer one looked into when it is asked for.
  private mutating func keptValue(depth: Int) throws(JSONError) -> JSONValue {
    elementDepth = depth + 1
    elements.removeAll(keepingCapacity: true)
    let start = try value(depth: depth)
    if text[start] == UInt8(ascii: "["), elements.count <= Self.mostMade {
      return .array(elements.map { source.kept(in: $0) })
    }
    return source.kept(in: start..<place)
  }

  /// The value of a member; what is in it may be handed out.
  ///
  /// - Parameter name: The place of its name.
  private mutating func member(_ name: Int, depth: Int) throws(JSONError) {
    guard !streams.isEmpty, path.count == depth - 1 else {
      try value(depth: depth)
      return
    }
    path.append(source.string(at: name))
    defer { path.removeLast() }
    let stream = streams.first {
      $0.path.count == path.count && zip($0.path, path).allSatisfy(isSame)
    }
    skipSpace()
    let start = place
    switch (byte, stream) {
    case (UInt8(ascii: "{"), let stream?): try object(depth: depth + 1, for: stream)
    case (UInt8(ascii: "["), let stream?): try array(depth: depth + 1, for: stream)
    default:
      try value(depth: depth)
      return
    }
    handedOut.append(start + 1..<place - 1)
  }

  private mutating func number() throws(JSONError) {
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
    guard hasExponent || place - start > 300 else { return }
    let literal = UnsafeBufferPointer(rebasing: text[start..<place])
    guard Double(String(decoding: literal, as: UTF8.self))?.isFinite == true else {
      throw JSONError(fault: .numberTooLarge, offset: start)
    }
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

  /// Reads past a string.
  ///
  /// - Returns: Whether its bytes stand for themselves.
  @discardableResult
  private mutating func string() throws(JSONError) -> Bool {
    place = plainEnd(from: place + 1)
    if byte == UInt8(ascii: "\"") {
      place += 1
      return true
    }
    while byte != UInt8(ascii: "\"") {
      try stringPart()
      place = plainEnd(from: place)
    }
    place += 1
    return false
  }

  /// A byte of a string that does not stand for itself, and those that belong to it.
  @discardableResult
  private mutating func stringPart() throws(JSONError) -> Unicode.Scalar {
    guard let byte else { throw unexpected("'\"'") }
    guard byte == UInt8(ascii: "\\") else { throw JSONError(fault: .control(byte), offset: place) }
    return try escape()
  }

  /// What a string says whose first quote is at the place, and that has been read before.
  mutating func text(ofBytes count: Int) -> String {
    String(unsafeUninitializedCapacity: count) { bytes in
      var used = 0
      place += 1
      while true {
        let end = plainEnd(from: place)
        for byte in text[place..<end] {
          bytes[used] = byte
          used += 1
        }
        place = end
        if byte == UInt8(ascii: "\"") { return used }
        for byte in UTF8.encode(try! stringPart())! {
          bytes[used] = byte
          used += 1
        }
      }
    }
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
