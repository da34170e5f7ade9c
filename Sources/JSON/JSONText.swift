import Platform

/// A text that is known to be JSON. Its values are made when they are asked for: what nobody asks for costs nothing but
/// its bytes.
final class JSONText: @unchecked Sendable {
  /// Never written to once the text is known to be JSON.
  let bytes: UnsafeBufferPointer<UInt8>
  private let isOwner: Bool

  /// Copies bytes, for those of a file may change.
  init(copying bytes: some Collection<UInt8>) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = copy.initialize(fromContentsOf: bytes)
    self.bytes = UnsafeBufferPointer(copy)
    isOwner = true
  }

  /// Looks at bytes that others keep, as long as they do: only `kept(in:)` may leave it.
  init(lookingAt bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    isOwner = false
  }

  deinit { if isOwner { bytes.deallocate() } }

  /// The value that begins at a place.
  func value(at place: Int) -> JSONValue {
    switch bytes[place] {
    case UInt8(ascii: "{"): .object(JSONObject(JSONParts(of: self, from: place)))
    case UInt8(ascii: "["): .array(JSONArray(JSONParts(of: self, from: place)))
    case UInt8(ascii: "\""): .string(string(at: place))
    case UInt8(ascii: "t"): .bool(true)
    case UInt8(ascii: "f"): .bool(false)
    case UInt8(ascii: "n"): .null
    default: .number(JSONNumber(literal: text(place..<end(ofValueAt: place))))
    }
  }

  /// The value that stands in a range, which needs this text no more.
  func kept(in range: Range<Int>) -> JSONValue {
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return JSONText(copying: bytes[range]).value(at: 0)
    case UInt8(ascii: "\""):
      let inner = range.lowerBound + 1..<range.upperBound - 1
      return .string(
        bytes[inner].contains(UInt8(ascii: "\\")) ? string(at: range.lowerBound) : text(inner))
    case UInt8(ascii: "-"), 0x30..<0x3A: return .number(JSONNumber(literal: text(range)))
    default: return value(at: range.lowerBound)
    }
  }

  /// The string whose first quote is at a place.
  func string(at place: Int) -> String {
    if let plain = plainBytes(ofStringAt: place) { return text(plain) }
    var reader = JSONReader(self, at: place)
    return reader.text(ofBytes: end(ofStringAt: place) - place - 2)
  }

  /// Where a string stands whose bytes stand for themselves; `nil` for another.
  private func plainBytes(ofStringAt place: Int) -> Range<Int>? {
    var end = place + 1
    while bytes[end] != UInt8(ascii: "\"") {
      if bytes[end] == UInt8(ascii: "\\") { return nil }
      end += 1
    }
    return place + 1..<end
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// Whether the names that begin at two places are the same.
  func areSame(_ a: Int, _ b: Int) -> Bool { withName(at: a) { isName($0, at: b) } }

  /// Whether the name that begins at a place has some bytes.
  func isName(_ wanted: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    withName(at: place) { name in
      name.count == wanted.count
        && (name.isEmpty || memcmp(name.baseAddress!, wanted.baseAddress!, name.count) == 0)
    }
  }

  /// The bytes of a name, its escapes read.
  func withName<Result>(at place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let plain = plainBytes(ofStringAt: place) {
      return body(UnsafeBufferPointer(rebasing: bytes[plain]))
    }
    var name = string(at: place)
    return name.withUTF8(body)
  }

  /// The place of the value behind a name.
  func valuePlace(behindNameAt place: Int) -> Int {
    skippingSpace(from: skippingSpace(from: end(ofStringAt: place)) + 1)
  }

  func end(ofStringAt place: Int) -> Int {
    var end = place + 1
    while bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return end + 1
  }

  private func end(ofValueAt place: Int) -> Int {
    switch bytes[place] {
    case UInt8(ascii: "\""): return end(ofStringAt: place)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return end(ofBracketAt: place)
    default:
      var end = place
      while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
      return end
    }
  }

  private func end(ofBracketAt place: Int) -> Int {
    var end = place
    var depth = 0
    repeat {
      switch bytes[end] {
      case UInt8(ascii: "\""):
        end = self.end(ofStringAt: end)
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      end += 1
    } while depth > 0
    return end
  }

  /// Whether a byte is of a number, or of `true`, `false` and `null`.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private func skippingSpace(from place: Int) -> Int {
    var place = place
    while bytes[place] == 0x20 || bytes[place] == 0x0A || bytes[place] == 0x0D
      || bytes[place] == 0x09
    {
      place += 1
    }
    return place
  }

  /// Calls for the place of each element of an array, or of each name of an object.
  ///
  /// - Parameter open: The place of its bracket.
  func forEachPart(from open: Int, _ take: (Int) -> Void) {
    let isObject = bytes[open] == UInt8(ascii: "{")
    var place = skippingSpace(from: open + 1)
    while bytes[place] != UInt8(ascii: "]"), bytes[place] != UInt8(ascii: "}") {
      take(place)
      let value = isObject ? valuePlace(behindNameAt: place) : place
      place = skippingSpace(from: end(ofValueAt: value))
      if bytes[place] == UInt8(ascii: ",") { place = skippingSpace(from: place + 1) }
    }
  }

  func partCount(from open: Int) -> Int {
    var count = 0
    forEachPart(from: open) { _ in count += 1 }
    return count
  }
}
