import CUTF8Proc

/// The versions of Unicode that decide how a text is read. Each answers for questions of its own, and
/// nothing depends on the two being the same.
public struct UnicodeVersions: Hashable, Sendable {
  /// Decides word boundaries and Extended_Pictographic.
  public var wordBoundaries: UnicodeVersion
  /// Decides normal forms, case folding, categories and widths.
  public var normalForms: UnicodeVersion

  public init(wordBoundaries: UnicodeVersion, normalForms: UnicodeVersion) {
    self.wordBoundaries = wordBoundaries
    self.normalForms = normalForms
  }

  /// Those that decide in this process: of the table that this library brings, and of the utf8proc
  /// that is installed.
  public static let current = Self(
    wordBoundaries: wordBreakTableVersion,
    normalForms: UnicodeVersion(String(cString: utf8proc_unicode_version()))!)
}

extension UnicodeVersions {
  /// The scalars of a text that other versions read otherwise than these, or may: each once, in the
  /// order in which they come.
  ///
  /// What a version of Unicode says of a character's normal forms and of its case stays in all later
  /// ones (https://www.unicode.org/policies/stability_policy.html), so that two versions can differ
  /// only where one does not know the character. Word boundaries have no such promise; of what was
  /// changed there `reclassified` has a list.
  ///
  /// - Parameter utf8: Well-formed UTF-8.
  public func scalarsReadOtherwise(
    by other: UnicodeVersions, in utf8: Span<UInt8>
  ) -> [Unicode.Scalar] {
    guard self != other else { return [] }
    var found: [Unicode.Scalar] = []
    var seen: Set<UInt32> = []
    var place = 0
    var last: UInt32 = 0
    while place < utf8.count {
      let value = decodeScalar(at: &place, in: utf8)
      defer { last = value }
      guard value >= 0x80, !seen.contains(value) else { continue }
      let scalar = Unicode.Scalar(value)!
      if isKnownToOne(scalar, normalForms, other.normalForms)
        || isCutOtherwise(scalar, after: last, wordBoundaries, other.wordBoundaries)
      {
        found.append(scalar)
        seen.insert(value)
      }
    }
    return found
  }
}

/// Whether one of two versions knows a character that the other does not, or whether that cannot be
/// told here.
private func isKnownToOne(
  _ scalar: Unicode.Scalar, _ a: UnicodeVersion, _ b: UnicodeVersion
) -> Bool {
  guard a != b else { return false }
  if let age = scalar.age {
    let oldest = ageTable[0].version
    return (age <= max(a, oldest)) != (age <= max(b, oldest))
  }
  // Nobody knew it when the table was made; later versions may.
  return max(a, b) > ageTableVersion
}

/// Whether two versions may find other word boundaries at a scalar.
private func isCutOtherwise(
  _ scalar: Unicode.Scalar, after last: UInt32, _ a: UnicodeVersion, _ b: UnicodeVersion
) -> Bool {
  guard a != b else { return false }
  let (property, isPictographic) = wordBreak(of: scalar.value)
  let isLikeUnknown = property == .other && max(a, b) <= wordBreakTableVersion
  if !isLikeUnknown && isKnownToOne(scalar, a, b) { return true }
  guard min(a, b) < reclassified.version, max(a, b) >= reclassified.version else { return false }
  // WB3c. Until then Extended_Pictographic held all signs of these blocks that might become emoji.
  if last == 0x200D && !isPictographic {
    switch scalar.value {
    case 0x2388, 0x2600...0x27BF, 0x1F000...0x1FAFF: return true
    default: break
    }
  }
  return reclassified.scalars.contains(scalar)
}

/// The version of the word break table whose classes differ from those of the table before it, of
/// 15.0.0, and the characters known to both that changed theirs: the cedilla, signs that stand before or after a
/// number (Format, now Numeric), an abbreviation mark, a digit, and two marks that parted numbers.
///
/// To be gone through whenever the table is generated from a newer version.
private let reclassified: (version: UnicodeVersion, scalars: Set<Unicode.Scalar>) = (
  "17.0.0",
  [
    "\u{B8}", "\u{600}", "\u{601}", "\u{602}", "\u{603}", "\u{604}", "\u{605}", "\u{6DD}",
    "\u{70F}", "\u{890}", "\u{891}", "\u{8E2}", "\u{19DA}", "\u{FE10}", "\u{FE14}", "\u{110BD}",
    "\u{110CD}",
  ]
)

extension Unicode.Scalar {
  /// The version that introduced this character, 13.0.0 for all that came before; `nil` where version
  /// 17.0.0 does not have it.
  var age: UnicodeVersion? {
    ageTable.first { row in
      // The first stretch that does not end before the scalar.
      var (low, high) = (0, row.bounds.count / 2)
      while low < high {
        let middle = (low + high) / 2
        if row.bounds[2 * middle + 1] < value { low = middle + 1 } else { high = middle }
      }
      return low < row.bounds.count / 2 && row.bounds[2 * low] <= value
    }?.version
  }

  /// Whether the utf8proc that is installed knows this character.
  var isAssigned: Bool { category != UTF8PROC_CATEGORY_CN }
}
