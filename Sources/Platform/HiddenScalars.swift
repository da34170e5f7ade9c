// What may stand in a text without being seen: controls, which a terminal obeys; marks of direction, which turn what
// follows them; and characters that are drawn as nothing.

extension String.UnicodeScalarView {
  /// Whether a scalar is not seen, or does more than to be seen, where it stands.
  ///
  /// What a script or an emoji is written with is none of these in its place: a joiner after a letter that joins, a
  /// variation selector after what has variants, the tags of a flag.
  ///
  /// - Complexity: O(1)
  package func isHidden(at place: Index) -> Bool {
    let scalar = self[place]
    guard scalar.isSeldomSeen else { return false }
    switch scalar.value {
    case 0x034F, 0x180B...0x180F, 0x200C: return !(before(place)?.isOfJoiningScript ?? false)
    case 0x200D: return !joins(at: place)
    case 0xFE0E, 0xFE0F: return !choosesPicture(at: place)
    // Variants of signs and of letters from Myanmar's on; of Chinese characters.
    case 0xFE00...0xFE0D: return !(before(place)?.hasVariants(from: 0x1000) ?? false)
    case 0xE0100...0xE01EF: return !(before(place)?.hasVariants(from: 0x2E80) ?? false)
    case 0xE0020...0xE007F: return !isOfFlag(at: place)
    default: return true
    }
  }

  private func before(_ place: Index) -> Unicode.Scalar? {
    place > startIndex ? self[index(before: place)] : nil
  }

  private func after(_ place: Index) -> Unicode.Scalar? {
    let next = index(after: place)
    return next < endIndex ? self[next] : nil
  }

  /// Whether a joiner stands in a word of a script that has them, or makes one picture of two.
  private func joins(at place: Index) -> Bool {
    guard let before = before(place) else { return false }
    if before.isOfJoiningScript { return true }
    guard let after = after(place), after.value > 0xFF, after.properties.isEmoji else {
      return false
    }
    let isPicture = before.value > 0xFF && before.properties.isEmoji
    let endsPicture = before.value == 0xFE0F || before.value == 0xE007F
    return isPicture || endsPicture && !isHidden(at: index(before: place))
  }

  /// Whether a selector says if a picture or a sign is meant, of what can be both; of digits only on keys.
  private func choosesPicture(at place: Index) -> Bool {
    guard let before = before(place), before.properties.isEmoji else { return false }
    return before.value > 0x7F || after(place)?.value == 0x20E3
  }

  /// Whether a tag is one of those after a black flag that say which land's it is, as far as the one that ends them.
  ///
  /// https://unicode.org/reports/tr51/#valid-emoji-tag-sequences
  private func isOfFlag(at place: Index) -> Bool {
    let most = 6
    var (start, count) = (place, 0)
    while count <= most, start > startIndex {
      start = index(before: start)
      if self[start].value == 0x1F3F4 { break }
      guard self[start].isLandTag else { return false }
      count += 1
    }
    guard self[start].value == 0x1F3F4 else { return false }
    var end = place
    while self[end].value != 0xE007F {
      guard self[end].isLandTag, count < most else { return false }
      count += 1
      end = index(after: end)
      if end == endIndex { return false }
    }
    return count > 0
  }
}

extension Unicode.Scalar {
  /// Whether this is a control, a mark of direction, or drawn as nothing but in some places.
  ///
  /// By Unicode's Default_Ignorable_Code_Point, without signs of format that are drawn, as those for Arabic numbers.
  fileprivate var isSeldomSeen: Bool {
    switch value {
    case 0x20..<0x7F: false
    case 0...0x9F, 0xAD: true
    case 0..<0x034F: false
    case 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F: true
    case 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0: true
    case 0xFDD0...0xFDEF, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A: true
    case 0xE0000...0xE0FFF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  /// Whether this is a letter or a mark of a script in which joiners and their like change what is drawn: from Hebrew to
  /// the scripts of India and Mongolia, and those related.
  fileprivate var isOfJoiningScript: Bool {
    switch value {
    case 0x0590...0x109F, 0x1700...0x1CFF, 0xA800...0xAAFF, 0xABC0...0xABFF, 0xFB1D...0xFDCF,
      0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x11FFF, 0x1E800...0x1EEFF:
      break
    default: return false
    }
    switch properties.generalCategory {
    case .otherLetter, .uppercaseLetter, .lowercaseLetter, .modifierLetter, .spacingMark:
      return true
    case .nonspacingMark: return !isSeldomSeen
    default: return false
    }
  }

  /// - Parameter least: The first of those that have them.
  fileprivate func hasVariants(from least: UInt32) -> Bool {
    value >= least && !isSeldomSeen && !properties.isWhitespace
  }

  /// Whether this is a small letter or a digit among the tags.
  fileprivate var isLandTag: Bool { 0xE0030...0xE0039 ~= value || 0xE0061...0xE007A ~= value }
}
