import JSON
import Senses
import UnicodeText

extension SavedSession {
  /// Characters that are shown.
  private static let shown = 4

  /// The characters typed or answered that other versions of Unicode read otherwise than those that
  /// the session was saved with, or may, in one line; `nil` where there are none.
  func charactersReadOtherwise(by here: UnicodeVersions) -> String? {
    guard here != head.unicode else { return nil }
    var found: [String] = []
    var seen: Set<Unicode.Scalar> = []
    for (place, line) in lines.enumerated() {
      guard let answer = line.answer else { continue }
      let text = SourceText(bytes: line.typed).utf8 + Array(JSONValue.object(answer).compact.utf8)
      for scalar in head.unicode.scalarsReadOtherwise(by: here, in: text.span)
      where seen.insert(scalar).inserted {
        found.append("\(codePoint(scalar)) in line \(place + 1)")
      }
    }
    guard !found.isEmpty else { return nil }
    let more = found.count - Self.shown
    return "saved with Unicode \(head.unicode.words), here it is \(here.words), which may read "
      + "otherwise \(found.prefix(Self.shown).joined(separator: ", "))"
      + (more > 0 ? " and \(counted(more, "other character"))" : "")
  }
}

/// As Unicode writes it: U+0041.
private func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension UnicodeVersions {
  /// In words, for people.
  fileprivate var words: String {
    normalForms == wordBoundaries
      ? "\(normalForms)" : "\(normalForms) with word boundaries of \(wordBoundaries)"
  }
}
