/// The fields of a message of protocol buffers, in the order in which they are written. This is the wire format alone
/// (https://protobuf.dev/programming-guides/encoding): the one message that is read here needs no more.
struct ProtobufFields {
  enum Value {
    case number(UInt64)
    /// Four bytes.
    case float(Float)
    /// Eight bytes.
    case double(Double)
    /// A text, bytes or a message: where it stands.
    case bytes(Range<Int>)
  }

  private let bytes: UnsafeRawBufferPointer
  private var place: Int
  private let end: Int

  /// - Parameter range: Where the message stands.
  init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// The next field; `nil` after the last.
  mutating func next() throws(TokenizerFileError) -> (field: Int, value: Value)? {
    guard place < end else { return nil }
    let start = place
    let key = try number()
    guard let field = Int(exactly: key >> 3), field > 0 else { throw .damaged(offset: start) }
    switch key & 7 {
    case 0: return (field, .number(try number()))
    case 1: return (field, .double(Double(bitPattern: try fixed())))
    case 2:
      let start = place
      guard let count = Int(exactly: try number()), count <= end - place else {
        throw .damaged(offset: start)
      }
      defer { place += count }
      return (field, .bytes(place..<place + count))
    case 5: return (field, .float(Float(bitPattern: try fixed())))
    default: throw .damaged(offset: start)
    }
  }

  /// Seven bits a byte, the lowest first.
  private mutating func number() throws(TokenizerFileError) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<10 {
      guard place < end else { break }
      let byte = bytes[place]
      if index == 9, byte > 1 { break }
      place += 1
      number |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return number }
    }
    throw .damaged(offset: place)
  }

  private mutating func fixed<Number: FixedWidthInteger & BitwiseCopyable>()
    throws(TokenizerFileError) -> Number
  {
    let size = MemoryLayout<Number>.size
    guard size <= end - place else { throw .damaged(offset: place) }
    defer { place += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self))
  }
}
