import CUTF8Proc

/// What Unicode says of one scalar, by utf8proc.
extension Unicode.Scalar {
  var category: utf8proc_category_t { utf8proc_category(Int32(bitPattern: value)) }

  /// Whether this is a letter (categories L*) or a number (N*).
  public var isLetterOrNumber: Bool {
    switch category {
    case UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT, UTF8PROC_CATEGORY_LM,
      UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NO:
      true
    default: false
    }
  }

  /// Whether this is a capital letter (Lu, Lt).
  public var isCapital: Bool {
    category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT
  }

  /// Whether this is a small letter (Ll).
  public var isSmall: Bool { category == UTF8PROC_CATEGORY_LL }

  /// Whether this is punctuation that joins words (Pc), as the underscore.
  public var isConnector: Bool { category == UTF8PROC_CATEGORY_PC }

  /// Whether this is a letter (L*) or a mark (M*).
  public var isLetterOrMark: Bool {
    switch category {
    case UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT, UTF8PROC_CATEGORY_LM,
      UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME:
      true
    default: false
    }
  }

  /// Whether this is a word character of UTS #18 (`\w`): alphabetic, a mark, a decimal number, connecting punctuation
  /// or a joiner.
  public var isWordCharacter: Bool {
    switch value {
    // Letters in circles and squares are alphabetic, but symbols (So).
    case 0x200C, 0x200D, 0x24B6...0x24E9, 0x1F130...0x1F149, 0x1F150...0x1F169, 0x1F170...0x1F189:
      true
    default:
      switch category {
      case UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_PC: true
      default: isLetterOrMark
      }
    }
  }

  /// Whether this is white space, a separator (Z*), a control (Cc) or a format character (Cf):
  /// nothing that is read.
  public var isGap: Bool {
    switch category {
    case UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL,
      UTF8PROC_CATEGORY_ZP:
      true
    default: false
    }
  }

  /// Whether this has White_Space.
  public var isWhiteSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85: true
    case ..<0x80: false
    default:
      switch category {
      case UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP: true
      default: false
      }
    }
  }

  /// Whether this is a mark that takes no room of its own (Mn).
  public var isNonspacingMark: Bool { category == UTF8PROC_CATEGORY_MN }

  /// Whether this is punctuation (P*).
  public var isPunctuation: Bool {
    switch category {
    case UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PD, UTF8PROC_CATEGORY_PS, UTF8PROC_CATEGORY_PE,
      UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PF, UTF8PROC_CATEGORY_PO:
      true
    default: false
    }
  }

  /// Whether this is a control (Cc), a format character (Cf) or for private use (Co).
  public var isControlFormatOrPrivate: Bool {
    switch category {
    case UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF, UTF8PROC_CATEGORY_CO: true
    default: false
    }
  }

  /// This in small letters: one scalar, or two for İ.
  public var lowercased: [Unicode.Scalar] {
    if value == 0x130 { return ["i", "\u{307}"] }
    return [Unicode.Scalar(UInt32(bitPattern: utf8proc_tolower(Int32(bitPattern: value)))) ?? self]
  }

  /// The general category; the numbers are utf8proc's.
  public var categoryNumber: UInt32 { UInt32(category.rawValue) }

  /// The short name of the general category, as `Lu`.
  public var categoryName: String {
    String(cString: utf8proc_category_string(Int32(bitPattern: value)))
  }

  /// Whether this is a mark (M*).
  public var isMark: Bool {
    switch category {
    case UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME: true
    default: false
    }
  }

  /// Whether this is a number (N*).
  public var isNumber: Bool {
    switch category {
    case UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NO: true
    default: false
    }
  }

  /// The scalars that differ from this in case alone: the small letter, the capital, and what else has the same small letter.
  public var otherCases: [Unicode.Scalar] {
    let mapped = [
      utf8proc_tolower(Int32(bitPattern: value)), utf8proc_toupper(Int32(bitPattern: value)),
    ]
    var found = mapped.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) }.filter { $0 != self }
    switch self {
    case "s", "S": found.append("\u{17F}")
    case "k", "K": found.append("\u{212A}")
    default: break
    }
    return found
  }
}
