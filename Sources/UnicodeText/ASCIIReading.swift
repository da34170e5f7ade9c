import CUTF8Proc

/// How a scalar beyond ASCII is read as ASCII letters and digits, when case, accents and compatibility forms do not
/// count: é is e, ﬁ is f and i, ２ is 2.
public enum ASCIIReading: Sendable, Hashable {
  /// It is no such letter or digit.
  case other
  /// It is not read: a mark, a soft hyphen, a control, a bad byte.
  case nothing
  /// A small letter or a digit.
  case one(UInt8)
  /// Several, with 0 for what is none.
  case several([UInt8])
}

/// The reading of each scalar.
public struct ASCIIReadings: Sendable {
  /// Made when it is first asked for, in a millisecond.
  public static let shared = ASCIIReadings()

  private static let end: UInt32 = 0x20000
  /// One byte a scalar: itself where it is one letter or digit, or one of these.
  private static let other: UInt8 = 0
  private static let nothing: UInt8 = 1
  private static let several: UInt8 = 2

  private let values: [UInt8]
  private let longer: [UInt32: [UInt8]]

  private init() {
    var values = [UInt8](repeating: Self.other, count: Int(Self.end))
    var longer: [UInt32: [UInt8]] = [:]
    for value in 0x80..<Self.end {
      // Syllables of Hangul are a tenth of all that decomposes, and never to ASCII.
      guard let scalar = Unicode.Scalar(value), !(0xAC00...0xD7A3 ~= value) else { continue }
      switch Self.reading(of: scalar) {
      case .other: break
      case .nothing: values[Int(value)] = Self.nothing
      case .one(let byte): values[Int(value)] = byte
      case .several(let bytes):
        values[Int(value)] = Self.several
        longer[value] = bytes
      }
    }
    self.values = values
    self.longer = longer
  }

  /// Reads what stands at `place`, which moves past it: a scalar beyond ASCII, or one byte that is not part of one.
  ///
  /// - Parameter bytes: UTF-8, well formed or not.
  public func next(at place: inout Int, in bytes: Span<UInt8>) -> ASCIIReading {
    guard wellFormedLength(at: place, in: bytes) > 0 else {
      place += 1
      return .nothing
    }
    let scalar = decodeScalar(at: &place, in: bytes)
    // Of the higher planes only those of tags, selectors and private use hold anything that is not read.
    guard scalar < Self.end else { return scalar < 0xE0000 ? .other : .nothing }
    switch values.span[Int(scalar)] {
    case Self.other: return .other
    case Self.nothing: return .nothing
    case Self.several: return .several(longer[scalar]!)
    case let byte: return .one(byte)
    }
  }

  /// Where the first ASCII byte stands from a place on, or the first scalar that is read as letters or digits of ASCII.
  ///
  /// - Parameter bytes: UTF-8, well formed or not.
  public func firstReadable(from start: Int, in bytes: Span<UInt8>) -> Int {
    let values = values.span
    var place = start
    while place < bytes.count, bytes[place] >= 0x80 {
      guard wellFormedLength(at: place, in: bytes) > 0 else {
        place += 1
        continue
      }
      var next = place
      let scalar = decodeScalar(at: &next, in: bytes)
      if scalar < Self.end, values[Int(scalar)] > Self.nothing { return place }
      place = next
    }
    return place
  }

  private static func reading(of scalar: Unicode.Scalar) -> ASCIIReading {
    let none = UInt16.max
    let property = utf8proc_get_property(Int32(bitPattern: scalar.value)).pointee
    if scalar.isNonspacingMark || scalar.isControlFormatOrPrivate || property.ignorable != 0
      || scalar == "\u{FFFD}"
    {
      return .nothing
    }
    if property.decomp_seqindex == none && property.casefold_seqindex == none { return .other }
    let bytes = withUnsafeTemporaryAllocation(of: Int32.self, capacity: 32) { room in
      let flags =
        UTF8PROC_STABLE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_DECOMPOSE.rawValue
        | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_IGNORE.rawValue
      var boundary: Int32 = 0
      let count = utf8proc_decompose_char(
        Int32(bitPattern: scalar.value), room.baseAddress, room.count, utf8proc_option_t(flags),
        &boundary)
      return room[..<count].filter { utf8proc_category($0) != UTF8PROC_CATEGORY_MN }.map {
        0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 ? UInt8($0) : 0
      }
    }
    if bytes.isEmpty { return .nothing }
    if bytes.allSatisfy({ $0 == 0 }) { return .other }
    return bytes.count == 1 ? .one(bytes[0]) : .several(bytes)
  }
}
