import Platform

/// Writes JSON into bytes, value after value, with commas where they belong. The order of calls is
/// that of the text; a call where none may stand traps.
///
/// Numbers are the shortest digits that read back as the same number, in any locale. Text is written as
/// UTF-8; quotes, backslashes and whatever is hidden in a text are escaped: controls, marks of direction, characters that
/// are drawn as nothing, and the two line ends of Unicode that JavaScript does not take in strings.
package struct JSONWriter: Sendable {
  private enum Level { case array, object }

  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  private var levels: [Level] = []
  private var isFirst = true
  private var hasName = false

  /// - Parameter indented: Whether each value has a line of its own.
  package init(indented: Bool = false) { isIndented = indented }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Hands out what has been written so far and goes on with none of it.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  package mutating func beginObject() { begin(.object, "{") }
  package mutating func endObject() { end(.object, "}") }
  package mutating func beginArray() { begin(.array, "[") }
  package mutating func endArray() { end(.array, "]") }

  /// The name of the member whose value follows.
  package mutating func name(_ name: String) {
    precondition(levels.last == .object && !hasName, "a name belongs to a member of an object")
    separate()
    append(name)
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(0x20) }
    hasName = true
  }

  package mutating func null() { literal("null") }
  package mutating func value(_ value: Bool) { literal(value ? "true" : "false") }
  package mutating func value(_ value: some BinaryInteger) { literal(String(value)) }
  /// What is not finite becomes null: JSON has no word for it.
  package mutating func value(_ value: Double) {
    literal(value.isFinite ? value.description : "null")
  }
  /// What is not finite becomes null: JSON has no word for it.
  package mutating func value(_ value: Float) {
    literal(value.isFinite ? value.description : "null")
  }
  package mutating func value(_ text: String) {
    beginValue()
    append(text)
  }
  /// On one line, also where each value has a line of its own.
  package mutating func value(_ numbers: [Float]) {
    beginValue()
    bytes.append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      var digits = number.isFinite ? number.description : "null"
      digits.withUTF8 { bytes.append(contentsOf: $0) }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): self.value(value)
    case .number(let number): literal(number.literal)
    case .string(let text): self.value(text)
    case .array(let values):
      beginArray()
      for value in values { self.value(value) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  private mutating func begin(_ level: Level, _ bracket: Unicode.Scalar) {
    beginValue()
    bytes.append(UInt8(ascii: bracket))
    levels.append(level)
    isFirst = true
  }

  private mutating func end(_ level: Level, _ bracket: Unicode.Scalar) {
    precondition(levels.popLast() == level && !hasName, "nothing to end here")
    if !isFirst { startLine() }
    bytes.append(UInt8(ascii: bracket))
    isFirst = false
  }

  private mutating func literal(_ literal: String) {
    beginValue()
    bytes += literal.utf8
  }

  private mutating func beginValue() {
    switch levels.last {
    case .object:
      precondition(hasName, "a member has a name")
      hasName = false
    case .array: separate()
    case nil:
      precondition(isFirst, "a text is one value")
      isFirst = false
    }
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    startLine()
  }

  private mutating func startLine() {
    guard isIndented else { return }
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: 2 * levels.count)
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let scalars = text.unicodeScalars
    for (place, scalar) in zip(scalars.indices, scalars) {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case " "..."~": bytes.append(UInt8(ascii: scalar))
      case _ where scalars.isHidden(at: place): escape(scalar)
      default: bytes += UTF8.encode(scalar)!
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONWriter {
  private mutating func escape(_ scalar: Unicode.Scalar) {
    for unit in UTF16.encode(scalar)! {
      let digits = String(unit, radix: 16)
      bytes += "\\u".utf8
      bytes += repeatElement(0x30, count: 4 - digits.count)
      bytes += digits.utf8
    }
  }
}

extension JSONValue {
  /// In one line without spaces.
  public var compact: String {
    var writer = JSONWriter()
    writer.value(self)
    return writer.text
  }

  /// Each value on a line of its own, and a line end after the last.
  public var indented: String {
    var writer = JSONWriter(indented: true)
    writer.value(self)
    return writer.text + "\n"
  }
}
