/// A change of the writing that no reader would say changes what a word means.
public enum HarmlessEdit: Sendable, Hashable {
  case addFinalStop
  case removeFinalStop
  case upperCaseStart
  case lowerCaseStart
  case leadingAdverb(String)

  public static let adverbs = ["Today", "Actually", "Clearly"]

  /// All edits there are.
  public static let every: [HarmlessEdit] =
    [.addFinalStop, .removeFinalStop, .upperCaseStart, .lowerCaseStart]
    + adverbs.map { .leadingAdverb($0) }

  /// The edits that change something in a text.
  public static func all(for marked: MarkedText) -> [HarmlessEdit] {
    every.filter { $0.applied(to: marked) != nil }
  }

  /// What the edit does, in a few words.
  public var name: String {
    switch self {
    case .addFinalStop: "full stop added"
    case .removeFinalStop: "full stop removed"
    case .upperCaseStart: "capital at the start"
    case .lowerCaseStart: "no capital at the start"
    case .leadingAdverb(let adverb): "“\(adverb),” in front"
    }
  }

  /// The edited text, or `nil` where the edit has nothing to change.
  public func applied(to marked: MarkedText) -> MarkedText? {
    let text = marked.text
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    let afterFirst = text.index(after: first)
    let afterLast = text.index(after: last)
    switch self {
    case .addFinalStop:
      guard text[last].isLetter || text[last].isNumber else { return nil }
      return marked.replacing(afterLast..<afterLast, with: ".")
    case .removeFinalStop:
      guard text[last] == ".", first < last, text[text.index(before: last)] != "." else {
        return nil
      }
      return marked.replacing(last..<afterLast, with: "")
    case .upperCaseStart:
      guard text[first].isLowercase else { return nil }
      return marked.replacing(first..<afterFirst, with: text[first].uppercased())
    case .lowerCaseStart:
      guard Self.startsLikeAnyWord(text[first...]) else { return nil }
      return marked.replacing(first..<afterFirst, with: text[first].lowercased())
    case .leadingAdverb(let adverb):
      guard text[first].isLetter,
        !text[first...].lowercased().hasPrefix(adverb.lowercased())
      else { return nil }
      let inner = HarmlessEdit.lowerCaseStart.applied(to: marked) ?? marked
      let start = inner.text.firstIndex { !$0.isWhitespace } ?? inner.text.startIndex
      return inner.replacing(start..<start, with: "\(adverb), ")
    }
  }

  /// Whether the capital is there only because a sentence starts: `I`, `US` and `McLean` keep it.
  private static func startsLikeAnyWord(_ text: Substring) -> Bool {
    let word = text.prefix { $0.isLetter }
    return word.count > 1 && word.first!.isUppercase && word.dropFirst().allSatisfy(\.isLowercase)
  }
}
