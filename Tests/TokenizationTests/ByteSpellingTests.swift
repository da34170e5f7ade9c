import Testing
import Tokenization

struct ByteSpellingTests {
  @Test func everyByteHasACharacterOfItsOwn() {
    for byte in UInt8.min ... .max {
      #expect(ByteSpelling.byte(of: ByteSpelling.scalar(of: byte)) == byte)
    }
    #expect(ByteSpelling.byte(of: 0x20) == nil)
  }

  /// As GPT-2 has them: the first that cannot be seen are 0x00 to 0x20, then 0x7F to 0xA0, then the soft hyphen.
  @Test func whatCannotBeSeenIsMoved() {
    let spelled: [(UInt8, UInt32)] = [
      (0x00, 0x100), (0x20, 0x120), (0x21, 0x21), (0x7E, 0x7E), (0x7F, 0x121), (0xA0, 0x142),
      (0xA1, 0xA1), (0xAC, 0xAC), (0xAD, 0x143), (0xAE, 0xAE), (0xFF, 0xFF),
    ]
    for (byte, scalar) in spelled { #expect(ByteSpelling.scalar(of: byte) == scalar) }
  }
}
