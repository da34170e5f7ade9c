/// Text as it was typed: every byte is kept, and what is not UTF-8 is repaired for reading.
///
/// Two texts are equal when their bytes are.
public struct SourceText: Sendable, Hashable {
  private final class Storage: Sendable {
    let bytes: [UInt8]
    let utf8: [UInt8]
    let string: String
    let badBytes: [Int]

    init(bytes: [UInt8], utf8: [UInt8], string: String, badBytes: [Int]) {
      self.bytes = bytes
      self.utf8 = utf8
      self.string = string
      self.badBytes = badBytes
    }
  }

  private let storage: Storage

  public init(_ string: String) {
    var string = string
    string.makeContiguousUTF8()
    let bytes = Array(string.utf8)
    storage = Storage(bytes: bytes, utf8: bytes, string: string, badBytes: [])
  }

  /// Takes bytes that ought to be UTF-8. Each one that is not part of a well-formed sequence is
  /// read as U+FFFD and listed in `badBytes`.
  public init(bytes: [UInt8]) {
    if let string = String(validating: bytes, as: UTF8.self) {
      storage = Storage(bytes: bytes, utf8: bytes, string: string, badBytes: [])
      return
    }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + 16)
    var badBytes: [Int] = []
    var offset = 0
    while offset < bytes.count {
      let length = wellFormedLength(at: offset, in: bytes.span)
      if length > 0 {
        utf8 += bytes[offset..<offset + length]
        offset += length
      } else {
        utf8 += [0xEF, 0xBF, 0xBD]
        badBytes.append(offset)
        offset += 1
      }
    }
    storage = Storage(
      bytes: bytes, utf8: utf8, string: String(decoding: utf8, as: UTF8.self), badBytes: badBytes)
  }

  /// The bytes exactly as typed.
  public var bytes: [UInt8] { storage.bytes }

  /// The text for reading, with each bad byte as U+FFFD.
  public var string: String { storage.string }

  /// The UTF-8 of `string`: the same as `bytes` when none is bad.
  public var utf8: [UInt8] { storage.utf8 }

  /// The offsets in `bytes` of those that are not UTF-8, in order.
  public var badBytes: [Int] { storage.badBytes }

  /// Where a byte as typed stands in `utf8`.
  ///
  /// - Complexity: O(log *n*) of the bytes that are not UTF-8.
  public func repairedOffset(ofByte byte: Int) -> Int {
    var (low, high) = (0, badBytes.count)
    while low < high {
      let middle = (low + high) / 2
      if badBytes[middle] < byte { low = middle + 1 } else { high = middle }
    }
    // Each bad byte before it has become three.
    return byte + 2 * low
  }

  /// What a range of `bytes` reads.
  public func string(in range: Range<Int>) -> String {
    if range.count == bytes.count { return string }
    if badBytes.isEmpty { return String(decoding: bytes[range], as: UTF8.self) }
    return SourceText(bytes: Array(bytes[range])).string
  }

  public static func == (a: SourceText, b: SourceText) -> Bool {
    a.storage === b.storage || a.bytes == b.bytes
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes)
  }
}

extension SourceText: CustomStringConvertible {
  public var description: String { string }
}

extension SourceText: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    self.init(value)
  }
}

/// Where the first byte is that is no part of a well-formed sequence; `nil` in text that is UTF-8.
public func firstIllFormedByte(in text: Span<UInt8>) -> Int? {
  let bytes = text.bytes
  var offset = 0
  while offset < text.count {
    // Most text is ASCII.
    if offset + 8 <= text.count,
      bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080
        == 0
    {
      offset += 8
      continue
    }
    let length = wellFormedLength(at: offset, in: text)
    if length == 0 { return offset }
    offset += length
  }
  return nil
}

/// The length of the well-formed UTF-8 sequence that starts here, or 0 (Unicode Standard, table 3-7).
public func wellFormedLength(at offset: Int, in bytes: Span<UInt8>) -> Int {
  func isTrail(_ place: Int, from low: UInt8 = 0x80, through high: UInt8 = 0xBF) -> Bool {
    offset + place < bytes.count && low <= bytes[offset + place] && bytes[offset + place] <= high
  }
  switch bytes[offset] {
  case 0x00...0x7F: return 1
  case 0xC2...0xDF: return isTrail(1) ? 2 : 0
  case 0xE0: return isTrail(1, from: 0xA0) && isTrail(2) ? 3 : 0
  case 0xED: return isTrail(1, through: 0x9F) && isTrail(2) ? 3 : 0
  case 0xE1...0xEF: return isTrail(1) && isTrail(2) ? 3 : 0
  case 0xF0: return isTrail(1, from: 0x90) && isTrail(2) && isTrail(3) ? 4 : 0
  case 0xF1...0xF3: return isTrail(1) && isTrail(2) && isTrail(3) ? 4 : 0
  case 0xF4: return isTrail(1, through: 0x8F) && isTrail(2) && isTrail(3) ? 4 : 0
  default: return 0
  }
}
