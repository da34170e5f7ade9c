import CUTF8Proc

extension String {
  /// The number of columns this takes on a terminal.
  ///
  /// Controls take none, combining marks none, East Asian wide characters two. A Character that is
  /// drawn as one emoji takes two, however many scalars it has.
  public var displayWidth: Int {
    if let width = asciiWidth { return width }
    return reduce(0) { $0 + $1.displayWidth }
  }

  private var asciiWidth: Int? {
    var width = 0
    for byte in utf8 {
      if byte >= 0x80 { return nil }
      if 0x20..<0x7F ~= byte { width += 1 }
    }
    return width
  }
}

extension Character {
  /// The number of columns this takes on a terminal.
  public var displayWidth: Int {
    let sum = unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    guard sum > 0, unicodeScalars.count > 1 else { return sum }
    return isEmojiSequence ? 2 : sum
  }

  /// Whether several scalars make one picture: a variation selector for emoji, a skin tone, or
  /// pictures joined to one. A flag is the width of its two letters.
  private var isEmojiSequence: Bool {
    let scalars = unicodeScalars
    if scalars.contains(where: { $0.value == 0xFE0F || 0x1F3FB...0x1F3FF ~= $0.value }) {
      return true
    }
    return wordBreak(of: scalars.first!.value).isPictographic && scalars.contains("\u{200D}")
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch value {
    // Vowels and final consonants of Hangul are drawn in the block of the first consonant.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
    default: max(0, Int(utf8proc_charwidth(Int32(bitPattern: value))))
    }
  }
}
