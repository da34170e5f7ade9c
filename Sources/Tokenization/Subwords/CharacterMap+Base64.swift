extension CharacterMap {
  /// Reads the map as `tokenizer.json` holds it, in base64.
  public init(base64 text: String) throws(CharacterMapError) {
    guard let bytes = bytes(ofBase64: text) else { throw .notBase64 }
    try self.init(bytes)
  }
}

/// The bytes that a text in base64 stands for (RFC 4648, section 4: padded, without spaces); `nil` for any other text.
private func bytes(ofBase64 text: String) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count % 4 == 0 else { return nil }
  let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
  guard padding == 0 || digits.last == UInt8(ascii: "=") else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 4 * 3)
  var (bits, count) = (UInt32(0), 0)
  for digit in digits.dropLast(padding) {
    guard let value = value(ofBase64: digit) else { return nil }
    bits = bits << 6 | value
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  // What is left over of the last digit stands for nothing.
  guard bits & (1 << UInt32(count) - 1) == 0 else { return nil }
  return bytes
}

private func value(ofBase64 digit: UInt8) -> UInt32? {
  switch digit {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 0x41
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 0x61 + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) - 0x30 + 52
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
