extension StoredTensor {
  /// The first number that is infinite or none at all; nil when all are numbers.
  ///
  /// Looks at eight bytes at a time: adding one to an exponent that is all ones, and to no other,
  /// reaches the bit of the sign.
  package var firstNonFinite: Int? {
    let exponent: UInt64
    switch format {
    case .float32: exponent = 0x7F80_0000_7F80_0000
    case .float16: exponent = 0x7C00_7C00_7C00_7C00
    case .bfloat16: exponent = 0x7F80_7F80_7F80_7F80
    }
    let sign: UInt64 =
      format == .float32 ? 0x8000_0000_8000_0000 : 0x8000_8000_8000_8000
    let one = sign &- exponent
    let width = format.width
    return withBytes { bytes in
      let whole = bytes.count & ~7
      var carries: UInt64 = 0
      for offset in stride(from: 0, to: whole, by: 8) {
        let word = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        carries |= (word & exponent) &+ one
      }
      if carries & sign == 0, whole == bytes.count { return nil }
      // Rare: the exact place, or the last few.
      return (0..<bytes.count / width).first { index in
        let bits =
          width == 4
          ? UInt64(
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
          : UInt64(
            UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)))
        let exponent = exponent & (width == 4 ? 0xFFFF_FFFF : 0xFFFF)
        return bits & exponent == exponent
      }
    }
  }
}
