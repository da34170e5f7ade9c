/// A stretch of a text that is written in one direction.
struct DirectedText: Equatable {
  private(set) var text: String
  let isRightToLeft: Bool

  /// A text in its stretches. One from right to left ends with its last such letter, so that the signs and numbers behind
  /// it stay with what is ours.
  static func stretches(of text: String) -> [DirectedText] {
    var stretches = [DirectedText(text: "", isRightToLeft: false)]
    // What could belong to either side.
    var waiting = ""
    for scalar in text.unicodeScalars {
      let isTurned = stretches[stretches.count - 1].isRightToLeft
      if isTurned, !scalar.isRightToLeft, !scalar.properties.isAlphabetic {
        waiting.unicodeScalars.append(scalar)
        continue
      }
      if scalar.isRightToLeft == isTurned {
        stretches[stretches.count - 1].text += waiting
      } else {
        stretches.append(
          DirectedText(text: isTurned ? waiting : "", isRightToLeft: scalar.isRightToLeft))
      }
      waiting = ""
      stretches[stretches.count - 1].text.unicodeScalars.append(scalar)
    }
    stretches.append(DirectedText(text: waiting, isRightToLeft: false))
    return stretches.filter { !$0.text.isEmpty }
  }

  static func isPartlyRightToLeft(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: \.isRightToLeft)
  }
}

extension Unicode.Scalar {
  /// Whether this is of a block that Unicode keeps for scripts from right to left
  /// (https://www.unicode.org/Public/UCD/latest/ucd/extracted/DerivedBidiClass.txt).
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
