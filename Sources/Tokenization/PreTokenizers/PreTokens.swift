import UnicodeText

/// A text, and the parts that a model cuts each by itself.
struct PreTokens {
  private(set) var text: NormalizedText
  /// In order; none is empty. What lies between is dropped.
  private(set) var parts: [Range<Int>]

  init(_ text: NormalizedText, within range: Range<Int>) {
    self.text = text
    parts = range.isEmpty ? [] : [range]
  }

  /// Splits each part by itself.
  ///
  /// - Parameter find: Calls with each match in a part, in order.
  mutating func split(
    _ behavior: SplitBehavior, inverts: Bool = false,
    _ find: (Span<UInt8>, Range<Int>, (Range<Int>) -> Void) -> Void
  ) {
    var new = SplitParts(behavior, capacity: 2 * parts.count)
    for part in parts {
      new.begin()
      var last = part.lowerBound
      find(text.utf8.span, part) { match in
        if last < match.lowerBound { new.take(last..<match.lowerBound, inverts) }
        new.take(match, !inverts)
        last = match.upperBound
      }
      if last < part.upperBound { new.take(last..<part.upperBound, inverts) }
    }
    parts = new.parts
    parts.removeAll { $0.isEmpty }
  }

  /// Splits at each scalar of which something is true.
  mutating func split(_ behavior: SplitBehavior, where isMatch: (Unicode.Scalar) -> Bool) {
    split(behavior) { utf8, part, body in
      var place = part.lowerBound
      while place < part.upperBound {
        let start = place
        if isMatch(Unicode.Scalar(decodeScalar(at: &place, in: utf8))!) { body(start..<place) }
      }
    }
  }

  /// Splits before some scalars.
  ///
  /// - Parameters:
  ///   - starts: Called with each scalar of a part and whether it is the first.
  ///   - keepsStart: Whether what stands before the first split is kept, by the first scalar of the part.
  mutating func split(
    before starts: (_ scalar: Unicode.Scalar, _ isFirst: Bool) -> Bool,
    keepsStart: (Unicode.Scalar) -> Bool = { _ in true }
  ) {
    var new: [Range<Int>] = []
    for part in parts {
      var place = part.lowerBound
      var start = place
      var isKept = true
      while place < part.upperBound {
        let here = place
        let scalar = Unicode.Scalar(decodeScalar(at: &place, in: text.utf8.span))!
        if here == start, here == part.lowerBound { isKept = keepsStart(scalar) }
        guard starts(scalar, here == part.lowerBound), here > start else { continue }
        if isKept { new.append(start..<here) }
        (start, isKept) = (here, true)
      }
      if isKept { new.append(start..<part.upperBound) }
    }
    parts = new
  }

  /// Writes each part anew.
  ///
  /// - Parameter write: Appends what is in the place of a part of the old text to the new one.
  mutating func rewrite(
    _ write: (_ part: Range<Int>, _ old: NormalizedText, _ new: inout NormalizedText) -> Void
  ) {
    var new = NormalizedText(capacity: text.utf8.count + parts.count)
    for index in parts.indices {
      let start = new.utf8.count
      write(parts[index], text, &new)
      parts[index] = start..<new.utf8.count
    }
    text = new
  }
}

/// The parts that splitting leaves. A type of its own, so that the closure that finds matches changes it in place.
private struct SplitParts {
  private let behavior: SplitBehavior
  private(set) var parts: [Range<Int>] = []
  /// Of the parts, those before it are of another part of the text.
  private var first = 0
  private var wasMatch = false

  init(_ behavior: SplitBehavior, capacity: Int) {
    self.behavior = behavior
    parts.reserveCapacity(capacity)
  }

  /// Begins another part of the text.
  mutating func begin() {
    first = parts.count
    wasMatch = false
  }

  @inline(__always)
  mutating func take(_ range: Range<Int>, _ isMatch: Bool) {
    let merges =
      switch behavior {
      case .removed, .isolated: false
      case .contiguous: isMatch == wasMatch
      case .mergedWithPrevious: isMatch && !wasMatch
      case .mergedWithNext: !isMatch && wasMatch
      }
    wasMatch = isMatch
    if merges, parts.count > first {
      parts[parts.count - 1] = parts[parts.count - 1].lowerBound..<range.upperBound
    } else if behavior != .removed || !isMatch {
      parts.append(range)
    }
  }
}
