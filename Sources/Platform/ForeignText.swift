// Text that others wrote is shown, never sent: what a terminal would obey, what turns the direction of a line, and what
// nobody sees is drawn.

/// Foreign text in quotes on one line: cut short, with pictures for what is hidden in it.
package func quoted(_ text: String) -> String { "'\(shown(text, atMost: 80))'" }

/// Foreign text on one line, with pictures for what is hidden in it.
///
/// - Parameter limit: Scalars at most, before dots.
package func shown(_ text: String, atMost limit: Int = 4096) -> String {
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text.onOneLine }
  return String(scalars[..<end]).onOneLine + "…"
}

/// Lines of foreign text, which stay lines and keep their tabs, with pictures for what is hidden in them.
package func shown(lines bytes: [UInt8]) -> [UInt8] {
  guard bytes.contains(where: { !(0x20..<0x7F ~= $0 || $0 == 0x0A || $0 == 0x09) }) else {
    return bytes
  }
  return Array(String(decoding: bytes, as: UTF8.self).pictured(keeping: ["\n", "\t"]).utf8)
}

extension String {
  /// This text with a picture in the place of each control, mark of direction, and character that is drawn as nothing,
  /// so that no terminal obeys it and nothing is hidden in it. Doing it again changes nothing.
  ///
  /// Controls and line ends have pictures of their own; all else is U+FFFD.
  package var onOneLine: String {
    utf8.allSatisfy { 0x20..<0x7F ~= $0 } ? self : pictured(keeping: [])
  }

  fileprivate func pictured(keeping kept: Set<Unicode.Scalar>) -> String {
    let scalars = unicodeScalars
    var result = String.UnicodeScalarView()
    var isChanged = false
    for (place, scalar) in zip(scalars.indices, scalars) {
      let isHidden = scalars.isHidden(at: place) && !kept.contains(scalar)
      result.append(isHidden ? scalar.picture : scalar)
      isChanged = isChanged || isHidden
    }
    return isChanged ? String(result) : self
  }
}

extension Unicode.Scalar {
  /// What is drawn in the place of this.
  fileprivate var picture: Unicode.Scalar {
    switch value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value)!
    case 0x7F: "\u{2421}"
    case 0x85, 0x2028: "\u{2424}"
    case 0x2029: "¶"
    default: "\u{FFFD}"
    }
  }
}
