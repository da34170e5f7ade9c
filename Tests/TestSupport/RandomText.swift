/// Random text, by the kind of trouble it makes.
public enum RandomText: String, CaseIterable, Sendable {
  /// Bytes of any value.
  case bytes
  /// Pieces of UTF-8 sequences, whole and broken.
  case brokenUTF8
  /// English letters, apostrophes, numbers, signs and line ends.
  case english
  /// Letters of many scripts with marks and joiners among them.
  case scripts
  /// Emoji, flags, skin tones, selectors and joiners.
  case emoji
  /// Any scalars at all.
  case scalars

  public func bytes(using generator: inout SplitMix64) -> [UInt8] {
    let length = Int.random(in: 0...24, using: &generator)
    func choices(_ text: String) -> [UInt8] {
      let scalars = Array(text.unicodeScalars)
      return (0..<length).flatMap { _ in
        Array(UTF8.encode(scalars.randomElement(using: &generator)!)!)
      }
    }
    switch self {
    case .bytes:
      return (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
    case .brokenUTF8:
      let parts: [[UInt8]] = [
        [0x61], [0x20], [0xC3], [0xA9], [0xC3, 0xA9], [0xE2, 0x82], [0xE2, 0x80, 0x99], [0x80],
        [0xED, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0xA0, 0x80],
        [0xF0, 0x9F],
        [0xF0, 0x9F, 0x98, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xC0, 0xAF],
        [0xFF], [0xCC, 0x81], [0x0D, 0x0A], [0x27, 0x73],
      ]
      return (0..<length).flatMap { _ in parts.randomElement(using: &generator)! }
    case .english:
      return choices("abcsmdlrevtSLE'’''.,:;!?-_ \t\r\n0159\"()")
    case .scripts:
      return choices(
        "aéÅßſİıøсчФаאבشلا٣०कषिสวั฿๑លខ្მကြ中文々カタひ가각'’\"\u{301}\u{323}\u{200D}\u{200B}\u{AD}\u{FEFF} .,:")
    case .emoji:
      return choices(
        "a1 #👩👧💻🏽🏿🇩🇪🇫❤☺©ℹⓂ🅰\u{FE0F}\u{FE0E}\u{20E3}\u{200D}\u{E0067}\u{E007F}\u{301}\r\n")
    case .scalars:
      return (0..<length).flatMap { _ in
        while true {
          let limit: UInt32 = Bool.random(using: &generator) ? 0x2FFF : 0x10FFFF
          if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &generator)) {
            return Array(UTF8.encode(scalar)!)
          }
        }
      }
    }
  }
}
