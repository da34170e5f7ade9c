/// Writes numbers in as few bytes as each takes: seven bits a byte, the lowest first, with the highest bit where more follow.
package struct NumberPacker {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// - Parameter number: From 0.
  package mutating func append(_ number: Int) {
    precondition(number >= 0, "a number below 0")
    var rest = UInt(number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Takes any number: those near 0 on either side take few bytes.
  package mutating func append(signed number: Int) {
    append(number < 0 ? -2 * (number + 1) + 1 : 2 * number)
  }

  package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  package mutating func append(_ text: String) {
    append(text.utf8.count)
    append(text.utf8)
  }

  /// A text that may be missing.
  package mutating func append(_ text: String?) {
    append(text.map { $0.utf8.count + 1 } ?? 0)
    if let text { append(text.utf8) }
  }
}

/// Reads what `NumberPacker` has written, and trusts no byte of it.
package struct NumberUnpacker {
  package struct Damage: Error {
    package init() {}
  }

  private let bytes: [UInt8]
  private var place = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var isAtEnd: Bool { place == bytes.count }

  package mutating func next() throws(Damage) -> Int {
    var number: UInt = 0
    var shift: UInt = 0
    while place < bytes.count, shift < 63 {
      let byte = bytes[place]
      place += 1
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 {
        guard let number = Int(exactly: number) else { throw Damage() }
        return number
      }
      shift += 7
    }
    throw Damage()
  }

  /// A number that cannot be larger than a limit where all is well.
  package mutating func next(atMost limit: Int) throws(Damage) -> Int {
    let number = try next()
    guard number <= limit else { throw Damage() }
    return number
  }

  /// How many things follow, each of a byte or more.
  package mutating func nextCount() throws(Damage) -> Int { try next(atMost: bytes.count - place) }

  package mutating func nextSigned() throws(Damage) -> Int {
    let number = try next()
    return number & 1 == 0 ? number / 2 : -(number / 2) - 1
  }

  package mutating func next(bytes count: Int) throws(Damage) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw Damage() }
    defer { place += count }
    return bytes[place..<place + count]
  }

  /// All bytes that are left.
  package mutating func rest() -> ArraySlice<UInt8> {
    defer { place = bytes.count }
    return bytes[place...]
  }

  package mutating func nextText() throws(Damage) -> String {
    let count = try next()
    return String(decoding: try next(bytes: count), as: UTF8.self)
  }

  package mutating func nextTextOrNone() throws(Damage) -> String? {
    let count = try next()
    return count == 0 ? nil : String(decoding: try next(bytes: count - 1), as: UTF8.self)
  }
}
