/// The scalar of well-formed UTF-8 at `place`, which moves past it.
@inline(__always)
public func decodeScalar(at place: inout Int, in utf8: Span<UInt8>) -> UInt32 {
  let lead = UInt32(utf8[place])
  func trail(_ offset: Int) -> UInt32 { UInt32(utf8[place + offset] & 0x3F) }
  switch lead {
  case ..<0x80:
    place += 1
    return lead
  case ..<0xE0:
    defer { place += 2 }
    return (lead & 0x1F) << 6 | trail(1)
  case ..<0xF0:
    defer { place += 3 }
    return (lead & 0x0F) << 12 | trail(1) << 6 | trail(2)
  default:
    defer { place += 4 }
    return (lead & 0x07) << 18 | trail(1) << 12 | trail(2) << 6 | trail(3)
  }
}

/// The scalars of well-formed UTF-8.
public func scalars(of utf8: Span<UInt8>) -> [UInt32] {
  var scalars: [UInt32] = []
  var place = 0
  while place < utf8.count { scalars.append(decodeScalar(at: &place, in: utf8)) }
  return scalars
}

extension String {
  /// The text of scalars, as ``scalars(of:)`` has them: all of them scalars of Unicode.
  public init(scalars: Span<UInt32>) {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(2 * scalars.count)
    for place in scalars.indices { utf8 += UTF8.encode(Unicode.Scalar(scalars[place])!)! }
    self.init(decoding: utf8, as: UTF8.self)
  }
}
