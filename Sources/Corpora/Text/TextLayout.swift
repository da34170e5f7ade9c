import UnicodeText

/// What the lines of a running text are.
public enum TextLayout: String, Sendable, CaseIterable {
  /// Each is read by itself.
  case lines
  /// They are wrapped: those up to a blank line are one text.
  case paragraphs
}

/// Which layout a text looks like.
public struct LayoutLook: Sendable, Hashable {
  public let layout: TextLayout
  /// Whether a look leaves no doubt.
  public let isPlain: Bool

  /// - Parameter sample: The beginning of the text.
  public init(_ sample: Span<UInt8>) {
    let text = String(decoding: (0..<sample.count).map { sample[$0] }, as: UTF8.self)
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(Line.init)
    // The last one may have been cut.
    if FileLines.isCut(sample), lines.count > 1 { lines.removeLast() }
    self.init(lines)
  }

  private init(_ lines: [Line]) {
    let inner = zip(lines, lines.dropFirst()).filter { !$0.isBlank && !$1.isBlank }
    let open = inner.filter { !$0.0.endsSentence }
    guard !open.isEmpty, open.count * 2 >= inner.count else {
      layout = .lines
      isPlain = open.count * 4 < max(1, inner.count)
      return
    }
    // Where sentences begin with a small letter, one at the start of a line says nothing.
    let ended = inner.filter(\.0.endsSentence)
    let capital = lines.reduce(0) { $0 + $1.capitalStarts } + ended.count(where: \.1.startsCapital)
    let small = lines.reduce(0) { $0 + $1.smallStarts } + ended.count(where: \.1.startsSmall)
    let goesOn = capital > small && open.count(where: \.1.startsSmall) * 2 >= open.count
    let width = lines.map(\.length).sorted()[lines.count * 19 / 20]
    let isFilled =
      width >= 40 && inner.count >= 4
      && inner.count { $0.length + 1 + $1.firstWord > width } * 4 >= inner.count * 3
      && inner.count(where: \.1.startsCapital) * 5 <= inner.count * 3
    layout = goesOn || isFilled ? .paragraphs : .lines
    isPlain = goesOn && (isFilled || inner.count < 4)
  }

  /// What tells of a line.
  private struct Line {
    /// In scalars, without the white space around it.
    let length: Int
    let firstWord: Int
    let startsSmall: Bool
    let startsCapital: Bool
    let endsSentence: Bool
    /// Sentences that begin in it after another has ended, by their first letter.
    let capitalStarts: Int
    let smallStarts: Int
    var isBlank: Bool { length == 0 }

    init(_ text: Substring) {
      let words = text.unicodeScalars.split(whereSeparator: \.isWhiteSpace)
      length = words.reduce(0) { $0 + $1.count } + max(0, words.count - 1)
      firstWord = words.first?.count ?? 0
      let starts = words.map { word in word.first { !Self.openers.contains($0) } }
      let ends = words.map { word in
        word.last { !Self.closers.contains($0) }.map(Self.stops.contains) ?? false
      }
      func isSmall(_ start: Unicode.Scalar??) -> Bool { start??.properties.isLowercase == true }
      func isCapital(_ start: Unicode.Scalar??) -> Bool {
        start??.properties.isUppercase == true || start??.properties.numericType != nil
      }
      startsSmall = isSmall(starts.first)
      startsCapital = isCapital(starts.first)
      endsSentence = ends.last ?? false
      let begun = zip(ends, starts.dropFirst()).filter(\.0).map(\.1)
      capitalStarts = begun.count { isCapital($0) }
      smallStarts = begun.count { isSmall($0) }
    }

    private static let stops = Set(".!?…。！？।؟۔".unicodeScalars)
    private static let openers = Set("\"'([“‘«„_".unicodeScalars)
    private static let closers = Set("\"')]”’»_".unicodeScalars)
  }
}
