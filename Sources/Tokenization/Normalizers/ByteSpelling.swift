/// The printable characters that GPT-2 spells bytes with (https://github.com/openai/gpt-2/blob/master/src/encoder.py): those of Latin-1 that can be seen stand for
/// themselves, the others for U+0100 and what follows.
public enum ByteSpelling {
  private static let scalars: [UInt32] = {
    var next: UInt32 = 0x100
    return (0...255).map { (byte: UInt32) -> UInt32 in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return byte
      default:
        defer { next += 1 }
        return next
      }
    }
  }()

  private static let bytes = [UInt32: UInt8](
    uniqueKeysWithValues: (0...255).map { (scalars[$0], UInt8($0)) })

  /// In UTF-8, the first byte in the low half; the high half is 0 where there is one.
  fileprivate static let spellings: [UInt16] = scalars.map { scalar in
    Array(UTF8.encode(Unicode.Scalar(scalar)!)!).reversed().reduce(0) { $0 << 8 | UInt16($1) }
  }

  /// What stands for a byte; two bytes of UTF-8 at most.
  public static func scalar(of byte: UInt8) -> UInt32 { scalars[Int(byte)] }

  /// The byte that a scalar stands for; nil where it stands for none.
  public static func byte(of scalar: UInt32) -> UInt8? { bytes[scalar] }
}

extension NormalizedText {
  /// Appends what stands for a byte.
  @inline(__always)
  mutating func append(spelling byte: UInt8, _ origin: Origin) {
    let spelling = ByteSpelling.spellings[Int(byte)]
    append(UInt8(truncatingIfNeeded: spelling), origin)
    if spelling > 0xFF { append(UInt8(spelling >> 8), origin) }
  }
}
