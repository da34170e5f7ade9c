/// Characters that a text can hold and that nobody sees, told by Unicode's properties and not by the program.
public enum HiddenText {
  /// All controls but the ends of lines, and others of each kind: of direction, of format, fillers, selectors, tags.
  public static let scalars: [Unicode.Scalar] = {
    let listed: [UInt32] =
      Array(0x01...0x09) + Array(0x0B...0x0C) + Array(0x0E...0x1F) + Array(0x7F...0x84)
      + Array(0x86...0x9F) + Array(0x202A...0x202E) + Array(0x2066...0x2069) + [
        0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200E, 0x200F,
        0x2060, 0x2063, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xFFFE, 0x1D173, 0xE0001, 0xE0061,
        0xE007F, 0xE0101,
      ]
    return listed.map { Unicode.Scalar($0)! }
  }()

  /// What breaks lines for some programs and not for others.
  public static let lineBreaks: [Unicode.Scalar] = ["\u{85}", "\u{2028}", "\u{2029}"]

  /// All of them, each between letters.
  public static let all = (scalars + lineBreaks).map { "x\(Character($0))" }.joined() + "x"

  /// A few words with some of each kind, for a sentence: what makes a terminal clear itself and set its title, what turns a
  /// line, and what hides in a word.
  public static let words =
    "r\u{1B}cd\u{9B}2J\u{9D}0;t\u{7} e\u{202E}v\u{2066}i\u{200F}l o\u{200B}n\u{200C}e\u{FEFF}\u{AD}\u{E0061}\u{FE01}\u{7F}\u{2028}\u{85}"

  /// For the name of a file.
  public static let name = "f\u{1B}c\u{9B}2J\u{202E}\u{2066}\u{200B}\u{E0061}\u{7}\u{7F}\u{AD}"

  /// Those of a text, a line end apart, that are not shown as something else.
  public static func raw(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != "\n" && isHidden($0) }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default:
      scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
    }
  }
}
